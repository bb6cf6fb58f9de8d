import {
  type ConsentCounts,
  type ConsentNote,
  type ConsentWish,
  withoutConsent,
} from '../contract/consent.ts';
import { appError, type AppError } from '../contract/error.ts';
import type { Policy } from '../contract/privacy.ts';

/** What is known of consents where a list is asked for; null: none are loaded. */
export interface ConsentKnown {
  /** Null where nobody has said which consent the list needs. */
  readonly wish: ConsentWish | null;
  /** Where the customers of the list stand on that purpose. */
  readonly customers: ConsentCounts;
}

/**
 * A wish as the policy lets it be: customers who have not agreed stand marked in a list only where it was asked for and
 * the policy allows it; else they are left out.
 */
export function consentInForce({ rows: { lists } }: Policy, wish: ConsentWish): ConsentWish {
  const marked = wish.without === 'marked' && lists?.withoutConsent === 'marked';
  return { purpose: wish.purpose, without: marked ? 'marked' : 'leftOut' };
}

/** Consent as a list is held against it: what the log keeps, how many are held back, and why there can be no list. */
export interface ConsentRuling {
  /** Null where no consents are loaded; absent where none was said. */
  readonly note?: ConsentNote | null;
  readonly heldBack: number;
  readonly error: AppError | null;
}

/**
 * Holds a list against consents. Where consents are loaded, a list needs one: which purpose it falls under is said by
 * whoever asks for it. Only a yes counts: a customer without a decision is held back like one who has said no. A list
 * that would have nobody left is refused.
 */
export function ruleOnConsent(policy: Policy, known: ConsentKnown | null): ConsentRuling {
  if (known === null) return { note: null, heldBack: 0, error: null };
  const { wish, customers } = known;
  if (wish === null) return { heldBack: 0, error: appError('gate.consentMissing', {}) };
  const asked = consentInForce(policy, wish);
  const note = { ...asked, customers };
  const heldBack = asked.without === 'leftOut' ? withoutConsent(customers) : 0;
  if (asked.without === 'leftOut' && customers.given === 0) {
    const error = appError('gate.nobodyConsented', { customers: heldBack });
    return { note, heldBack, error };
  }
  return { note, heldBack, error: null };
}
