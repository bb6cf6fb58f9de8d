/** Whom a fingerprint belongs to, as far as the reader knows. */
export type KeyOwner =
  /** The key of this browser. */
  | 'own'
  /** The one that the reader was told. */
  | 'told'
  /** Another one than the reader was told. */
  | 'other'
  /** Nobody has compared it. */
  | 'unknown';

/** A fingerprint without what people put between its digits. */
function bare(fingerprint: string): string {
  return fingerprint.toLowerCase().replaceAll(/[^0-9a-f]/gu, '');
}

/**
 * Tells whose key a fingerprint is of.
 *
 * @param own of the key of this browser; null: it has none
 * @param told as the reader was told it; empty: not at all. It counts before the own one
 */
export function keyOwner(fingerprint: string, own: string | null, told: string): KeyOwner {
  if (bare(told) !== '') return bare(told) === bare(fingerprint) ? 'told' : 'other';
  return own !== null && bare(own) === bare(fingerprint) ? 'own' : 'unknown';
}
