import { tokens, type Token } from '../../query/lexer.ts';
import { isName, isSymbol, isWord, nameOf } from '../../query/reading-tokens.ts';

/** What can be written at a place: anything, a table, a type, a new name (nothing to propose), or an input. */
export type PlaceKind = 'any' | 'start' | 'table' | 'type' | 'newName' | 'parameter';

/** Where a word is being written. */
export interface WordPlace {
  readonly kind: PlaceKind;
  /** The word so far, quotes and `$` left out. */
  readonly typed: string;
  /** What a proposal takes the place of. */
  readonly from: number;
  readonly to: number;
  /** Names with dots before the word, the first one first; empty for none. */
  readonly path: readonly string[];
}

const STARTS = ['(', ';'];

/** Index of the token that a caret is in or right behind; −1 at the beginning. */
function tokenBefore(all: readonly Token[], position: number): number {
  return all.findLastIndex(({ from }) => from < position);
}

/** Whether a caret is in a text or comment, where nothing is proposed. */
function isInText(token: Token, position: number): boolean {
  if (token.kind === 'comment') return position < token.to || !token.closed || token.text.startsWith('--');
  return token.kind === 'string' && (position < token.to || !token.closed);
}

/** Tables follow FROM, JOIN, and commas in a list after FROM. */
function isTablePlace(before: readonly Token[]): boolean {
  let depth = 0;
  for (let at = before.length - 1; at >= 0; at -= 1) {
    const token = before[at];
    if (isSymbol(token, ')')) depth += 1;
    else if (isSymbol(token, '(')) depth -= 1;
    if (depth < 0) return false;
    if (depth > 0) continue;
    const last = at === before.length - 1;
    if (isWord(token, 'FROM', 'JOIN', 'PIVOT', 'UNPIVOT', 'SUMMARIZE', 'DESCRIBE'))
      return last || commaEnds(before);
    if (token?.kind === 'word' && ENDS_TABLES.has(token.text.toUpperCase())) return false;
  }
  return false;
}

const ENDS_TABLES = new Set(
  'SELECT WHERE GROUP HAVING ORDER LIMIT OFFSET QUALIFY WINDOW ON USING VALUES UNION INTERSECT EXCEPT'.split(
    ' ',
  ),
);

function commaEnds(before: readonly Token[]): boolean {
  return isSymbol(before.at(-1), ',');
}

function placeKind(before: readonly Token[]): PlaceKind {
  const last = before.at(-1);
  if (
    last === undefined ||
    (last.kind === 'symbol' && STARTS.includes(last.text) && !isName(before.at(-2)))
  ) {
    return 'start';
  }
  if (isSymbol(last, ':') && isSymbol(before.at(-2), ':')) return 'type';
  if (isWord(last, 'AS')) return castOpen(before) ? 'type' : 'newName';
  return isTablePlace(before) ? 'table' : 'any';
}

/** Whether the innermost bracket is that of CAST. */
function castOpen(before: readonly Token[]): boolean {
  let depth = 0;
  for (let at = before.length - 1; at >= 0; at -= 1) {
    if (isSymbol(before[at], ')')) depth += 1;
    else if (isSymbol(before[at], '(')) depth -= 1;
    if (depth < 0) return isWord(before[at - 1], 'CAST', 'TRY_CAST');
  }
  return false;
}

/** Takes names with dots off the end of tokens: `a.b.` gives `a`, `b`. */
function pathBefore(before: readonly Token[]): readonly string[] {
  const path: string[] = [];
  let at = before.length - 1;
  for (;;) {
    const name = before[at - 1];
    if (!isSymbol(before[at], '.') || !isName(name)) return path;
    path.unshift(nameOf(name));
    at -= 2;
  }
}

/**
 * Finds what is being written at a place.
 *
 * @returns null where nothing is proposed: in texts, comments, numbers
 */
export function wordPlace(text: string, position: number): WordPlace | null {
  const all = tokens(text);
  const index = tokenBefore(all, position);
  const token = all[index];
  const reading = (to: number): Token[] =>
    all.slice(0, to).filter(({ kind }) => kind !== 'space' && kind !== 'comment');
  const empty = { typed: '', from: position, to: position };
  if (token === undefined) return { ...empty, kind: 'start', path: [] };
  if (isInText(token, position) || token.kind === 'number') return null;
  if (token.kind === 'parameter' || isSymbol(token, '$')) {
    const typed = text.slice(token.from + 1, position);
    return { kind: 'parameter', typed, from: token.from, to: position, path: [] };
  }
  const open = token.kind === 'quoted' && (position < token.to || !token.closed);
  if (token.kind === 'word' || open) {
    const before = reading(index);
    const path = pathBefore(before);
    const kind = placeKind(path.length > 0 ? before.slice(0, -2 * path.length) : before);
    const typed = text.slice(token.from + (open ? 1 : 0), position);
    return { kind, typed, from: token.from, to: open && token.closed ? token.to : position, path };
  }
  const before = reading(index + 1);
  const path = pathBefore(before);
  return { ...empty, kind: placeKind(path.length > 0 ? before.slice(0, -2 * path.length) : before), path };
}
