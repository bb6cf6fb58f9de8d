import type { PlacedWord } from './named-customers.ts';

/** A text of a document, and what its place is called. */
export interface PlacedText {
  readonly text: string;
  readonly place: string;
}

/** Shortest word that can be an id; a number that is not quoted must be longer. */
const SHORTEST = 4;
const SHORTEST_NUMBER = 5;

/** Strings in quotes of all kinds, then runs without blanks, and runs of letters and digits. */
const QUOTED = /'[^'\n]*'|"[^"\n]*"|`[^`\n]*`|“[^”\n]*”|「[^」\n]*」/gu;
const CHUNKS = /[^\s'"`“”「」,;:，；：()（）[\]{}<>=]+/gu;
const RUNS = /[\p{L}\p{N}_]+(?:[-.@+][\p{L}\p{N}_]+)*/gu;
const PLAIN = /[\p{L}\p{N}_]+/gu;

/** Texts and whole numbers that SQL compares customer_id with, in either order and in lists: ids, however short. */
const LITERAL = String.raw`'[^'\n]*'|\d+`;
const COMPARED = new RegExp(
  String.raw`\bcustomer_id"?(?:\s*::\s*\w+|\s+AS\s+\w+\s*\))?\s*(?:==?|<>|!=|(?:NOT\s+)?IN\b)\s*(\([^()]*\)|${LITERAL})`,
  'giu',
);
const COMPARING = new RegExp(String.raw`(${LITERAL})\s*(?:==?|<>|!=)\s*(?:"?\w+"?\.)?"?customer_id\b`, 'giu');
const LITERALS = new RegExp(LITERAL, 'gu');

function idsComparedIn(text: string): string[] {
  return [COMPARED, COMPARING]
    .flatMap((pattern) => [...text.matchAll(pattern)])
    .flatMap(([, literals = '']) => literals.match(LITERALS) ?? [])
    .map((literal) => literal.replaceAll("'", '').trim())
    .filter((id) => id !== '');
}

function quotedIn(text: string): string[] {
  return [...text.matchAll(QUOTED)].map(([whole]) => whole.slice(1, -1));
}

/**
 * Words of a text that could be ids of customers: what SQL compares the id of a customer with; what stands in quotes, and
 * words of four characters and more; numbers only where they are quoted or have five digits and more.
 */
export function candidateWords(text: string): ReadonlySet<string> {
  const quoted = quotedIn(text)
    .flatMap((each) => [each, each.trim(), each.replaceAll('%', '')])
    .filter(({ length }) => length >= SHORTEST);
  const words = [CHUNKS, RUNS, PLAIN]
    .flatMap((pattern) => text.match(pattern) ?? [])
    .flatMap((word) => [word, word.replace(/[.!?。！？]+$/u, '')])
    .filter((word) => word.length >= (/^\d+$/u.test(word) ? SHORTEST_NUMBER : SHORTEST));
  return new Set([...idsComparedIn(text), ...quoted, ...words]);
}

function stringsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (typeof value === 'number') return [String(value)];
  if (Array.isArray(value)) {
    const lines = value.every((each) => typeof each === 'string') ? [value.join('\n')] : [];
    return [...lines, ...value.flatMap(stringsIn)];
  }
  if (value === null || typeof value !== 'object') return [];
  return Object.entries(value).flatMap(([key, each]) => [key, ...stringsIn(each)]);
}

function nameOf(cell: unknown, index: number): string {
  const name = typeof cell === 'object' && cell !== null && 'name' in cell ? cell.name : null;
  return typeof name === 'string' && name !== '' ? name : `#${index + 1}`;
}

/** The texts of a saved notebook by cell; of anything else by line. */
export function textsOfDocument(text: string): readonly PlacedText[] {
  const lines = (): PlacedText[] =>
    text.split('\n').map((line, index) => ({ text: line, place: `#${index + 1}` }));
  try {
    const read: unknown = JSON.parse(text);
    if (typeof read !== 'object' || read === null || !('cells' in read) || !Array.isArray(read.cells))
      return lines();
    const { cells, ...rest } = read;
    const ofCells = cells.flatMap((cell: unknown, index) =>
      stringsIn(cell).map((each) => ({ text: each, place: nameOf(cell, index) })),
    );
    return [...stringsIn(rest).map((each) => ({ text: each, place: 'title' })), ...ofCells];
  } catch {
    return lines();
  }
}

/** Words of texts that could be ids, each with its place. */
export function placedWords(texts: readonly PlacedText[]): readonly PlacedWord[] {
  return texts.flatMap(({ text, place }) => {
    const whole = text.trim();
    const alone = whole.length >= SHORTEST && !/^\d{1,4}$/u.test(whole) && whole.length < 200 ? [whole] : [];
    return [...new Set([...alone, ...candidateWords(text)])].map((word) => ({ word, place }));
  });
}
