import type { Analysis, ColumnShape } from '../../src/analyses/analysis.ts';
import type { RowWindow } from '../../src/contract/engine-api.ts';
import { asPrivate, type Private } from '../../src/contract/privacy.ts';
import type { ResultSet } from '../../src/contract/result-set.ts';
import { identifier, joined, sql, type Sql } from '../../src/contract/sql.ts';
import { readable } from './analyse.ts';
import { relationOf } from './make-tables.ts';
import type { Database, Run } from './database.ts';

/** Most rows a window may ask for; a list shows a few dozen at a time. */
export const MAX_WINDOW_ROWS = 10_000;

function columnOf(columns: readonly ColumnShape[], name: string): ColumnShape {
  const found = columns.find((column) => column.name === name);
  if (found === undefined) throw new RangeError(`no column ${name} to order or filter by`);
  return found;
}

function whole(value: number, name: string): number {
  if (!Number.isSafeInteger(value) || value < 0) throw new RangeError(`${name} must be a whole number`);
  return value;
}

/**
 * Reads a slice of a row-level table that an analysis has left in the engine. Rows that are equal in the
 * column asked for keep a stable order, so that slices fit together.
 *
 * @throws RangeError when the window names a table or column that is not declared, or asks for more than
 *   {@link MAX_WINDOW_ROWS} rows
 */
export async function readRows(
  db: Database,
  run: Run,
  window: RowWindow,
  analysis: Analysis,
): Promise<Private<ResultSet>> {
  const shape = analysis.tables[window.table];
  if (shape?.kind !== 'rows' || shape.key === undefined) {
    throw new RangeError(`${analysis.id} has no row table ${window.table}`);
  }
  const limit = whole(window.limit, 'limit');
  if (limit > MAX_WINDOW_ROWS) throw new RangeError(`a window has ${MAX_WINDOW_ROWS} rows at most`);
  const offset = whole(window.offset, 'offset');

  const asked = columnOf(shape.columns, window.orderBy);
  const key = identifier(shape.key);
  const direction = window.descending ? sql`DESC` : sql`ASC`;
  // As it is stored: segments are ordered by the map, not by their names.
  const order: Sql =
    asked.meaning === 'identifier'
      ? sql`${key} ${direction}`
      : sql`listed.${identifier(asked.name)} ${direction} NULLS LAST, ${key} ASC`;
  const conditions = Object.entries(window.where).map(
    ([name, value]) => sql`${identifier(columnOf(shape.columns, name).name)} = ${value}`,
  );
  const where = conditions.length === 0 ? sql`` : sql` WHERE ${joined(conditions, ' AND ')}`;
  const names = shape.columns.map(readable);
  const found = await db.query(
    sql`SELECT ${names} FROM ${relationOf(analysis, window.table)} AS listed${where} ORDER BY ${order} LIMIT ${limit} OFFSET ${offset}`,
    run,
  );
  const columns = found.columns.map((column, index) => {
    const unit = shape.columns[index]?.unit;
    return unit === undefined ? column : { ...column, unit };
  });
  return asPrivate({ columns, rowCount: found.rowCount });
}
