import type { ResultSet, Value } from '../../contract/result-set.ts';
import type { ReleaseShape } from '../shape.ts';
import type { LinearTable, Relation } from './linear-table.ts';
import { columnsOf, contributorsOf } from './released-table.ts';

/**
 * The rows of a table as cells tied together by its totals. Cells stand in an order of their own, by what the rows
 * are about, so that nothing depends on the order the rows and columns stand in. After the rows come cells that are
 * in no row: totals that the table leaves out, and what a total holds beyond the rows that are listed.
 */
export interface TableCells {
  /** Customers: every cell, and the sums that hold between them. */
  readonly linear: LinearTable;
  /** Row of each cell; null for a cell that is in no row. */
  readonly rowOf: readonly (number | null)[];
  /** Dimension codes of the cells that are rows, by dimension; 0 means all of them. */
  readonly places: readonly (readonly number[])[];
  /** How many of the columns in `places` are dimensions; they come first. */
  readonly dimensions: number;
  /** Rows on nobody. */
  readonly zeros: ReadonlySet<number>;
  /** What is beyond the listed rows of a total. */
  readonly remainders: readonly number[];
  /**
   * Whether customers stand in several groups, so that groups add up to more than their total. Customers are then
   * counted once for each group in `linear`.
   */
  readonly overlapping: boolean;
  /** The figures of a column for each cell, where they add up as customers do. */
  figures(values: readonly Value[]): number[];
}

function byName(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}

/** The same number for equal values, in an order of their own; 0 for NULL in a dimension. */
function codesOf(values: readonly Value[], isDimension: boolean): number[] {
  const keys = values.map((value) => (value === null ? '' : `${typeof value} ${String(value)}`));
  const sorted = [...new Set(keys)].filter((key) => key !== '' || !isDimension).sort(byName);
  const codes = new Map(sorted.map((key, index) => [key, index + 1]));
  return keys.map((key) => codes.get(key) ?? 0);
}

function compare(a: readonly number[], b: readonly number[]): number {
  for (let at = 0; at < a.length; at += 1) {
    const difference = (a[at] ?? 0) - (b[at] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

/** Rows in their own order: by what they are about; rows about the same thing by their figures. */
function ordered(
  table: ResultSet,
  shape: ReleaseShape,
): {
  readonly rows: readonly number[];
  readonly places: readonly (readonly number[])[];
  readonly dimensions: number;
} {
  const names = shape.dimensions ?? [];
  const groups = [...columnsOf(table, shape, 'group')].sort(
    (a, b) => Number(names.includes(b.name)) - Number(names.includes(a.name)) || byName(a.name, b.name),
  );
  const coded = groups.map(({ name, values }) => codesOf(values, names.includes(name)));
  const places = Array.from({ length: table.rowCount }, (_, row) => coded.map((codes) => codes[row] ?? 0));
  const figures = shape.columns.filter(({ meaning }) => meaning !== 'group').map(({ name }) => name);
  const told = (row: number): string =>
    JSON.stringify(
      table.columns.filter(({ name }) => figures.includes(name)).map((each) => each.values[row]),
    );
  const rows = places
    .map((_, row) => row)
    .sort((a, b) => compare(places[a] ?? [], places[b] ?? []) || byName(told(a), told(b)));
  return {
    rows,
    places: rows.map((row) => places[row] ?? []),
    dimensions: groups.filter(({ name }) => names.includes(name)).length,
  };
}

/** Grows the cells of a table by the totals above them and notes which cells a total is made of. */
class Totals {
  readonly places: (readonly number[])[];
  readonly #index: Map<string, number>;
  readonly #parts = new Map<string, { total: number; parts: number[] }>();
  readonly #dimensions: number;

  constructor(places: readonly (readonly number[])[], dimensions: number) {
    this.places = [...places];
    this.#dimensions = dimensions;
    this.#index = new Map(places.map((place, cell) => [place.join(), cell]));
    for (let cell = 0; cell < this.places.length; cell += 1) this.#enter(cell);
  }

  #enter(cell: number): void {
    const place = this.places[cell] ?? [];
    for (let dimension = 0; dimension < this.#dimensions; dimension += 1) {
      if (place[dimension] === 0) continue;
      const above = place.with(dimension, 0);
      const key = above.join();
      let total = this.#index.get(key);
      if (total === undefined) {
        total = this.places.length;
        this.places.push(above);
        this.#index.set(key, total);
      }
      const relation = `${dimension}:${key}`;
      const found = this.#parts.get(relation);
      if (found === undefined) this.#parts.set(relation, { total, parts: [cell] });
      else found.parts.push(cell);
    }
  }

  get relations(): readonly { readonly total: number; readonly parts: readonly number[] }[] {
    return [...this.#parts.values()];
  }

  /** Whether a cell is the total over all dimensions. */
  isGrand(cell: number): boolean {
    return (this.places[cell] ?? []).every((code, at) => at >= this.#dimensions || code === 0);
  }
}

/** Figures of totals that the table leaves out are added up; what a total holds beyond its parts is the remainder. */
function filled(
  listed: readonly number[],
  relations: readonly Relation[],
  cells: number,
  remainders: ReadonlyMap<number, number>,
): number[] {
  const values: (number | undefined)[] = [...listed];
  const valueOf = (cell: number): number => {
    const known = values[cell];
    if (known !== undefined) return known;
    const relation = relations.find(({ total }) => total === cell);
    const sum = (relation?.parts ?? []).reduce((all, part) => all + valueOf(part), 0);
    values[cell] = sum;
    return sum;
  };
  for (let cell = 0; cell < cells; cell += 1) if (!remainders.has(cell)) valueOf(cell);
  for (const [cell, index] of remainders) {
    const relation = relations[index];
    const parts = (relation?.parts ?? []).filter((part) => part !== cell);
    values[cell] = valueOf(relation?.total ?? 0) - parts.reduce((all, part) => all + valueOf(part), 0);
  }
  return Array.from({ length: cells }, (_, cell) => values[cell] ?? 0);
}

/** A table without totals of its own: the sum over all of its rows counts as known. */
function withoutTotals(
  listed: readonly number[],
  base: Pick<TableCells, 'rowOf' | 'places' | 'dimensions' | 'zeros'>,
  figures: (values: readonly Value[]) => number[],
): TableCells {
  const relations = [{ parts: listed.map((_, cell) => cell), total: null }];
  return { ...base, linear: { values: listed, relations }, remainders: [], overlapping: false, figures };
}

/**
 * Reads the sums that hold in a table from its declared dimensions: a row in which a dimension is NULL is the total of
 * the rows that agree with it otherwise. Where the table leaves a total out it counts as withheld, except the total
 * over everything, which counts as known.
 *
 * @param table the table, contributors and measures as computed
 * @param shape which column says what
 */
export function tableCells(table: ResultSet, shape: ReleaseShape): TableCells {
  const { rows, places, dimensions } = ordered(table, shape);
  const { counts, zeros: isZero } = contributorsOf(table, shape);
  const listed = rows.map((row) => counts[row] ?? 0);
  const zeros = new Set(rows.flatMap((row, cell) => (isZero[row] === true ? [cell] : [])));
  const inRows = (values: readonly Value[]): number[] =>
    rows.map((row) => {
      const value = values[row];
      return typeof value === 'number' && Number.isFinite(value) ? value : 0;
    });
  const base = { rowOf: rows, places, dimensions, zeros };
  if (!places.some((place) => place.slice(0, dimensions).includes(0))) {
    return withoutTotals(listed, base, inRows);
  }

  const totals = new Totals(places, dimensions);
  const isRow = (cell: number): boolean => cell < rows.length;
  const cells = totals.places.length;
  const plain: Relation[] = totals.relations.map(({ total, parts }) => ({ parts, total }));
  const whole = filled(listed, plain, cells, new Map());
  const beyond = plain.map(({ total, parts }) => {
    const sum = parts.reduce((all, part) => all + (whole[part] ?? 0), 0);
    return total === null || !isRow(total) ? 0 : (whole[total] ?? 0) - sum;
  });
  const overlapping = beyond.some((difference) => difference < 0);
  const remainders = new Map<number, number>();
  const relations = plain.map(({ total, parts }, index): Relation => {
    const known = total !== null && !isRow(total) && totals.isGrand(total) ? null : total;
    if (overlapping || (beyond[index] ?? 0) <= 0) return { parts, total: known };
    const remainder = cells + remainders.size;
    remainders.set(remainder, index);
    return { parts: [...parts, remainder], total: known };
  });
  const size = cells + remainders.size;
  const summed = new Set(plain.map(({ total }) => total));
  // Counted once for each group, totals are what their groups add up to.
  const kept = overlapping ? listed.map((value, cell) => (summed.has(cell) ? Number.NaN : value)) : listed;
  const values = overlapping ? addedUp(kept, plain, cells) : filled(listed, relations, size, remainders);
  return {
    ...base,
    linear: { values, relations },
    rowOf: Array.from({ length: size }, (_, cell) => rows[cell] ?? null),
    remainders: [...remainders.keys()],
    overlapping,
    figures: (figures) => filled(inRows(figures), relations, size, remainders),
  };
}

/** Totals added up from the cells below them; they are marked NaN beforehand. */
function addedUp(listed: readonly number[], relations: readonly Relation[], cells: number): number[] {
  const below = new Map<number, readonly number[]>();
  for (const { total, parts } of relations) {
    if (total !== null && !below.has(total)) below.set(total, parts);
  }
  const values = Array.from({ length: cells }, (_, cell) => listed[cell] ?? Number.NaN);
  const valueOf = (cell: number): number => {
    const known = values[cell] ?? 0;
    if (!Number.isNaN(known)) return known;
    const sum = (below.get(cell) ?? []).reduce((all, part) => all + valueOf(part), 0);
    values[cell] = sum;
    return sum;
  };
  return values.map((_, cell) => valueOf(cell));
}
