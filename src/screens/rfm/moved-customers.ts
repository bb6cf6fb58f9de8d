import { TIE_POLICIES, type TiePolicy } from '../../analyses/rfm/params.ts';
import type { AnalysisOutcome } from '../../contract/outcome.ts';
import { numbers, texts } from '../../contract/result-set.ts';

/** How many customers would be in another segment under a tie policy. */
export interface Moved {
  readonly policy: TiePolicy;
  readonly customers: number;
}

/** Customers that each tie policy would move; empty where there are no ties to settle. */
export function movedUnder(outcome: AnalysisOutcome): readonly Moved[] {
  const table = outcome.tables['tie_policies'];
  if (table === undefined) return [];
  const counts = numbers(table, 'customers_moved');
  return texts(table, 'policy').flatMap((name, index) => {
    const policy = TIE_POLICIES.find((each) => each === name);
    return policy === undefined ? [] : [{ policy, customers: counts[index] ?? 0 }];
  });
}
