import type { GateReason, Policy } from '../contract/privacy.ts';
import { column, type ResultColumn, type ResultSet } from '../contract/result-set.ts';
import { customerCount } from './disclosure/released-table.ts';
import type { Disclosure, ReleaseShape } from './shape.ts';

/** Why a row's figures are withheld, or null when they may be shown. */
export type RowVerdict = GateReason | null;

/** Figures that are withheld although their row is shown: by column, the rows. */
export type WithheldFigures = ReadonlyMap<string, ReadonlySet<number>>;

/** Columns that leave: what single customers add to a sum is for the gate alone. */
function leaves({ meaning }: ReleaseShape['columns'][number]): boolean {
  return meaning !== 'contribution';
}

/** 1 − 0.9 is not quite 0.1. */
const ROUNDING_NOISE = 1e-9;

/** A minimum or maximum is always the value of one customer; a quantile needs customers on both sides of it. */
function isTelling(disclosure: Disclosure | undefined, customers: number, threshold: number): boolean {
  if (disclosure?.kind === 'extreme') return customers > 0;
  if (disclosure?.kind !== 'quantile') return false;
  const side = Math.min(disclosure.share, 1 - disclosure.share) * customers;
  return customers > 0 && side < threshold / 2 - ROUNDING_NOISE;
}

/**
 * Figures that may not leave although enough customers stand behind their row: minima and maxima, and quantiles with
 * fewer than half the threshold of customers on one side. (Guidelines of the UK Statistical Disclosure Control
 * handbook for outputs.)
 *
 * @returns by column, the rows in which it is withheld; rows that are withheld as a whole are left out
 */
export function tellingFigures(
  table: ResultSet,
  shape: ReleaseShape,
  { threshold }: Policy,
  verdicts: readonly RowVerdict[],
): WithheldFigures {
  const counted = shape.columns.find(({ meaning }) => meaning === 'contributors')?.name ?? '';
  const counts = column(table, counted).values;
  const figures = new Map<string, ReadonlySet<number>>();
  for (const { name, disclosure } of shape.columns) {
    if (disclosure?.kind !== 'extreme' && disclosure?.kind !== 'quantile') continue;
    const rows = verdicts.flatMap((verdict, row) =>
      verdict === null && isTelling(disclosure, customerCount(counts[row]), threshold) ? [row] : [],
    );
    if (rows.length > 0) figures.set(name, new Set(rows));
  }
  return figures;
}

/**
 * Takes what is withheld out of a table: contributors and all measures of withheld rows, and single figures. Names of
 * groups stay, so that the table keeps its form; columns that the shape does not declare and contributions of single
 * customers are left out.
 *
 * @param table the table as computed
 * @param shape which column says what
 * @param verdicts one for each row
 * @param figures figures that are withheld in rows that are shown
 * @returns a new, frozen table; a row whose contributors are null is a withheld one
 */
export function withhold(
  table: ResultSet,
  shape: ReleaseShape,
  verdicts: readonly RowVerdict[],
  figures: WithheldFigures,
): ResultSet {
  const columns = shape.columns.filter(leaves).map(({ name, meaning }): ResultColumn => {
    const { type, unit, values: computed } = column(table, name);
    const hidden = figures.get(name);
    const values = Array.from({ length: table.rowCount }, (_, row) =>
      (meaning === 'group' || verdicts[row] === null) && hidden?.has(row) !== true
        ? (computed[row] ?? null)
        : null,
    );
    return Object.freeze({
      name,
      type,
      ...(unit === undefined ? {} : { unit }),
      values: Object.freeze(values),
    });
  });
  return Object.freeze({ columns: Object.freeze(columns), rowCount: table.rowCount });
}
