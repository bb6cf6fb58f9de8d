import { sql, type Sql } from '../../src/contract/sql.ts';
import { allPlaces } from './order-cells.ts';

/** Most values of a word: for each dimension in it there is a table of them. */
const MOST_VALUES = 1_048_576;

/** Where rows lie on a dimension: a number of each row, and the place of each number. */
export interface RowPositions {
  /** SQL of an INTEGER from 0 over rows, never NULL. */
  readonly position: Sql;
  /** Place on the dimension, by position. */
  readonly places: readonly number[];
}

/** Positions on several dimensions as one number a row, as one long column is handed over faster than several. */
export interface RowWord {
  /** SQL of an INTEGER over rows. */
  readonly value: Sql;
  /** How many values there are, from 0. */
  readonly values: number;
  /** By the index of a dimension in this word: its place for each value. */
  readonly digits: ReadonlyMap<number, Int32Array>;
}

function wordOf(inside: readonly (readonly [index: number, RowPositions])[]): RowWord {
  const { codes, digits } = allPlaces(inside.map(([, { places }]) => ({ name: '', size: places.length })));
  const value = inside.reduce(
    (all, [, { position, places }], at) =>
      at === 0 ? sql`(${position})` : sql`(${all} * ${places.length} + (${position}))`,
    sql`0`,
  );
  const ofWord = inside.map(([index, { places }], at): [number, Int32Array] => [
    index,
    Int32Array.from(digits[at] ?? [], (position) => places[position] ?? 0),
  ]);
  return { value: sql`${value}::INTEGER`, values: codes, digits: new Map(ofWord) };
}

/**
 * Puts dimensions into as few words as their number of values allows; a dimension is in one of them.
 *
 * @param most values of a word, unless a single dimension has more
 */
export function rowWords(axes: readonly RowPositions[], most = MOST_VALUES): readonly RowWord[] {
  const words: (readonly [number, RowPositions])[][] = [];
  let values = Number.POSITIVE_INFINITY;
  for (const [index, axis] of axes.entries()) {
    values *= axis.places.length;
    if (values > most) {
      words.push([]);
      values = axis.places.length;
    }
    words.at(-1)?.push([index, axis]);
  }
  return words.map(wordOf);
}
