import type { Run } from '../../engine/database.ts';
import { addressed } from './xlsx-addresses.ts';
import { cellText } from './xlsx-cells.ts';
import { readPiece, type Sheet, type Workbook } from './xlsx-workbook.ts';

/** Characters of a sheet that are read at first, for its head, and at once later on. */
const FIRST_PIECE = 1 << 20;
const PIECE = 1 << 25;

const BEFORE_ROWS = /^[^]*?<((?:\w+:)?)sheetData[^>]*>/u;
const ROW = /<(?:\w+:)?row\b/u;
const ERROR_CELL = /<(?:\w+:)?c\b[^>]*\bt="e"/gu;

/** Some rows of a sheet. */
export interface SheetRows {
  readonly rows: readonly (readonly string[])[];
  /** Cells among them that hold an error in place of a value, as #N/A. */
  readonly errors: number;
  /** Whether these are the last. */
  readonly last: boolean;
  /** Characters of the sheet read so far. */
  readonly read: number;
}

/** Rows of a sheet as they stand in the file, with what makes a sheet of them. */
interface Piece {
  readonly opening: string;
  readonly rows: string;
  readonly closing: string;
  readonly last: boolean;
  readonly read: number;
}

/** Cuts a sheet into pieces of whole rows. `size` says how many characters the next one should have. */
async function* pieces(
  sheet: Sheet,
  size: () => number,
  told?: (share: number) => void,
): AsyncGenerator<Piece> {
  const decoder = new TextDecoder();
  let opening: string | null = null;
  let prefix = '';
  let held = '';
  let read = 0;
  for await (const bytes of sheet.entry.stream.pieces(told)) {
    const text = decoder.decode(bytes, { stream: true });
    read += text.length;
    held += text;
    if (opening === null) {
      const found = BEFORE_ROWS.exec(held);
      if (found === null) continue;
      [opening, prefix = ''] = found;
      held = held.slice(opening.length);
    }
    if (held.length < size()) continue;
    const rowEnd = `</${prefix}row>`;
    const end = held.lastIndexOf(rowEnd) + rowEnd.length;
    if (end < rowEnd.length) continue;
    const closing = `</${prefix}sheetData></${prefix}worksheet>`;
    yield { opening, rows: held.slice(0, end), closing, last: false, read };
    held = held.slice(end);
  }
  yield { opening: opening ?? '', rows: held + decoder.decode(), closing: '', last: true, read };
}

/**
 * Reads the rows of a sheet, a piece at a time. The library reads whole workbooks only, so each piece is given to it as a
 * workbook of its own: memory holds a piece and the texts of the workbook, the work can be stopped between two, and the
 * head costs no more than itself.
 *
 * @param told hears which share of the sheet has been read
 * @throws AppFailure `file.damaged`, `engine.cancelled`
 */
export async function* sheetRows(
  run: Run,
  workbook: Workbook,
  sheet: Sheet,
  told?: (share: number) => void,
): AsyncGenerator<SheetRows> {
  let done = 0;
  // The texts of the workbook are read again for each piece, so a piece is never small beside them.
  const size = (): number => (done === 0 ? FIRST_PIECE : Math.max(PIECE, 2 * workbook.commonBytes));
  for await (const { opening, rows, closing, last, read } of pieces(sheet, size, told)) {
    run.check();
    if (!ROW.test(rows)) {
      yield { rows: [], errors: 0, last, read };
      continue;
    }
    const errors = rows.match(ERROR_CELL)?.length ?? 0;
    const all = await readPiece(workbook, sheet, opening + addressed(rows, done) + closing);
    const fresh = all.slice(done).map((row) => row.map(cellText));
    done = Math.max(done, all.length);
    yield { rows: fresh, errors, last, read };
  }
}
