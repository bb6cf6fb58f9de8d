import type { CellId } from '../contract/ids.ts';
import type { Cell, Named, Notebook } from './cell.ts';

/** Longest name of a cell. */
export const MAX_NAME = 63;

const FORM = /^\p{L}[\p{L}\p{Nd}_]*$/u;

/** Relations, schemas and databases that are there already. */
const TAKEN = [
  'orders',
  'customers',
  'main',
  'notebook',
  'memory',
  'temp',
  'system',
  'information_schema',
  'pg_catalog',
];

/** Words that DuckDB 1.4 does not take unquoted for a table, a schema or what stands before the dot of a column. */
const KEYWORDS =
  'all analyse analyze and anti any array as asc asof asymmetric at authorization binary both by case cast check ' +
  'collate collation column concurrently constraint create cross default deferrable desc describe distinct do else ' +
  'end except false fetch for foreign freeze from full glob group having ilike in initially inner intersect into is ' +
  'isnull join lambda lateral leading left like limit natural not notnull null offset on only or order outer ' +
  'overlaps pivot pivot_longer pivot_wider placing positional primary qualify references returning right select ' +
  'semi show similar some summarize symmetric table tablesample then to trailing true union unique unpack unpivot ' +
  'using values variadic verbose when where window with';

/** Names that no cell can have, in lower case. */
export const RESERVED_NAMES: ReadonlySet<string> = new Set([...TAKEN, ...KEYWORDS.split(' ')]);

/** What is wrong with a name. */
export type NameFault = 'empty' | 'long' | 'form' | 'reserved' | 'taken';

/** What names are compared by: letter case is left aside. */
export function nameKey(name: string): string {
  return name.normalize('NFC').toLowerCase();
}

/** Whether two names are one. */
export function isSameName(one: string, other: string): boolean {
  return nameKey(one) === nameKey(other);
}

/** Whether a cell has a name. */
export function isNamed(cell: Cell): cell is Named {
  return cell.kind !== 'text';
}

/** What is wrong with the form of a name, whatever others are called; null for nothing. */
export function formFault(name: string): 'empty' | 'long' | 'form' | null {
  if (name === '') return 'empty';
  if (name.length > MAX_NAME) return 'long';
  return FORM.test(name) ? null : 'form';
}

/**
 * What is wrong with a name for a cell; null for nothing.
 *
 * @param notebook where it would stand
 * @param own the cell that is to be called so, whose own name does not count; null for a new one
 */
export function nameFault(notebook: Notebook, name: string, own: CellId | null = null): NameFault | null {
  const fault = formFault(name);
  if (fault !== null) return fault;
  if (RESERVED_NAMES.has(nameKey(name))) return 'reserved';
  return isTaken(notebook, name, own) ? 'taken' : null;
}

/** Whether another cell than `own` has that name. */
export function isTaken(notebook: Notebook, name: string, own: CellId | null = null): boolean {
  return notebook.cells.some((cell) => cell.id !== own && isNamed(cell) && isSameName(cell.name, name));
}

/** The cell that has a name, letter case left aside; null for none. */
export function cellNamed(notebook: Notebook, name: string): Named | null {
  const found = notebook.cells.find((cell) => isNamed(cell) && isSameName(cell.name, name));
  return found === undefined || !isNamed(found) ? null : found;
}

/**
 * The nearest valid name to what someone has typed: `Q3 review` becomes `Q3_review`, `2024` becomes `n2024`.
 *
 * @param typed any text
 */
export function asName(typed: string): string {
  const joined = typed
    .normalize('NFC')
    .trim()
    .replace(/[^\p{L}\p{Nd}]+/gu, '_')
    .replace(/^_+|_+$/gu, '');
  const begun = /^\p{L}/u.test(joined) ? joined : `n${joined}`;
  return Array.from(begun)
    .reduce((kept, letter) => (kept.length + letter.length > MAX_NAME ? kept : kept + letter), '')
    .replace(/_+$/u, '');
}

/**
 * A name nobody has yet: the stem itself, or with the first number that is free.
 *
 * @param stem a text such as `rfm`; where it always comes with a number, `numbered`
 */
export function freshName(notebook: Notebook, stem: string, numbered = false): string {
  const base = asName(stem.replace(/_\d+$/u, '')).slice(0, MAX_NAME - '_0000'.length);
  const whole = asName(stem);
  if (!numbered && nameFault(notebook, whole) === null) return whole;
  let number = numbered ? 1 : 2;
  while (nameFault(notebook, `${base}_${number}`) !== null) number += 1;
  return `${base}_${number}`;
}
