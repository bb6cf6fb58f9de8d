import { appError, AppFailure } from '../../src/contract/error.ts';
import type { RecordsId } from '../../src/contract/ids.ts';
import { identifier, sql, type Sql } from '../../src/contract/sql.ts';
import { DATA_DATABASE } from '../engine/sandbox.ts';

/** A column of records: what it is called, and the name it is stored under. */
export interface RecordsColumn {
  readonly name: string;
  readonly stored: string;
}

function tableNamed(name: string): Sql {
  return sql`${identifier(DATA_DATABASE)}.main.${identifier(name)}`;
}

/** The table that records stand in. */
export function recordsTable(recordsId: RecordsId): Sql {
  return tableNamed(`records_${recordsId}`);
}

/**
 * The table of a column's distinct values, beside the records: `value`, and `code`, its place in their natural
 * order. It is made when they are first asked for.
 */
export function valuesTable(recordsId: RecordsId, { stored }: RecordsColumn): Sql {
  return tableNamed(`records_${recordsId}_values_${stored}`);
}

/**
 * The column of records that has a name.
 *
 * @throws AppFailure `records.unknownColumn`
 */
export function recordsColumn(
  { columns }: { readonly columns: readonly RecordsColumn[] },
  name: string,
): RecordsColumn {
  const found = columns.find((column) => column.name === name);
  if (found === undefined) throw new AppFailure(appError('records.unknownColumn', { column: name }));
  return found;
}
