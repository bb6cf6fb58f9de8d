import type { ExportFormat, GateReason, Policy, Private } from '../contract/privacy.ts';
import type { ResultSet } from '../contract/result-set.ts';
import type { ReleaseShape } from './shape.ts';
import { suppressedRows, withhold } from './suppression.ts';

/** What the gate is asked: a table, what its columns mean, and what is to become of it. */
export interface GateQuestion {
  readonly table: Private<ResultSet>;
  readonly shape: ReleaseShape;
  readonly policy: Policy;
  readonly format: ExportFormat;
}

/** What the gate has to say to it. */
export type Verdict =
  | {
      readonly outcome: 'refused';
      readonly reason: Extract<
        GateReason,
        'rowLevel' | 'noContributors' | 'allSuppressed' | 'kindNotAllowed'
      >;
      readonly suppressedRows: number;
    }
  | {
      readonly outcome: 'released';
      readonly table: ResultSet;
      readonly suppressedRows: number;
      readonly reasons: readonly GateReason[];
    };

/** Why a table cannot leave whatever its figures are, or null. */
function refusal({
  shape,
  policy,
  format,
}: GateQuestion): 'rowLevel' | 'noContributors' | 'kindNotAllowed' | null {
  const meanings = shape.columns.map((each) => each.meaning);
  if (shape.kind === 'rows' || meanings.includes('identifier')) return 'rowLevel';
  if (meanings.filter((meaning) => meaning === 'contributors').length !== 1) return 'noContributors';
  return policy.formats.includes(format) ? null : 'kindNotAllowed';
}

/**
 * The one decision of the release gate, for every way out. Pure: the same question has the same answer. All
 * rules about what may leave stand here or are called from here.
 *
 * @returns the table as it may leave, or the reason why it may not
 * @throws RangeError when the table lacks a declared column, which is a mistake in our code
 */
// eslint-disable-next-line @typescript-eslint/require-await -- the solver of secondary suppression is loaded when needed
export async function decide(question: GateQuestion): Promise<Verdict> {
  const reason = refusal(question);
  if (reason !== null) return { outcome: 'refused', reason, suppressedRows: 0 };
  const { table, shape, policy } = question;
  const verdicts = suppressedRows(table, shape, policy.threshold);
  const withheld = verdicts.filter((verdict) => verdict !== null);
  if (withheld.length > 0 && !hasFigures(question, verdicts)) {
    return { outcome: 'refused', reason: 'allSuppressed', suppressedRows: withheld.length };
  }
  return {
    outcome: 'released',
    table: withhold(table, shape, verdicts),
    suppressedRows: withheld.length,
    reasons: [...new Set(withheld)].sort(),
  };
}

/** Whether a row on somebody is left to show. */
function hasFigures({ table, shape }: GateQuestion, verdicts: readonly unknown[]): boolean {
  const name = shape.columns.find((each) => each.meaning === 'contributors')?.name;
  const counts = table.columns.find((each) => each.name === name)?.values ?? [];
  return verdicts.some((verdict, index) => verdict === null && counts[index] !== 0);
}
