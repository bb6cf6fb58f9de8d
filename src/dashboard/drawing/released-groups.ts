import { column, type ResultColumn, type ResultSet } from '../../contract/result-set.ts';

/** Names of the columns of the analysis `metric` that stand for dimensions. */
const PLACES = ['dimension1', 'dimension2'] as const;
/** Column that counts the customers behind each row; the gate takes it away where it withholds a row. */
const COUNT = 'customers';

/** Released cells of the analysis `metric` as the groups of a tile. */
export interface ReleasedGroups {
  /** Columns are the dimensions by name, then the measures. */
  readonly table: ResultSet;
  /** Rows that the gate has withheld. */
  readonly withheld: readonly boolean[];
  /** Customers behind all of it; null where that is withheld. */
  readonly customers: number | null;
}

/**
 * Takes the groups of a tile out of the released cells of the analysis that it leaves as: the sums over dimensions are
 * left out.
 *
 * @param dimensions of the tile, in the order the analysis was asked for them
 */
export function releasedGroups(cells: ResultSet, dimensions: readonly string[]): ReleasedGroups {
  const places = PLACES.map((name) => column(cells, name).values);
  const rows = Array.from({ length: cells.rowCount }, (_, row) => row);
  const isGroup = (row: number): boolean =>
    places.every((values, at) => ((values[row] ?? null) !== null) === at < dimensions.length);
  const groups = rows.filter(isGroup);
  const total = rows.find((row) => places.every((values) => (values[row] ?? null) === null));
  const taken = (name: string, each: ResultColumn): ResultColumn => ({
    ...each,
    name,
    values: groups.map((row) => each.values[row] ?? null),
  });
  const columns = cells.columns.flatMap((each) => {
    const place = PLACES.findIndex((name) => name === each.name);
    const dimension = dimensions[place];
    if (place < 0) return [taken(each.name, each)];
    return dimension === undefined ? [] : [taken(dimension, each)];
  });
  const counts = column(cells, COUNT).values;
  const everyone = total === undefined ? null : (counts[total] ?? null);
  return {
    table: { columns, rowCount: groups.length },
    withheld: groups.map((row) => (counts[row] ?? null) === null),
    customers: typeof everyone === 'number' ? everyone : null,
  };
}
