import { appError } from '../contract/error.ts';
import type { Conflict, Policy } from '../contract/privacy.ts';
import { differencingError } from './differencing-error.ts';
import type { OtherVerdict } from './gate.ts';
import { type ConsentKnown, type ConsentRuling, ruleOnConsent } from './list-consent.ts';

/** What is asked: a list of customers for a purpose. */
export interface ListQuestion {
  readonly policy: Policy;
  /** In the user's words. */
  readonly purpose: string;
  /** Whether pseudonyms were asked for in place of ids. */
  readonly pseudonymised: boolean;
  /** Columns asked for besides the customer. */
  readonly columns: readonly { readonly name: string; readonly meaning: string }[];
  /** What it is called in the log. */
  readonly subject: string;
  /** Earlier figures on groups that differ from the list by few people, as the register has found. */
  readonly conflicts: readonly Conflict[];
  /** Null where no consents are loaded. */
  readonly consent: ConsentKnown | null;
}

/** The verdict, whether the customers must stand under pseudonyms, and what the log keeps of consent. */
export interface ListDecision {
  readonly verdict: OtherVerdict;
  readonly pseudonymised: boolean;
  readonly consent: ConsentRuling;
}

/**
 * Decides whether a list of customers may leave: only where the policy opens this way, only for a stated purpose, and
 * under pseudonyms where they are asked for or the policy asks for them. No column may name a customer a second time.
 * Where consents are loaded, customers who have not agreed are held back ({@link ruleOnConsent}).
 *
 * Where the policy compares releases, a list must not differ from an earlier group by few people: its figures less
 * those of the list would be theirs.
 *
 * There is no least number of customers: a list is about single ones whatever its length, so it is for the policy to
 * say whether there are lists at all.
 */
export function decideList(question: ListQuestion): ListDecision {
  const { policy, purpose, pseudonymised, columns, subject, conflicts } = question;
  const consent = ruleOnConsent(policy, question.consent);
  const { lists } = policy.rows;
  const underPseudonyms = pseudonymised || lists?.pseudonymised !== false;
  const decided = (verdict: OtherVerdict): ListDecision => ({
    verdict,
    pseudonymised: underPseudonyms,
    consent,
  });
  if (lists === null) {
    const error = appError('gate.kindNotAllowed', { format: 'LIST' });
    return decided({ outcome: 'refused', reason: 'kindNotAllowed', error });
  }
  if (purpose.trim() === '') {
    return decided({ outcome: 'refused', reason: 'rowLevel', error: appError('gate.purposeMissing', {}) });
  }
  const naming = columns.find(({ meaning }) => meaning === 'identifier');
  if (naming !== undefined) {
    const error = appError('gate.directIdentifier', { column: naming.name });
    return decided({ outcome: 'refused', reason: 'directIdentifier', error });
  }
  if (consent.error !== null) {
    return decided({ outcome: 'refused', reason: 'consent', error: consent.error });
  }
  const [conflict] = conflicts;
  if (policy.differencing && conflict !== undefined) {
    const error = differencingError(subject, conflict);
    return decided({ outcome: 'refused', reason: 'differencing', error });
  }
  const reasons = consent.heldBack === 0 ? [] : (['consent'] as const);
  return decided({ outcome: 'released', suppressedRows: consent.heldBack, reasons });
}
