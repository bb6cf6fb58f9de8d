import { inverse, PRIME, type SparseVector, type WorkBudget } from './column-space.ts';

/**
 * Vectors written as sums of some of them: column by column a vector, row by row one of the basis, whose own column has a
 * 1 there and 0 in all other rows; residues modulo {@link PRIME}.
 */
export interface Tableau {
  readonly rows: Float64Array[];
  /** By row: the column of its vector. */
  readonly pivots: number[];
}

/** Numbers of a row that count as one step of work: they are gone through far more quickly than entries of a map. */
const ROW_STEP = 32;

/** Subtracts a multiple of a row from another in place. */
function subtract(from: Float64Array, row: Float64Array, factor: number): void {
  for (let column = 0; column < row.length; column += 1) {
    const value = row[column] ?? 0;
    if (value === 0) continue;
    // A product is below 2^52, so the remainder is right but for one multiple of the prime.
    const product = value * factor;
    const rest = (from[column] ?? 0) - (product - Math.floor(product / PRIME) * PRIME);
    from[column] = rest < 0 ? rest + PRIME : rest >= PRIME ? rest - PRIME : rest;
  }
}

/** Makes a column the basis vector of a row. */
function pivotOn(rows: readonly Float64Array[], place: number, column: number, work: WorkBudget): void {
  const row = rows[place];
  if (row === undefined) return;
  const factor = inverse(row[column] ?? 1);
  for (const [at, value] of row.entries()) if (value !== 0) row[at] = (value * factor) % PRIME;
  for (const [other, each] of rows.entries()) {
    const value = each[column] ?? 0;
    if (other === place || value === 0) continue;
    work.spend(1 + row.length / ROW_STEP);
    subtract(each, row, value);
  }
}

/** The column of a row, not 0 there, that the most is left of; null when nothing is left of any. */
function richestColumn(row: Float64Array, left: readonly number[]): number | null {
  let found: number | null = null;
  let most = 0;
  for (const [column, value] of row.entries()) {
    const here = left[column] ?? 0;
    if (value !== 0 && here > most) {
      found = column;
      most = here;
    }
  }
  return found;
}

/**
 * Writes vectors as sums of a basis among them, by Gauss-Jordan elimination.
 *
 * @param left by vector: above 0; those with more are rather taken into the basis
 * @throws WorkLimit when there was not enough work
 */
export function* tableauOf(
  vectors: readonly SparseVector[],
  left: readonly number[],
  work: WorkBudget,
): Generator<void, Tableau> {
  const byPlace = new Map<number, Float64Array>();
  for (const [column, vector] of vectors.entries()) {
    for (const [place, value] of vector) {
      const row = byPlace.get(place) ?? new Float64Array(vectors.length);
      row[column] = value;
      byPlace.set(place, row);
    }
  }
  const rows = [...byPlace.values()];
  const basis: { readonly row: Float64Array; readonly pivot: number }[] = [];
  for (const [place, row] of rows.entries()) {
    yield;
    const pivot = richestColumn(row, left);
    if (pivot === null) continue;
    pivotOn(rows, place, pivot, work);
    basis.push({ row, pivot });
  }
  return { rows: basis.map(({ row }) => row), pivots: basis.map(({ pivot }) => pivot) };
}

/**
 * Goes over to a basis of vectors of which something is left.
 *
 * @returns the other tableau; null when those vectors do not span the rest
 * @throws WorkLimit when there was not enough work
 */
export function* rebased(
  tableau: Tableau,
  left: readonly number[],
  work: WorkBudget,
): Generator<void, Tableau | null> {
  const rows = tableau.rows.map((row) => row.slice());
  const pivots = [...tableau.pivots];
  for (const [place, row] of rows.entries()) {
    if ((left[pivots[place] ?? -1] ?? 0) > 0) continue;
    yield;
    const pivot = richestColumn(row, left);
    if (pivot === null) return null;
    pivotOn(rows, place, pivot, work);
    pivots[place] = pivot;
  }
  return { rows, pivots };
}

/**
 * Parts of a tableau that have nothing to do with one another: sums of vectors of different parts are never equal.
 *
 * @returns the columns of each
 */
export function partsOf({ rows, pivots }: Tableau): readonly (readonly number[])[] {
  const parent = new Map<number, number>();
  const rootOf = (column: number): number => {
    let root = column;
    for (let next = parent.get(root); next !== undefined; next = parent.get(root)) root = next;
    if (root !== column) parent.set(column, root);
    return root;
  };
  for (const [place, row] of rows.entries()) {
    for (const [column, value] of row.entries()) {
      if (value === 0) continue;
      const [one, other] = [rootOf(pivots[place] ?? column), rootOf(column)];
      if (one !== other) parent.set(other, one);
    }
  }
  const parts = new Map<number, number[]>();
  for (let column = 0; column < (rows[0]?.length ?? 0); column += 1) {
    const root = rootOf(column);
    parts.set(root, [...(parts.get(root) ?? []), column]);
  }
  return [...parts.values()];
}

/** The rows and columns of a part. */
export function partOf({ rows, pivots }: Tableau, columns: readonly number[]): Tableau {
  const places = new Map(columns.map((column, place) => [column, place]));
  const own = [...pivots.keys()].filter((row) => places.has(pivots[row] ?? -1));
  return {
    rows: own.map((row) => Float64Array.from(columns, (column) => rows[row]?.[column] ?? 0)),
    pivots: own.map((row) => places.get(pivots[row] ?? -1) ?? 0),
  };
}
