import type { LegalClass } from '../../contract/classification.ts';

/** About a person and nothing more. GDPR Art. 4(1), PIPL Art. 4. */
export const PERSONAL: readonly LegalClass[] = ['personal'];

/**
 * Numbers of identity documents: sensitive under CCPA 1798.140(ae)(1)(A) (social security, driver's licence, state
 * identification card, passport) and GB/T 35273 Annex B (identity documents).
 */
export const IDENTITY_DOCUMENT: readonly LegalClass[] = ['personal', 'ccpaSensitive', 'piplSensitive'];

/** Numbers given to a patient: data on health by GDPR recital 35, medical care by PIPL Art. 28. */
export const HEALTH_NUMBER: readonly LegalClass[] = [
  'personal',
  'gdprSpecial',
  'ccpaSensitive',
  'piplSensitive',
];

/** Numbers that money moves by: financial accounts of CCPA 1798.140(ae)(1)(B) and PIPL Art. 28. */
export const PAYMENT: readonly LegalClass[] = ['personal', 'payment', 'ccpaSensitive', 'piplSensitive'];

/** Not about people in itself. */
export const NOBODY: readonly LegalClass[] = [];
