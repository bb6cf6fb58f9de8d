import type { Run } from '../../engine/database.ts';
import { ownRows } from './xlsx-addresses.ts';
import { cellText } from './xlsx-cells.ts';
import { readRows, type Sheet, type Workbook } from './xlsx-workbook.ts';

/**
 * Characters of a piece. From 65,536 on the library parses in steps that call each other and copies all rows at each step,
 * which takes minutes and ends in a full stack for some ten thousand rows; shorter sheets it parses at once.
 */
const PIECE = 40_000;
/** Milliseconds after which others have their turn, so that the work can be stopped. */
const TURN = 40;

const BEFORE_ROWS = /<((?:\w+:)?)sheetData[^>]*>/u;
const ROW = /<(?:\w+:)?row\b/u;

/** Some rows of a sheet. */
export interface SheetRows {
  readonly rows: readonly (readonly string[])[];
  /** Whether these are the last. */
  readonly last: boolean;
  /** Characters of the sheet read so far. */
  readonly read: number;
}

/** Rows of a sheet as they stand in the file. */
interface Piece {
  readonly rows: string;
  readonly last: boolean;
  readonly read: number;
}

/** Where a piece that begins at `from` ends, behind the last row it can take whole; -1 where more must come first. */
function pieceEnd(text: string, from: number, rowEnd: string): number {
  if (text.length - from < PIECE) return -1;
  const within = text.lastIndexOf(rowEnd, from + PIECE);
  const end = within >= from ? within : text.indexOf(rowEnd, from);
  return end === -1 ? -1 : end + rowEnd.length;
}

/** Cuts a sheet into pieces of whole rows. */
async function* pieces(sheet: Sheet, told?: (share: number) => void): AsyncGenerator<Piece> {
  const decoder = new TextDecoder();
  let rowEnd: string | null = null;
  let held = '';
  let read = 0;
  for await (const bytes of sheet.entry.stream.pieces(told)) {
    held += decoder.decode(bytes, { stream: true });
    if (rowEnd === null) {
      const found = BEFORE_ROWS.exec(held);
      if (found === null) continue;
      rowEnd = `</${found[1] ?? ''}row>`;
      read = found.index + found[0].length;
      held = held.slice(read);
    }
    let at = 0;
    for (let end = pieceEnd(held, 0, rowEnd); end !== -1; end = pieceEnd(held, at, rowEnd)) {
      read += end - at;
      yield { rows: held.slice(at, end), last: false, read };
      at = end;
    }
    held = held.slice(at);
  }
  held += decoder.decode();
  const end = held.search(/<\/(?:\w+:)?sheetData>/u);
  yield { rows: end === -1 ? held : held.slice(0, end), last: true, read: read + held.length };
}

/**
 * Reads the rows of a sheet, a piece at a time. The library reads whole workbooks only, so each piece is given to it as a
 * small workbook of its own: memory holds a piece and the texts of the workbook, the work can be stopped between two, and
 * the head costs no more than itself.
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
  let lastRow = 0;
  let turn = performance.now();
  for await (const { rows, last, read } of pieces(sheet, told)) {
    if (performance.now() - turn > TURN) {
      await new Promise((resolve) => setTimeout(resolve));
      turn = performance.now();
    }
    run.check();
    if (!ROW.test(rows)) {
      yield { rows: [], last, read };
      continue;
    }
    const own = ownRows(rows, done, lastRow, workbook.texts);
    const fresh = await readRows(workbook, sheet, own);
    done += fresh.length;
    lastRow = own.lastRow;
    yield { rows: fresh.map((row) => row.map(cellText)), last, read };
  }
}
