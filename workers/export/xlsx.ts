import writeXlsxFile, { type Cell, type Row, type Sheet } from 'write-excel-file/universal';
import { appError, AppFailure } from '../../src/contract/error.ts';
import type { Value } from '../../src/contract/result-set.ts';
import { openReleased, type Released, type ReleasedTable } from '../../src/privacy/gate.ts';
import type { RecordsTable } from './manifest.ts';
import { releaseNote } from './release-note.ts';
import { printedTable, WITHHELD, type PrintedColumn, type TableLook } from './printed-table.ts';

/** Rows of a sheet, its head among them. */
const MOST_ROWS = 2 ** 20;
/** Characters of a cell. */
const MOST_CHARACTERS = 32_767;

/** Widths of the columns of a note, characters. */
const LABEL_WIDTH = 36;
const TEXT_WIDTH = 90;

/** Characters that XML 1.0 cannot hold. */
const NOT_IN_XML = /[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu;

/** Text is typed as text, so that a spreadsheet never takes it for a formula. */
function textCell(text: string): Cell {
  return { type: String, value: text.replaceAll(NOT_IN_XML, '').slice(0, MOST_CHARACTERS) };
}

function headOf(titles: readonly string[]): Row {
  return titles.map((title) => ({ type: String, value: title, fontWeight: 'bold' as const }));
}

function cellOf(value: Value, { type }: Pick<PrintedColumn, 'type'>): Cell {
  if (value === null) return null;
  if (typeof value === 'string') return textCell(value);
  if (typeof value === 'boolean') return { type: Boolean, value };
  if (!Number.isFinite(value)) return null;
  if (type === 'date') return { type: Date, value: new Date(value), format: 'yyyy-mm-dd' };
  if (type === 'timestamp') return { type: Date, value: new Date(value), format: 'yyyy-mm-dd hh:mm:ss' };
  return { type: Number, value };
}

async function bytesOf(sheets: readonly Sheet<Blob>[]): Promise<Uint8Array<ArrayBuffer>> {
  const blob = await writeXlsxFile([...sheets]).toBlob();
  return new Uint8Array(await blob.arrayBuffer());
}

function assertFits(rows: number): void {
  if (rows >= MOST_ROWS) {
    throw new AppFailure(appError('export.tooManyRows', { format: 'XLSX', rows, most: MOST_ROWS - 1 }));
  }
}

/**
 * Writes a released table as a workbook: titles in the reader's language, numbers and dates as such, and the word
 * "withheld" for figures that are. The second sheet says what the table is and what it left under.
 *
 * @throws AppFailure `gate.notReleased` for a table that has not passed the gate; `export.tooManyRows`
 */
export function toXlsx(released: Released<ReleasedTable>, look: TableLook): Promise<Uint8Array<ArrayBuffer>> {
  const open = openReleased(released);
  assertFits(open.table.rowCount);
  const columns = printedTable(open, look);
  const rows = Array.from({ length: open.table.rowCount }, (_, row) =>
    columns.map((column): Cell => {
      const value = column.cells[row] ?? null;
      return value === WITHHELD ? textCell(look.translate('gate.withheld')) : cellOf(value, column);
    }),
  );
  return bytesOf([
    {
      sheet: look.translate('gate.about.table'),
      data: [headOf(columns.map(({ title }) => title)), ...rows],
      stickyRowsCount: 1,
    },
    {
      sheet: look.translate('gate.about.title'),
      data: releaseNote(open, look).map((line) => line.map(textCell)),
      columns: [{ width: LABEL_WIDTH }, { width: TEXT_WIDTH }],
    },
  ]);
}

/** Lines of a manifest for people: the place of each entry and what it says. */
function manifestRows(content: unknown, path = ''): Row[] {
  if (typeof content === 'object' && content !== null) {
    return Object.entries(content).flatMap(([key, value]) =>
      manifestRows(value, path === '' ? key : `${path}.${key}`),
    );
  }
  return [[textCell(path), textCell(typeof content === 'string' ? content : JSON.stringify(content))]];
}

/**
 * Writes a released de-identified table as a workbook; its manifest is the second sheet.
 *
 * @throws AppFailure `gate.notReleased` for a table that has not passed the gate; `export.tooManyRows`
 */
export function toRecordsXlsx(released: Released<RecordsTable>): Promise<Uint8Array<ArrayBuffer>> {
  const { table, manifest } = openReleased(released);
  assertFits(table.rowCount);
  const rows = Array.from({ length: table.rowCount }, (_, row) =>
    table.columns.map((column) => cellOf(column.values[row] ?? null, column)),
  );
  return bytesOf([
    {
      sheet: 'Table',
      data: [headOf(table.columns.map(({ name }) => name)), ...rows],
      stickyRowsCount: 1,
    },
    { sheet: 'Manifest', data: manifestRows(manifest) },
  ]);
}
