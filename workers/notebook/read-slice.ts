import type { CatalogColumn, CatalogRelation } from '../../src/contract/notebook.ts';
import type { ResultSet } from '../../src/contract/result-set.ts';
import { sql, type Sql } from '../../src/contract/sql.ts';
import type { Database, Run } from '../engine/database.ts';
import { notebookRelation } from './notebook-relation.ts';
import { readableColumn } from './relation-columns.ts';

/** Rows from a place on, as many as there are at most. */
export interface Slice {
  readonly from: number;
  readonly rows: number;
}

/** Whether rows have numbers from 0 on without gaps: those of tables that SQL cells have just made. */
export function hasRowNumbers({ cell, kind, columns }: CatalogRelation): boolean {
  return cell !== null && kind === 'unknown' && columns.every(({ name }) => name.toLowerCase() !== 'rowid');
}

/** Gives columns of rows the units they have in the catalog. */
export function withUnits(rows: ResultSet, columns: readonly CatalogColumn[]): ResultSet {
  return {
    rowCount: rows.rowCount,
    columns: rows.columns.map((column, index) => {
      const unit = columns[index]?.unit;
      return unit === undefined ? column : { ...column, unit };
    }),
  };
}

/** Reads rows in the order they stand in. A slice of a table is found by row number, wherever it is. */
export async function readSlice(
  db: Database,
  run: Run,
  relation: CatalogRelation,
  { from, rows }: Slice,
): Promise<ResultSet> {
  const columns = relation.columns.map(readableColumn);
  const source = notebookRelation(relation.name);
  const place: Sql = hasRowNumbers(relation)
    ? sql`WHERE rowid >= ${from} AND rowid < ${from + rows} ORDER BY rowid`
    : sql`LIMIT ${rows} OFFSET ${from}`;
  return withUnits(await db.query(sql`SELECT ${columns} FROM ${source} ${place}`, run), relation.columns);
}
