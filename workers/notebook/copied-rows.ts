import { appError, AppFailure } from '../../src/contract/error.ts';
import type { CatalogRelation, RangeToCopy, RowArrangement } from '../../src/contract/notebook.ts';
import { column, numbers, type ResultSet } from '../../src/contract/result-set.ts';
import { identifier, sql } from '../../src/contract/sql.ts';
import type { Database, Run } from '../engine/database.ts';
import { orderOf, whereOf } from './cell-filters.ts';
import { notebookRelation } from './notebook-relation.ts';
import { hasRowNumbers } from './read-slice.ts';

/** Holds the places of rows; no column of a result is called so. */
const PLACE = identifier('place of the row');

/** A table of a relation as the engine holds it, and as the gate has released it: the same rows in the same order. */
export interface CopiedTable {
  readonly relation: CatalogRelation;
  readonly table: ResultSet;
  readonly released: ResultSet;
}

/** Columns that decide which rows stand where. */
function decidingColumns(relation: CatalogRelation, { order, filters }: RowArrangement): readonly string[] {
  if (order.length > 0 && !hasRowNumbers(relation)) return relation.columns.map(({ name }) => name);
  return [...new Set([...order, ...filters].map((each) => each.column))];
}

/** Rows in which one of some columns is withheld; null where a figure of theirs leaves as another, or not at all. */
function withheldIn({ table, released }: CopiedTable, names: readonly string[]): ReadonlySet<number> | null {
  const withheld = new Set<number>();
  for (const name of names) {
    const left = released.columns.find((each) => each.name === name)?.values;
    if (left === undefined) return null;
    for (const [row, value] of column(table, name).values.entries()) {
      if (left[row] === value) continue;
      if (left[row] !== null) return null;
      withheld.add(row);
    }
  }
  return withheld;
}

/** Places of the rows as they stand on screen. */
async function seenPlaces(
  db: Database,
  run: Run,
  relation: CatalogRelation,
  { order, filters }: RowArrangement,
): Promise<readonly number[]> {
  const place = hasRowNumbers(relation) ? sql`rowid, rowid` : sql`row_number() OVER () - 1`;
  const numbered = sql`(SELECT *, ${place} AS ${PLACE} FROM ${notebookRelation(relation.name)})`;
  const found = await db.query(
    sql`SELECT ${PLACE}::DOUBLE AS place FROM ${numbered} ${whereOf(relation, filters)} ${orderOf(relation, order)}`,
    run,
  );
  return numbers(found, 'place');
}

/**
 * Which rows of a released table are copied. Sorting and filtering must tell nothing that is withheld, so only what has
 * been released decides on them: withheld figures pass no filter and stand last.
 *
 * @returns places of rows from 0 on
 * @throws AppFailure `cell.arrangement` where these are other rows than those on screen
 */
export async function copiedRows(
  db: Database,
  run: Run,
  copied: CopiedTable,
  { from, to, arrangement }: RangeToCopy,
): Promise<readonly number[]> {
  const { relation, released } = copied;
  if (arrangement === undefined) {
    const places = Array.from({ length: released.rowCount }, (_, place) => place);
    return places.slice(Math.max(0, from), Math.max(0, to));
  }
  const seen = await seenPlaces(db, run, relation, arrangement);
  const wanted = seen.slice(Math.max(0, from), Math.max(0, to));
  const withheld = withheldIn(copied, decidingColumns(relation, arrangement));
  const unfit = withheldIn(
    copied,
    arrangement.filters.map((each) => each.column),
  );
  if (withheld === null || unfit === null) throw new AppFailure(appError('cell.arrangement', {}));
  const last = seen.filter((place) => withheld.has(place) && !unfit.has(place)).toSorted((a, b) => a - b);
  const leaving = [...seen.filter((place) => !withheld.has(place)), ...last];
  const same = wanted.every((place, index) => leaving[Math.max(0, from) + index] === place);
  if (!same) throw new AppFailure(appError('cell.arrangement', {}));
  return wanted;
}
