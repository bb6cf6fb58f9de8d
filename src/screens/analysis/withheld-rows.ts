import type { ResultSet } from '../../contract/result-set.ts';
import type { WithheldWords } from './withheld-words.ts';

/** Column that keeps the place a row had before it was sorted; no table has one of this name. */
const PLACE = ' place';

/** What stands in the cells of withheld rows. */
export interface WithheldRows {
  /** Which rows of the table are withheld. */
  readonly withheld: readonly boolean[];
  readonly words: ReadonlyMap<number, WithheldWords>;
  /** The word for a figure of which nothing is known. */
  readonly word: string;
  /** Columns that name groups; they stay as they are. */
  readonly groups: readonly string[];
}

/** A table whose rows know their place, for {@link withheldFilled} after they have been sorted. */
export function withPlaces(table: ResultSet): ResultSet {
  const values = Array.from({ length: table.rowCount }, (_, place) => place);
  return { ...table, columns: [...table.columns, { name: PLACE, type: 'integer', values }] };
}

/** Puts words in place of the figures of withheld rows, in a slice of a table that was made by {@link withPlaces}. */
export function withheldFilled(slice: ResultSet, { withheld, words, word, groups }: WithheldRows): ResultSet {
  const places = slice.columns.find(({ name }) => name === PLACE)?.values ?? [];
  const columns = slice.columns
    .filter(({ name }) => name !== PLACE)
    .map((column) => {
      if (groups.includes(column.name)) return column;
      const values = column.values.map((value, row) => {
        const place = Number(places[row]);
        if (value !== null || withheld[place] !== true) return value;
        const known = words.get(place);
        return known?.column === column.name ? known.text : word;
      });
      return { ...column, values };
    });
  return { columns, rowCount: slice.rowCount };
}
