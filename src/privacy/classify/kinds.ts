import type { DisclosureRole, LegalClass } from '../../contract/classification.ts';

/** What follows for a column from what it holds. */
export interface KindRule {
  readonly role: DisclosureRole;
  readonly legal: readonly LegalClass[];
}

const direct = (...legal: LegalClass[]): KindRule => ({
  role: 'directIdentifier',
  legal: ['personal', ...legal],
});
const quasi = (...legal: LegalClass[]): KindRule => ({
  role: 'quasiIdentifier',
  legal: ['personal', ...legal],
});
const sensitive = (...legal: LegalClass[]): KindRule => ({
  role: 'sensitive',
  legal: ['personal', ...legal],
});

/**
 * Kinds that are known by their names and values rather than by a check digit. Legal classes: GDPR Art. 9(1) and
 * 10; CCPA 1798.140(ae); PIPL Art. 28 with GB/T 35273-2020 Annex B.
 */
export const PERSONAL_KINDS: Readonly<Record<string, KindRule>> = {
  fullName: direct(),
  firstName: direct(),
  middleName: direct(),
  lastName: direct(),
  email: direct(),
  phone: direct(),
  streetAddress: direct(),
  userName: direct(),
  photo: direct('biometric'),
  nationalId: direct('ccpaSensitive', 'piplSensitive'),
  vehicle: direct(),
  ipAddress: direct(),
  deviceId: direct(),
  paymentCard: direct('payment', 'ccpaSensitive', 'piplSensitive'),
  bankAccount: direct('payment', 'ccpaSensitive', 'piplSensitive'),
  customerKey: { role: 'subjectKey', legal: ['personal'] },
  nameTitle: quasi(),
  city: quasi(),
  region: quasi(),
  postcode: quasi(),
  country: quasi(),
  birthDate: quasi(),
  deathDate: quasi(),
  age: quasi(),
  gender: quasi(),
  maritalStatus: quasi(),
  education: quasi(),
  occupation: quasi(),
  employer: quasi(),
  language: quasi(),
  latitude: quasi('preciseLocation', 'ccpaSensitive', 'piplSensitive'),
  longitude: quasi('preciseLocation', 'ccpaSensitive', 'piplSensitive'),
  coordinates: quasi('preciseLocation', 'ccpaSensitive', 'piplSensitive'),
  ethnicity: sensitive('gdprSpecial', 'ccpaSensitive'),
  religion: sensitive('gdprSpecial', 'ccpaSensitive', 'piplSensitive'),
  politics: sensitive('gdprSpecial'),
  unionMembership: sensitive('gdprSpecial', 'ccpaSensitive'),
  sexLife: sensitive('gdprSpecial', 'ccpaSensitive', 'piplSensitive'),
  health: sensitive('gdprSpecial', 'ccpaSensitive', 'piplSensitive'),
  genetic: sensitive('gdprSpecial', 'ccpaSensitive', 'piplSensitive'),
  biometric: sensitive('gdprSpecial', 'biometric', 'ccpaSensitive', 'piplSensitive'),
  criminal: sensitive('gdprCriminal', 'piplSensitive'),
  salary: sensitive('piplSensitive'),
  children: sensitive('children', 'piplSensitive'),
  password: sensitive('credentials', 'ccpaSensitive', 'piplSensitive'),
  secret: sensitive('credentials', 'ccpaSensitive', 'piplSensitive'),
  cardSecurity: sensitive('payment', 'credentials', 'ccpaSensitive', 'piplSensitive'),
  freeText: sensitive('freeText'),
  consentFlag: { role: 'consentFlag', legal: ['personal'] },
};

/** Kinds that are about no person: they stand against the others, and leave a column insensitive. */
export const THING_KINDS = [
  'timestamp',
  'orderNumber',
  'product',
  'category',
  'amount',
  'company',
  'url',
  'rowId',
  'callingCode',
  'cardIssuer',
] as const;

/** Kinds of a person that a recogniser may stand behind in more detail: any one of these names speaks for it. */
export const NATIONAL_IDS = 'nationalId';
