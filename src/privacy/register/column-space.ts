/** The largest prime below 2^26: products of two residues stay exact in a double. */
export const PRIME = 67_108_859;

/** A vector over the integers modulo {@link PRIME}, by place; what is absent is 0. */
export type SparseVector = Map<number, number>;

/** A residue of any whole number that is exact in a double. */
export function residue(value: number): number {
  const rest = value % PRIME;
  return rest < 0 ? rest + PRIME : rest;
}

/** The multiplicative inverse of a residue other than 0, by Fermat's little theorem. */
export function inverse(value: number): number {
  let result = 1;
  let base = value;
  for (let exponent = PRIME - 2; exponent > 0; exponent = Math.floor(exponent / 2)) {
    if (exponent % 2 === 1) result = (result * base) % PRIME;
    base = (base * base) % PRIME;
  }
  return result;
}

/** Multiplies a vector in place. */
export function scale(vector: SparseVector, factor: number): void {
  for (const [place, value] of vector) vector.set(place, (value * factor) % PRIME);
}

/** Thrown when a calculation would take more steps than it was given. */
export class WorkLimit extends Error {}

/** Steps that are left for a calculation. */
export class WorkBudget {
  #left: number;

  constructor(steps: number) {
    this.#left = steps;
  }

  /** @throws WorkLimit when there are no steps left */
  spend(steps: number): void {
    this.#left -= steps;
    if (this.#left < 0) throw new WorkLimit('the calculation would take too long');
  }
}

/**
 * The space spanned by vectors, kept in reduced row echelon form modulo a prime: each vector of the basis has a 1 in
 * a place of its own, its pivot, in which all others have 0. Rank over a prime field is at most that over the
 * rationals, and less only when the prime divides a minor of the vectors.
 */
export class ColumnSpace {
  readonly #basis = new Map<number, SparseVector>();
  /** By place: pivots of the vectors that are not 0 there. */
  readonly #users = new Map<number, Set<number>>();
  readonly #work: WorkBudget;

  constructor(work: WorkBudget) {
    this.#work = work;
  }

  /** Vectors of the basis by pivot. */
  get basis(): ReadonlyMap<number, SparseVector> {
    return this.#basis;
  }

  /** What is left of a vector once its part in the space is taken away: 0 in all pivots. */
  reduce(vector: ReadonlyMap<number, number>): SparseVector {
    const rest: SparseVector = new Map();
    for (const [place, value] of vector) this.#reduceInto(rest, place, value);
    return rest;
  }

  /** {@link reduce} of a vector of ones. */
  reduceOnes(places: readonly number[]): SparseVector {
    const rest: SparseVector = new Map();
    for (const place of places) this.#reduceInto(rest, place, 1);
    return rest;
  }

  /** Adds what is left of a vector that has a value in one place only: pivots come out as 0, so they are passed over. */
  #reduceInto(rest: SparseVector, place: number, value: number): void {
    const pivot = this.#basis.get(place);
    if (pivot === undefined) {
      const sum = residue((rest.get(place) ?? 0) + value);
      if (sum === 0) rest.delete(place);
      else rest.set(place, sum);
    } else if (pivot.size === 1) this.#work.spend(1);
    else this.#subtract(rest, pivot, value, place);
  }

  /**
   * Takes a vector into the space.
   *
   * @param mayPivot which places may be pivots; absent: all
   * @returns false when it was in it already, as far as the places that may be pivots are concerned
   */
  add(vector: ReadonlyMap<number, number>, mayPivot: (place: number) => boolean = () => true): boolean {
    const rest = this.reduce(vector);
    // The place that fewest vectors use: then fewest have to be changed.
    let pivot: number | null = null;
    let uses = Infinity;
    for (const place of rest.keys()) {
      const used = this.#users.get(place)?.size ?? 0;
      if (mayPivot(place) && (used < uses || (used === uses && place < (pivot ?? Infinity)))) {
        pivot = place;
        uses = used;
      }
    }
    if (pivot === null) return false;
    scale(rest, inverse(rest.get(pivot) ?? 1));
    this.#insert(pivot, rest);
    return true;
  }

  #insert(pivot: number, vector: SparseVector): void {
    for (const owner of [...(this.#users.get(pivot) ?? [])]) {
      const changed = this.#basis.get(owner);
      if (changed === undefined) continue;
      this.#unlist(owner, changed);
      this.#subtract(changed, vector, changed.get(pivot) ?? 0);
      this.#list(owner, changed);
    }
    this.#basis.set(pivot, vector);
    this.#list(pivot, vector);
  }

  #list(owner: number, vector: SparseVector): void {
    for (const place of vector.keys()) {
      const users = this.#users.get(place) ?? new Set<number>();
      users.add(owner);
      this.#users.set(place, users);
    }
  }

  #unlist(owner: number, vector: SparseVector): void {
    for (const place of vector.keys()) this.#users.get(place)?.delete(owner);
  }

  /** Subtracts a multiple of a vector in place, but for one entry of it. */
  #subtract(
    from: SparseVector,
    vector: ReadonlyMap<number, number>,
    factor: number,
    without: number | null = null,
  ): void {
    this.#work.spend(vector.size);
    for (const [place, value] of vector) {
      if (place === without) continue;
      const rest = residue((from.get(place) ?? 0) - ((value * factor) % PRIME));
      if (rest === 0) from.delete(place);
      else from.set(place, rest);
    }
  }
}
