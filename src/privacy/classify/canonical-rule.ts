/** Version of the rules below. It stands in what is written of a pseudonymised table: other rules, other pseudonyms. */
export const CANONICAL_RULES = 'c1';

/** How the values of an identifier are brought to one form before they are keyed. */
export type CanonicalRule =
  /** Unicode NFKC, blanks around taken off, runs of blanks made one. */
  | 'text'
  /** As text, in lower case. */
  | 'email'
  /** E.164 where the number says its country or is a Chinese mobile number; else its digits. */
  | 'phone'
  /** Upper case, without blanks, dots, hyphens and slashes. */
  | 'code';

/** Identifiers that are written with and without separators, in either case. */
const CODES = new Set([
  'iban',
  'paymentCard',
  'cnResidentId',
  'cnUscc',
  'hkId',
  'twId',
  'usSsn',
  'ukNhs',
  'mac',
]);

/** The rule for the values of an identifier kind; null for none. */
export function canonicalRule(identifier: string | null): CanonicalRule {
  if (identifier === 'email') return 'email';
  if (identifier === 'phone' || identifier === 'cnMobile') return 'phone';
  return identifier !== null && CODES.has(identifier) ? 'code' : 'text';
}
