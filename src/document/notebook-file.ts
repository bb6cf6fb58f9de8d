import * as v from 'valibot';
import type { AppError } from '../contract/error.ts';
import type { Cell, Notebook } from './cell.ts';
import { readCell, writtenCell } from './cell-file.ts';
import { MAX_CELLS } from './cell-schema.ts';
import { documentText, invalid, isError, type Json, readDocument } from './document-json.ts';
import { faultDetail, line } from './field-schema.ts';
import { CURRENT_VERSION, migrate } from './migrations.ts';
import { isNamed, nameKey } from './names.ts';
import { readNewer, type SayUnknown } from './newer-version.ts';

/** What tells a notebook from other JSON. */
export const FORMAT = 'cloister-notebook';
/** A notebook that was read, and why it cannot be changed; null when it can. */
export interface ReadNotebook {
  readonly notebook: Notebook;
  readonly readOnly: AppError | null;
}

/** The first cell whose id or name an earlier one has. */
function findRepeated(cells: readonly Cell[]): AppError | null {
  const ids = new Map<string, number>();
  const names = new Map<string, number>();
  for (const [index, cell] of cells.entries()) {
    const idOf = ids.get(cell.id);
    if (idOf !== undefined) return invalid(`cells[${index}].id`, `cells[${idOf}] has the same id`);
    ids.set(cell.id, index);
    if (!isNamed(cell)) continue;
    const nameOf = names.get(nameKey(cell.name));
    if (nameOf !== undefined) {
      return invalid(`cells[${index}].name`, `cells[${nameOf}] is called ${cell.name} too`);
    }
    names.set(nameKey(cell.name), index);
  }
  return null;
}

function readCurrent(document: Json): ReadNotebook | AppError {
  const known = ['format', 'version', 'title', 'cells'];
  const odd = Object.keys(document).find((key) => !known.includes(key));
  if (odd !== undefined) return invalid(odd, 'there is no such field');
  const title = v.safeParse(line, document['title'] ?? '');
  if (!title.success) return invalid('title', faultDetail(title.issues[0]));
  const given = document['cells'];
  if (!Array.isArray(given)) return invalid('cells', 'a list of cells is expected');
  if (given.length > MAX_CELLS) return invalid('cells', `${MAX_CELLS} cells at most are expected`);
  const cells: Cell[] = [];
  for (const [index, each] of given.entries()) {
    const cell = readCell(each, `cells[${index}]`, true);
    if (isError(cell)) return cell;
    cells.push(cell);
  }
  return findRepeated(cells) ?? { notebook: { title: title.output, cells }, readOnly: null };
}

/**
 * Reads a notebook from the text of its file. Files of earlier versions are brought to the present form; of a later
 * version it reads what it can, to be looked at and not changed.
 *
 * @param text of the file; a byte order mark is passed over
 * @param sayUnknown Markdown that stands in place of a cell this version cannot read, given its kind
 * @returns the notebook, or `document.syntax` with line and column, or `document.invalid` with the path of the first
 *   thing that is wrong, such as `cells[3].sql`
 */
export function readNotebook(text: string, sayUnknown?: SayUnknown): ReadNotebook | AppError {
  const read = readDocument(text, FORMAT);
  if (isError(read)) return read;
  const { document, version } = read;
  if (version > CURRENT_VERSION) return readNewer(document, version, sayUnknown);
  return readCurrent(migrate(document, version));
}

/**
 * The text of a notebook's file: JSON, indented by two spaces, one line for each line of Markdown or SQL, keys in one
 * order, what is as usual left out, so that versions of a document can be compared line by line.
 * `readNotebook(writeNotebook(n))` is `n`.
 */
export function writeNotebook({ title, cells }: Notebook): string {
  return documentText({ format: FORMAT, version: CURRENT_VERSION, title, cells: cells.map(writtenCell) });
}
