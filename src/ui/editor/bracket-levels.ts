import type { Token } from '../../query/lexer.ts';
import { isSymbol, isWord } from '../../query/reading-tokens.ts';

/** What stands between two brackets: tokens, and levels within them. The outermost level is the whole text. */
export interface BracketLevel {
  readonly items: readonly LevelItem[];
  /** Offsets of what is between its brackets; `to` is the end of the text where none closes it. */
  readonly from: number;
  readonly to: number;
}

export type LevelItem = Token | BracketLevel;

/** Whether an item is a level of brackets. */
export function isLevel(item: LevelItem | undefined): item is BracketLevel {
  return item !== undefined && 'items' in item;
}

/** An item as a token; undefined for levels. */
export function tokenOf(item: LevelItem | undefined): Token | undefined {
  return item === undefined || isLevel(item) ? undefined : item;
}

const OPENING = ['(', '[', '{'];
const CLOSING = [')', ']', '}'];

/**
 * Puts tokens together by brackets; what nothing closes goes to the end of the text.
 *
 * @param tokens without spaces and comments
 * @param end length of the text
 */
export function bracketLevels(tokens: readonly Token[], end: number): BracketLevel {
  let at = 0;
  const read = (from: number): BracketLevel => {
    const items: LevelItem[] = [];
    for (let token = tokens[at]; token !== undefined; token = tokens[at]) {
      at += 1;
      if (token.kind === 'symbol' && CLOSING.includes(token.text)) return { items, from, to: token.from };
      items.push(token.kind === 'symbol' && OPENING.includes(token.text) ? read(token.to) : token);
    }
    return { items, from, to: end };
  };
  const outermost: LevelItem[] = [];
  // A bracket too many closes nothing: what follows it still belongs to the text.
  while (at < tokens.length) outermost.push(...read(0).items);
  return { items: outermost, from: 0, to: end };
}

/** Cuts items at those that hold. */
export function cutAt(
  items: readonly LevelItem[],
  cuts: (item: LevelItem) => boolean,
): readonly (readonly LevelItem[])[] {
  const parts: LevelItem[][] = [[]];
  for (const item of items) {
    if (cuts(item)) parts.push([]);
    else parts.at(-1)?.push(item);
  }
  return parts;
}

/** Whether an item divides queries: a semicolon, UNION and its kin. */
function dividesQueries(item: LevelItem): boolean {
  const token = tokenOf(item);
  return isSymbol(token, ';') || isWord(token, 'UNION', 'INTERSECT', 'EXCEPT');
}

/** The queries of a level, with semicolons or UNION and its kin between them. */
export function queriesOf(level: BracketLevel): readonly (readonly LevelItem[])[] {
  return cutAt(level.items, dividesQueries);
}

/** The one of the queries of a level that a place belongs to. */
export function queryAt(level: BracketLevel, position: number): readonly LevelItem[] {
  const before = level.items.filter((item) => dividesQueries(item) && item.to <= position);
  return queriesOf(level)[before.length] ?? [];
}
