import type {
  Conflict,
  ExportFormat,
  GateReason,
  Policy,
  Private,
  WithheldCell,
} from '../contract/privacy.ts';
import type { ResultSet } from '../contract/result-set.ts';
import { withheldCells, type Withheld } from './disclosure/complementary-cells.ts';
import { isPlausible } from './disclosure/declared-contributors.ts';
import type { RandomBytes } from './disclosure/discrete-laplace.ts';
import { inferredCounts } from './disclosure/inferred.ts';
import { noisy, unboundedMeasures } from './disclosure/noise.ts';
import { contributorsOf } from './disclosure/released-table.ts';
import { rounded } from './disclosure/rounding.ts';
import { boundsAmong, nestedRows } from './nested-rows.ts';
import { inOrder, orderToLeave } from './row-order.ts';
import { runningFigures } from './running-figures.ts';
import type { ReleaseShape } from './shape.ts';
import { tellingFigures, withhold, type RowVerdict, type WithheldFigures } from './suppression.ts';

/** What the gate is asked: a table, what its columns mean, and what is to become of it. */
export interface GateQuestion {
  readonly table: Private<ResultSet>;
  readonly shape: ReleaseShape;
  readonly policy: Policy;
  readonly format: ExportFormat;
  /** Earlier releases that this one would give people away with, as the register has found; absent: none. */
  readonly conflicts?: readonly Conflict[];
  /** Rows that would tell of few customers together with others of the table, as those who are in them show. */
  readonly isolating?: readonly number[];
  /** ε that releases of the same data have spent so far; absent: none. */
  readonly spent?: number;
  /** Customers of the data set, against which declared counts are checked; absent: unknown. */
  readonly customers?: number | null;
  /** Customers who were selected, as for a tile of a dashboard; absent: nobody selected. */
  readonly population?: number;
  /** Where noise comes from; only tests give another than the platform's. */
  readonly random?: RandomBytes;
}

/** Reasons for which nothing of a table leaves. */
export type RefusalReason = Extract<
  GateReason,
  | 'rowLevel'
  | 'noContributors'
  | 'allSuppressed'
  | 'kindNotAllowed'
  | 'unverified'
  | 'differencing'
  | 'budgetSpent'
>;

/** What the gate has to say to it. */
export type Verdict =
  | {
      readonly outcome: 'refused';
      readonly reason: RefusalReason;
      readonly suppressedRows: number;
      /** Where all rows are withheld: the rules that did it. Absent otherwise. */
      readonly rules?: readonly GateReason[];
    }
  | {
      readonly outcome: 'released';
      readonly table: ResultSet;
      readonly suppressedRows: number;
      readonly reasons: readonly GateReason[];
      /** For each row that leaves, which row of the table as computed it is. */
      readonly order: readonly number[];
      /** For each row, why it is withheld; null where it is shown. */
      readonly verdicts: readonly RowVerdict[];
      /** Figures withheld in rows that are shown. */
      readonly withheldFigures: WithheldFigures;
      /** True when nobody has checked the customers behind it. */
      readonly unverified: boolean;
      /** What can be inferred of each withheld count from what would leave. */
      readonly infer: () => Promise<readonly WithheldCell[]>;
    };

/** Why a table of this shape cannot leave, or null. */
function shapeRefusal({ shape, table, policy, customers = null }: GateQuestion): RefusalReason | null {
  const meanings = shape.columns.map((each) => each.meaning);
  if (shape.kind === 'rows' || meanings.includes('identifier')) return 'rowLevel';
  if (meanings.filter((meaning) => meaning === 'contributors').length !== 1) return 'noContributors';
  const { provenance = 'verified' } = shape;
  if (provenance === 'verified') return null;
  const canBe = provenance === 'declared' && isPlausible(table, shape, customers);
  return canBe && policy.unverified ? null : 'unverified';
}

/** Whether so few customers were selected that nothing is said of them, not even that there are none. */
export function selectsFew({ population, policy }: Pick<GateQuestion, 'population' | 'policy'>): boolean {
  return population !== undefined && population < policy.threshold;
}

/** What a sum of decimal fractions may be off by, as a share. */
const SUMMING = 1e-9;

/** Why a table cannot leave whatever its figures are, or null. */
function refusal(question: GateQuestion): RefusalReason | null {
  const byShape = shapeRefusal(question);
  if (byShape !== null) return byShape;
  const { policy, format, conflicts = [], spent = 0 } = question;
  if (!policy.formats.includes(format)) return 'kindNotAllowed';
  if (policy.differencing && conflicts.length > 0) return 'differencing';
  const { noise } = policy;
  return noise !== null && spent + noise.epsilon > noise.budget * (1 + SUMMING) ? 'budgetSpent' : null;
}

/** Reasons by row: those of single cells, then those of rows that are too close to one another. */
function rowVerdicts(
  { table, shape, policy, isolating = [] }: GateQuestion,
  { cells, reasons }: Withheld,
): RowVerdict[] {
  const verdicts = new Array<RowVerdict>(table.rowCount).fill(null);
  for (const [cell, reason] of reasons) {
    const row = cells.rowOf[cell];
    if (row !== null && row !== undefined) verdicts[row] = reason;
  }
  for (const row of isolating) verdicts[row] ??= 'nested';
  for (const row of nestedRows(table, shape, policy.threshold, verdicts)) verdicts[row] = 'nested';
  return verdicts;
}

/** Whether a row on somebody is left to show. */
function hasFigures({ table, shape }: GateQuestion, verdicts: readonly RowVerdict[]): boolean {
  const { zeros } = contributorsOf(table, shape);
  return verdicts.some((verdict, row) => verdict === null && zeros[row] === false);
}

/** All rows that are shown, for each measure that noise cannot cover. */
function withoutUnbounded(shape: ReleaseShape, verdicts: readonly RowVerdict[]): WithheldFigures {
  const shown = new Set(verdicts.flatMap((verdict, row) => (verdict === null ? [row] : [])));
  return new Map(unboundedMeasures(shape).map((name) => [name, shown]));
}

function figureReasons({ shape }: GateQuestion, figures: WithheldFigures): GateReason[] {
  return shape.columns.flatMap(({ name, disclosure }): GateReason[] => {
    if (!figures.has(name)) return [];
    if (disclosure?.kind === 'running') return ['complement'];
    return disclosure?.kind === 'extreme' || disclosure?.kind === 'quantile' ? [disclosure.kind] : [];
  });
}

/** What can be inferred of each withheld count from what would leave, by row of the table as computed. */
async function inferred(
  { table, shape, policy }: GateQuestion,
  withheld: Withheld,
  verdicts: readonly RowVerdict[],
): Promise<readonly WithheldCell[]> {
  const { counts } = contributorsOf(table, shape);
  const name = shape.columns.find(({ meaning }) => meaning === 'contributors')?.name ?? '';
  const cells = await inferredCounts(withheld, counts, name, policy);
  const between = verdicts.flatMap((reason, row): WithheldCell[] =>
    reason === 'nested' ? [{ row, column: name, reason, ...boundsAmong(row, table, shape, verdicts) }] : [],
  );
  return [...cells, ...between];
}

/**
 * The one decision of the release gate, for every way out: what of a table may leave. The same question has the same
 * answer, noise aside. All rules about what may leave stand here or are called from here.
 *
 * @param question the table with its shape, the policy, the format, and what the register knows of earlier releases
 * @returns the table as it may leave, or the reason why it may not
 * @throws RangeError when the table lacks a declared column, which is a mistake in our code
 */
export async function decide(question: GateQuestion): Promise<Verdict> {
  const reason = refusal(question);
  if (reason !== null) return { outcome: 'refused', reason, suppressedRows: 0 };
  const { table, shape, policy } = question;
  if (selectsFew(question)) {
    const rules = ['belowThreshold'] as const;
    return { outcome: 'refused', reason: 'allSuppressed', suppressedRows: table.rowCount, rules };
  }
  const withheld = await withheldCells(table, shape, policy);
  const verdicts = rowVerdicts(question, withheld);
  const rows = verdicts.filter((verdict) => verdict !== null);
  if (!withheld.isEnough || (rows.length > 0 && !hasFigures(question, verdicts))) {
    const rules = [...new Set(rows)].sort();
    return { outcome: 'refused', reason: 'allSuppressed', suppressedRows: rows.length, rules };
  }
  const telling = tellingFigures(table, shape, policy, verdicts);
  const running = runningFigures(table, shape, verdicts, telling);
  const { noise, rounding } = policy;
  const unranked = noise === null ? telling : new Map([...telling, ...withoutUnbounded(shape, verdicts)]);
  const withheldFigures = new Map([...running, ...unranked]);
  let leaving = withhold(table, shape, verdicts, withheldFigures);
  if (noise !== null) leaving = noisy(leaving, shape, noise, question.random);
  if (rounding !== null) leaving = rounded(leaving, shape, rounding.base);
  // Running totals are left aside: no row stands where it stands by them alone.
  const order = orderToLeave(table, shape, verdicts, unranked) ?? verdicts.map((_, row) => row);
  const places = new Map(order.map((row, place) => [row, place]));
  const placeOf = (row: number): number => places.get(row) ?? row;
  return {
    outcome: 'released',
    table: inOrder(leaving, order),
    suppressedRows: rows.length,
    reasons: [...new Set([...rows, ...figureReasons(question, new Map([...telling, ...running]))])].sort(),
    order,
    verdicts: order.map((row) => verdicts[row] ?? null),
    withheldFigures: new Map(
      [...withheldFigures].map(([name, hidden]) => [name, new Set([...hidden].map(placeOf))]),
    ),
    unverified: (shape.provenance ?? 'verified') !== 'verified',
    infer: async () => {
      const cells = await inferred(question, withheld, verdicts);
      return cells.map((cell) => ({ ...cell, row: placeOf(cell.row) }));
    },
  };
}
