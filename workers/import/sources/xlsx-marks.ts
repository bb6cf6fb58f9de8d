import type { Run } from '../../engine/database.ts';
import type { Sheet } from './xlsx-workbook.ts';

const MERGED = /<(?:\w+:)?mergeCell\b/gu;
const ERROR_CELL = /<(?:\w+:)?c\b[^>]*\bt="e"/gu;

/** What a sheet has that a table has not. */
interface SheetMarks {
  /** Areas of cells that are merged. */
  readonly merged: number;
  /** Cells that hold an error in place of a value, as #N/A. */
  readonly errors: number;
}

/** How often a tag stands in a text. A word of it is looked for first: nearly all sheets have none, and tags are many. */
function occurrences(text: string, word: string, tag: RegExp): number {
  return text.includes(word) ? (text.match(tag)?.length ?? 0) : 0;
}

/**
 * Counts the marks of a whole sheet. A sheet tells behind its rows which cells are merged, so it is unpacked to its end;
 * its rows are not read, and memory holds a piece.
 *
 * @throws AppFailure `engine.cancelled`
 */
export async function sheetMarks(run: Run, sheet: Sheet): Promise<SheetMarks> {
  const decoder = new TextDecoder();
  let held = '';
  let merged = 0;
  let errors = 0;
  const count = (text: string): void => {
    merged += occurrences(text, 'mergeCell', MERGED);
    errors += occurrences(text, 't="e"', ERROR_CELL);
  };
  for await (const bytes of sheet.entry.stream.pieces()) {
    run.check();
    held += decoder.decode(bytes, { stream: true });
    // The last tag may go on in the next piece.
    const end = held.lastIndexOf('<');
    if (end === -1) continue;
    count(held.slice(0, end));
    held = held.slice(end);
  }
  count(held + decoder.decode());
  return { merged, errors };
}
