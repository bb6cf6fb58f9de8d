import { appError, type AppError } from '../contract/error.ts';
import type { CellId } from '../contract/ids.ts';
import { readCell } from './cell-file.ts';
import type { Cell, Notebook } from './cell.ts';
import { MAX_CELLS } from './cell-schema.ts';
import { isError, isObject, type Json } from './document-json.ts';
import { MAX_LINE } from './field-schema.ts';
import { CURRENT_VERSION } from './migrations.ts';
import { isNamed, nameKey } from './names.ts';

/** Says in Markdown that a cell of some kind cannot be read by this version. */
export type SayUnknown = (kind: string) => string;

/** What is said where no words are given. */
export const usualWords: SayUnknown = (kind) =>
  `*A later version of Cloister is needed for this part (${kind}).*`;

/** JSON as people read it; what is nested too deeply to be written is left out. */
function readable(given: unknown): string {
  try {
    return JSON.stringify(given, null, 2);
  } catch {
    return '…';
  }
}

/** Markdown in place of what cannot be read: words, and the part as it stands in the file. */
export function unreadableMarkdown(given: unknown, say: SayUnknown): string {
  const kind = isObject(given) && typeof given['kind'] === 'string' ? given['kind'].slice(0, MAX_LINE) : '?';
  const json = readable(given);
  const longest = Math.max(2, ...[...json.matchAll(/`+/gu)].map(([ticks]) => ticks.length));
  const fence = '`'.repeat(longest + 1);
  // Nothing but letters and digits: a kind that a file gives may not become Markdown.
  const word = kind.replace(/[^\p{L}\p{Nd}]+/gu, ' ').trim();
  return `${say(word)}\n\n${fence}json\n${json}\n${fence}`;
}

/**
 * Reads what it can of a document of a later version: fields that are not known are passed over, cells that cannot be
 * read become text that says so. It can be looked at and not changed, so nothing of it is lost.
 *
 * @param document as JSON has it
 * @param version its version
 */
export function readNewer(
  document: Json,
  version: number,
  say: SayUnknown = usualWords,
): { readonly notebook: Notebook; readonly readOnly: AppError } {
  const title = typeof document['title'] === 'string' ? document['title'].slice(0, MAX_LINE) : '';
  const given: readonly unknown[] = Array.isArray(document['cells']) ? document['cells'] : [];
  const ids = new Set<string>();
  const names = new Set<string>();
  const cells = given.slice(0, MAX_CELLS).map((each, index): Cell => {
    const read = readCell(each, `cells[${index}]`, false);
    const isNew = !isError(read) && !ids.has(read.id) && !(isNamed(read) && names.has(nameKey(read.name)));
    const unreadableId = `unreadable-${index}-of-${given.length}` as CellId;
    const cell: Cell = isNew
      ? read
      : { id: unreadableId, kind: 'text', markdown: unreadableMarkdown(each, say), folded: false };
    ids.add(cell.id);
    if (isNamed(cell)) names.add(nameKey(cell.name));
    return cell;
  });
  const readOnly = appError('document.newer', { version, known: CURRENT_VERSION });
  return { notebook: { title, cells }, readOnly };
}
