import type { Policy } from '../../contract/privacy.ts';
import type { ResultColumn, ResultSet } from '../../contract/result-set.ts';
import type { ReleaseShape } from '../shape.ts';
import { discreteLaplace, secureBytes, type RandomBytes } from './discrete-laplace.ts';

/** ε is taken as so many parts of one, rounded down, so that noise is never less than was asked for. */
const PARTS = 1_000_000;

type Declared = ReleaseShape['columns'][number];

/** Columns that count customers: the only ones for which the part of a single customer is known beforehand. */
function isCount({ meaning, disclosure }: Declared): boolean {
  return meaning === 'contributors' || disclosure?.kind === 'count';
}

/**
 * How much a single customer can change all counts of a table together: 1 for each count in each row they can stand
 * in. In a table of disjoint groups that is one row and the totals over it, 2 to the number of dimensions; otherwise
 * every row.
 */
export function sensitivity(shape: ReleaseShape, rows: number): number {
  const columns = shape.columns.filter(isCount).length;
  const each = shape.disjoint === true ? 2 ** (shape.dimensions ?? []).length : rows;
  return Math.max(1, columns * Math.min(each, Math.max(1, rows)));
}

/** Measures that cannot leave under noise, because nobody knows what one customer adds to them. */
export function unboundedMeasures(shape: ReleaseShape): readonly string[] {
  return shape.columns.filter((each) => each.meaning === 'measure' && !isCount(each)).map(({ name }) => name);
}

/**
 * Adds noise to the counts of a table: discrete Laplace of scale sensitivity / ε, which makes the counts that are shown
 * ε-differentially private towards a single customer (Dwork, McSherry, Nissim & Smith 2006). Which rows are shown is
 * still decided on exact counts, and that choice is not covered. Counts below 0 are set to 0.
 *
 * @param table the table without what is withheld
 * @param shape which column says what
 * @param epsilon ε of this release
 * @param bytes source of randomness
 */
export function noisy(
  table: ResultSet,
  shape: ReleaseShape,
  { epsilon }: NonNullable<Policy['noise']>,
  bytes: RandomBytes = secureBytes,
): ResultSet {
  const t = BigInt(sensitivity(shape, table.rowCount)) * BigInt(PARTS);
  const s = BigInt(Math.max(1, Math.floor(epsilon * PARTS)));
  const counts = new Set(shape.columns.filter(isCount).map(({ name }) => name));
  const withNoise = (column: ResultColumn): ResultColumn => {
    if (!counts.has(column.name)) return column;
    const values = column.values.map((value) =>
      typeof value === 'number' ? Math.max(0, value + Number(discreteLaplace(t, s, bytes))) : value,
    );
    return Object.freeze({ ...column, values: Object.freeze(values) });
  };
  return Object.freeze({ ...table, columns: Object.freeze(table.columns.map(withNoise)) });
}
