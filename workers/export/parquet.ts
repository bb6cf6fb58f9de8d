import { parquetWriteBuffer, type ColumnSource } from 'hyparquet-writer';
import type { ColumnType, Value } from '../../src/contract/result-set.ts';
import { openReleased, type Released, type ReleasedTable } from '../../src/privacy/gate.ts';
import type { RecordsTable } from './manifest.ts';
import { printedTable, WITHHELD, type PrintedColumn, type TableLook } from './printed-table.ts';

type BasicType = NonNullable<ColumnSource['type']>;

const TYPE: Readonly<Record<ColumnType, BasicType>> = {
  text: 'STRING',
  integer: 'INT64',
  number: 'DOUBLE',
  boolean: 'BOOLEAN',
  date: 'TIMESTAMP',
  timestamp: 'TIMESTAMP',
};

function stored(value: Value, type: ColumnType): unknown {
  if (value === null || (typeof value === 'number' && !Number.isFinite(value))) return null;
  if (type === 'integer') return BigInt(Math.round(Number(value)));
  if (type === 'date' || type === 'timestamp') return new Date(Number(value));
  return type === 'text' ? String(value) : value;
}

function columnOf({ name, type, cells }: PrintedColumn): ColumnSource {
  const data = cells.map((value) => (value === WITHHELD ? null : stored(value, type)));
  return { name, type: TYPE[type], data, nullable: true };
}

function bytesOf(
  columnData: ColumnSource[],
  metadata: Readonly<Record<string, string>>,
): Uint8Array<ArrayBuffer> {
  const kvMetadata = Object.entries(metadata).map(([key, value]) => ({ key, value }));
  return new Uint8Array(parquetWriteBuffer({ columnData, kvMetadata, createdBy: 'cloister' }));
}

/**
 * Writes a released table as Parquet, under the names columns have in results. A withheld figure is null, and a
 * column `withheld` says in which rows there are any, so that they are not taken for figures that do not exist.
 *
 * @throws AppFailure `gate.notReleased` for a table that has not passed the gate
 */
export function toParquet(released: Released<ReleasedTable>, look: TableLook): Uint8Array<ArrayBuffer> {
  const open = openReleased(released);
  const columns = printedTable(open, look);
  const withheld = Array.from({ length: open.table.rowCount }, (_, row) =>
    columns.some(({ cells }) => cells[row] === WITHHELD),
  );
  const { threshold, suppressedRows } = open;
  return bytesOf(
    [...columns.map(columnOf), { name: 'withheld', type: 'BOOLEAN', data: withheld, nullable: false }],
    { 'cloister.policy': JSON.stringify({ threshold, suppressedRows }) },
  );
}

/**
 * Writes a released de-identified table as Parquet; its manifest stands in the metadata of the file, under
 * `cloister.manifest`.
 *
 * @throws AppFailure `gate.notReleased` for a table that has not passed the gate
 */
export function toRecordsParquet(released: Released<RecordsTable>): Uint8Array<ArrayBuffer> {
  const { table, manifest } = openReleased(released);
  const columns = table.columns.map(({ name, type, values }) =>
    columnOf({ name, title: name, type, unit: null, cells: values }),
  );
  return bytesOf(columns, { 'cloister.manifest': JSON.stringify(manifest) });
}
