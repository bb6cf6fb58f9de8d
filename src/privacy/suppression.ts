import { column, type ResultColumn, type ResultSet, type Value } from '../contract/result-set.ts';
import type { ReleaseShape } from './shape.ts';

/** Why a row's figures are withheld, or null when they may be shown. */
export type RowVerdict = 'belowThreshold' | 'complement' | null;

interface Row {
  readonly index: number;
  readonly contributors: number;
  /** Orders rows of equal size by what they say, so that the order they stand in does not matter. */
  readonly key: string;
}

function columnsOf(table: ResultSet, shape: ReleaseShape, meaning: string): readonly ResultColumn[] {
  return shape.columns.filter((each) => each.meaning === meaning).map((each) => column(table, each.name));
}

/** A count of customers; what is not one counts as none, so that the row is withheld. */
function customerCount(value: Value | undefined): number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 ? value : 0;
}

/** A row on nobody: a count of exactly 0, and no figure beside it that would have to come from somebody. */
function isStructuralZero(
  contributors: Value | undefined,
  measures: readonly (Value | undefined)[],
): boolean {
  return (
    contributors === 0 && measures.every((value) => value === null || value === undefined || value === 0)
  );
}

/**
 * Decides which rows of an aggregate table are withheld: every row on fewer customers than the threshold, and
 * then, smallest first, as many more as it takes until at least two rows are withheld that together hold at
 * least as many customers as the threshold. Otherwise a known total less the rows shown would give the
 * withheld ones away. (Hundepool et al., Statistical Disclosure Control, Wiley 2012, §4.2: primary cells by
 * the minimum-frequency rule, secondary cells against subtraction; for one row of cells with its total.)
 *
 * Rows on nobody stay: groups are named by the method, not by who is in them, so "nobody" shows no one's
 * figures. They do not count as protection for others.
 *
 * The withheld rows are always the smallest ones. So a higher threshold withholds the same rows or more, and
 * the order of the rows does not matter.
 *
 * @param table the table, contributors and measures as computed
 * @param shape which column says what; exactly one counts contributors
 * @param threshold fewest customers a figure must rest on
 * @returns a verdict for each row
 */
export function suppressedRows(
  table: ResultSet,
  shape: ReleaseShape,
  threshold: number,
): readonly RowVerdict[] {
  const [counts] = columnsOf(table, shape, 'contributors');
  const measures = columnsOf(table, shape, 'measure');
  const groups = columnsOf(table, shape, 'group');
  const verdicts = new Array<RowVerdict>(table.rowCount).fill(null);

  const rows: Row[] = [];
  for (let index = 0; index < table.rowCount; index += 1) {
    const figures = measures.map((each) => each.values[index]);
    const count = counts?.values[index];
    if (isStructuralZero(count, figures)) continue;
    const key = JSON.stringify([groups.map((each) => each.values[index]), figures]);
    rows.push({ index, contributors: customerCount(count), key });
  }
  rows.sort((a, b) => a.contributors - b.contributors || (a.key < b.key ? -1 : Number(a.key > b.key)));

  let withheld = 0;
  let customers = 0;
  for (const row of rows) {
    const isSmall = row.contributors < threshold;
    const isExposed = withheld === 1 || (withheld > 0 && customers < threshold);
    if (!isSmall && !isExposed) break;
    verdicts[row.index] = isSmall ? 'belowThreshold' : 'complement';
    withheld += 1;
    customers += row.contributors;
  }
  return verdicts;
}

/**
 * Takes the contributors and all measures out of withheld rows. Names of groups stay, so that the table keeps
 * its form; columns that the shape does not declare are left out.
 *
 * @param table the table as computed
 * @param shape which column says what
 * @param verdicts one for each row, as {@link suppressedRows} gives them
 * @returns a new, frozen table; a row whose contributors are null is a withheld one
 */
export function withhold(table: ResultSet, shape: ReleaseShape, verdicts: readonly RowVerdict[]): ResultSet {
  const columns = shape.columns.map(({ name, meaning }) => {
    const source = column(table, name);
    const values = Array.from({ length: table.rowCount }, (_, index) =>
      meaning === 'group' || verdicts[index] === null ? (source.values[index] ?? null) : null,
    );
    const { type, unit } = source;
    return Object.freeze({
      name,
      type,
      ...(unit === undefined ? {} : { unit }),
      values: Object.freeze(values),
    });
  });
  return Object.freeze({ columns: Object.freeze(columns), rowCount: table.rowCount });
}
