import type { FileSource, Run } from '../../engine/database.ts';
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

/** Unpacks a sheet to its end and counts its marks; memory holds a piece. */
async function countMarks(run: Run, sheet: Sheet): Promise<SheetMarks> {
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

/** What has been counted, by the part of the archive a sheet stands in, for as long as somebody holds the file. */
const counted = new WeakMap<FileSource, Map<string, SheetMarks>>();

/**
 * Counts the marks of a whole sheet. A sheet tells behind its rows which cells are merged, so it is unpacked to its end,
 * though its rows are not read. That takes a tenth of an import, and the file is opened again to be loaded: so it is done
 * once for each sheet of a file.
 *
 * @throws AppFailure `engine.cancelled`
 */
export async function sheetMarks(run: Run, source: FileSource, sheet: Sheet): Promise<SheetMarks> {
  const known = counted.get(source) ?? new Map<string, SheetMarks>();
  counted.set(source, known);
  const { path } = sheet.entry;
  const marks = known.get(path) ?? (await countMarks(run, sheet));
  known.set(path, marks);
  return marks;
}
