import { column, type ResultColumn, type ResultSet, type Value } from '../../contract/result-set.ts';
import type { ReleaseShape } from '../shape.ts';

type Meaning = ReleaseShape['columns'][number]['meaning'];

/** The columns of a table that have a meaning, as they stand in the shape. */
export function columnsOf(table: ResultSet, shape: ReleaseShape, meaning: Meaning): readonly ResultColumn[] {
  return shape.columns.filter((each) => each.meaning === meaning).map((each) => column(table, each.name));
}

/** A count of customers; what is not one counts as none, so that the row is withheld. */
export function customerCount(value: Value | undefined): number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 ? value : 0;
}

function isNothing(value: Value | undefined): boolean {
  return value === null || value === undefined || value === 0;
}

/**
 * Customers behind each row, and which rows are on nobody: a count of exactly 0, and no figure beside it that would
 * have to come from somebody.
 */
export function contributorsOf(
  table: ResultSet,
  shape: ReleaseShape,
): { readonly counts: readonly number[]; readonly zeros: readonly boolean[] } {
  const [counted] = columnsOf(table, shape, 'contributors');
  const measures = columnsOf(table, shape, 'measure');
  const rows = Array.from({ length: table.rowCount }, (_, row) => row);
  return {
    counts: rows.map((row) => customerCount(counted?.values[row])),
    zeros: rows.map(
      (row) => counted?.values[row] === 0 && measures.every((each) => isNothing(each.values[row])),
    ),
  };
}
