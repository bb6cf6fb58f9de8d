/**
 * Where a customer stands on a purpose. `withdrawn`: no, after a yes; `refused`: no, and never a yes; `unclear`: the
 * latest decision says neither yes nor no; `missing`: there is no decision.
 */
export const CONSENT_STATES = ['given', 'withdrawn', 'refused', 'unclear', 'missing'] as const;
export type ConsentState = (typeof CONSENT_STATES)[number];

/** How many customers stand where. */
export type ConsentCounts = Readonly<Record<ConsentState, number>>;

/** Where the customers of a list stand on a purpose. */
export interface PurposeConsents {
  /** As the consents name it; empty for consents that name none. */
  readonly purpose: string;
  readonly customers: ConsentCounts;
}

/** Where the customers of a list stand on each purpose, the one with most decisions first. */
export interface ListConsents {
  /** Null where no consents are loaded. */
  readonly purposes: readonly PurposeConsents[] | null;
}

/** What becomes of customers who have not agreed: they are left out of a list, or stand in it with where they stand. */
export type WithoutConsent = 'leftOut' | 'marked';

/** Which consent a list needs. */
export interface ConsentWish {
  /** As the consents name it. */
  readonly purpose: string;
  readonly without: WithoutConsent;
}

/** Which consent a list was held against, and where its customers stood. */
export interface ConsentNote extends ConsentWish {
  readonly customers: ConsentCounts;
}

/** What one customer has decided on a purpose, as it stands now. */
export interface CustomerConsent {
  readonly purpose: string;
  readonly state: ConsentState;
  /** Day of the latest decision, ISO; null where there is none, or it has no date. */
  readonly at: string | null;
}

/** Customers who have not agreed, whatever the reason. */
export function withoutConsent(customers: ConsentCounts): number {
  return CONSENT_STATES.reduce((sum, state) => sum + (state === 'given' ? 0 : customers[state]), 0);
}
