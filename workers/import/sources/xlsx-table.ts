import { appError, AppFailure } from '../../../src/contract/error.ts';
import type { FileNotice } from '../../../src/contract/import.ts';
import type { ReadingWish } from '../../../src/contract/reading.ts';
import type { FileSource, Run } from '../../engine/database.ts';
import { gather, madeFile, type Bytes } from './bytes.ts';
import type { TextTable } from './table-source.ts';
import { writtenDialect, writtenRow } from './written-text.ts';
import { findHeaderRow } from './xlsx-header.ts';
import { sheetMarks } from './xlsx-marks.ts';
import { sheetRows, type SheetRows } from './xlsx-rows.ts';
import { openWorkbook, type Sheet, type Workbook } from './xlsx-workbook.ts';
import type { ArchiveEntry } from './zip-archive.ts';

/** Characters of the head of a sheet. */
const HEAD = 1 << 21;

/** A workbook of which one sheet is a table. */
export interface XlsxTable {
  readonly table: TextTable;
  readonly sheet: string;
  readonly headerRow: number | null;
  readonly sheets: readonly string[];
}

/** Where the table stands in its sheet. */
interface Place {
  /** Rows above it, title lines and blank ones. */
  readonly above: number;
  readonly width: number;
}

type Row = readonly string[];

/** Cells of a row up to the last that is filled. */
function filledPart(row: Row): Row {
  const end = row.findLastIndex((text) => text !== '') + 1;
  return end === row.length ? row : row.slice(0, end);
}

function lines(rows: readonly Row[], width: number): string {
  return rows.map((row) => writtenRow(filledPart(row), width)).join('');
}

/** The head of a sheet. */
async function firstRows(run: Run, workbook: Workbook, sheet: Sheet): Promise<SheetRows> {
  const rows: Row[] = [];
  for await (const piece of sheetRows(run, workbook, sheet)) {
    rows.push(...piece.rows);
    if (piece.last || (piece.read > HEAD && rows.length > 0)) return { ...piece, rows };
  }
  return { rows, last: true, read: 0 };
}

/** The rows of the table, from its header on, as text. */
async function* writtenRows(
  run: Run,
  from: { readonly workbook: Workbook; readonly sheet: Sheet },
  { above, width }: Place,
  told: (share: number) => void,
): AsyncGenerator<Bytes> {
  const encoder = new TextEncoder();
  let left = above;
  for await (const { rows } of sheetRows(run, from.workbook, from.sheet, told)) {
    yield encoder.encode(lines(rows.slice(left), width));
    left = Math.max(0, left - rows.length);
  }
}

/** The sheet asked for, or else the one with most in it: exports often begin with a sheet that explains them. */
function chosenSheet(workbook: Workbook, wish: ReadingWish): Sheet {
  const { name, sheets } = workbook;
  const [largest] = sheets.toSorted((a, b) => b.entry.bytes - a.entry.bytes);
  const sheet = sheets.find((one) => one.name === wish.sheet) ?? largest;
  if (sheet === undefined) throw new AppFailure(appError('file.noTables', { name }));
  return sheet;
}

/**
 * Reads a sheet of a workbook as a table. Of its rows no more than the head is read now. Dates become ISO text, with a time where it is
 * not midnight; numbers keep their digits; formulas give their results; of merged cells the first has the value, as in
 * the file, and the others are empty; cells with an error are empty. Both are counted in the whole sheet, and told.
 *
 * @param source the workbook
 * @param entries of the archive it is
 * @param wish `sheet`, and `headerRow` from 1, or null where no row names the columns; both are found where left out
 * @throws AppFailure `file.damaged`, `file.empty`, `file.locked`, `file.binary`, `file.noTables`
 */
export async function xlsxTable(
  run: Run,
  source: FileSource,
  entries: readonly ArchiveEntry[],
  wish: ReadingWish,
): Promise<XlsxTable> {
  const { name } = source;
  const workbook = await openWorkbook(run, source, entries);
  const sheet = chosenSheet(workbook, wish);
  const first = await firstRows(run, workbook, sheet);
  const headerRow = wish.headerRow === undefined ? findHeaderRow(first.rows) : wish.headerRow;
  const begin = first.rows.findIndex((row) => filledPart(row).length > 0);
  const above = headerRow === null ? Math.max(0, begin) : headerRow - 1;
  const rows = first.rows.slice(above);
  if (rows.length === 0) throw new AppFailure(appError('file.empty', { name }));
  const width = rows.reduce((most, row) => Math.max(most, filledPart(row).length), 0);
  const written = madeFile(name, new Blob([lines(rows, width)]));
  const notices: FileNotice[] = [];
  if (headerRow !== null && above > 0) notices.push({ code: 'skippedLines', count: above });
  const { merged, errors } = await sheetMarks(run, source, sheet);
  if (merged > 0) notices.push({ code: 'mergedCells', count: merged });
  if (errors > 0) notices.push({ code: 'errorCells', count: errors });
  const table: TextTable = {
    kind: 'text',
    head: written,
    complete: first.last,
    size: first.last ? written.size : (written.size / first.read) * sheet.entry.bytes,
    dialect: writtenDialect(headerRow !== null),
    notices,
    whole: async (later: Run) => {
      if (first.last) return written;
      const told = (share: number): void => {
        later.report({ phase: 'unpacking', share });
      };
      return gather(later, name, writtenRows(later, { workbook, sheet }, { above, width }, told));
    },
  };
  return { table, sheet: sheet.name, headerRow, sheets: workbook.sheets.map((one) => one.name) };
}
