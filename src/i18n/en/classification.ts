import type { DisclosureRole, LegalClass } from '../../contract/classification.ts';

const roles = {
  'classification.role.directIdentifier': 'Direct identifier',
  'classification.role.quasiIdentifier': 'Quasi-identifier',
  'classification.role.sensitive': 'Sensitive',
  'classification.role.insensitive': 'Other',
  'classification.role.subjectKey': 'Customer key',
  'classification.role.consentFlag': 'Consent',
} as const satisfies Record<`classification.role.${DisclosureRole}`, string>;

const legal = {
  'classification.legal.personal': 'Personal (GDPR 4, PIPL 4)',
  'classification.legal.gdprSpecial': 'Special category (GDPR 9)',
  'classification.legal.gdprCriminal': 'Criminal (GDPR 10)',
  'classification.legal.children': 'Children (GDPR 8, PIPL 31)',
  'classification.legal.ccpaSensitive': 'Sensitive (CCPA 1798.140)',
  'classification.legal.piplSensitive': 'Sensitive (PIPL 28)',
  'classification.legal.payment': 'Payment',
  'classification.legal.biometric': 'Biometric',
  'classification.legal.preciseLocation': 'Precise location',
  'classification.legal.credentials': 'Credentials',
  'classification.legal.freeText': 'Free text',
} as const satisfies Record<`classification.legal.${LegalClass}`, string>;

/** Words of the classification of columns. */
export const enClassification = { ...roles, ...legal } as const;
