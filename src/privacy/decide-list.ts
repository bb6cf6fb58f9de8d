import { appError } from '../contract/error.ts';
import type { Policy } from '../contract/privacy.ts';
import type { OtherVerdict } from './gate.ts';

/** What is asked: a list of customers for a purpose. */
export interface ListQuestion {
  readonly policy: Policy;
  /** In the user's words. */
  readonly purpose: string;
  /** Whether pseudonyms were asked for in place of ids. */
  readonly pseudonymised: boolean;
  /** Columns asked for besides the customer. */
  readonly columns: readonly { readonly name: string; readonly meaning: string }[];
}

/** The verdict, and whether the customers must stand under pseudonyms. */
export interface ListDecision {
  readonly verdict: OtherVerdict;
  readonly pseudonymised: boolean;
}

/**
 * Decides whether a list of customers may leave: only where the policy opens this way, only for a stated purpose, and
 * under pseudonyms where they are asked for or the policy asks for them. No column may name a customer a second time.
 *
 * There is no least number of customers: a list is about single ones whatever its length, so it is for the policy to
 * say whether there are lists at all.
 */
export function decideList({ policy, purpose, pseudonymised, columns }: ListQuestion): ListDecision {
  const { lists } = policy.rows;
  const underPseudonyms = pseudonymised || lists?.pseudonymised !== false;
  const decided = (verdict: OtherVerdict): ListDecision => ({ verdict, pseudonymised: underPseudonyms });
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
  return decided({ outcome: 'released', suppressedRows: 0, reasons: [] });
}
