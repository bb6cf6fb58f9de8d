import { PRIME, type WorkBudget } from './column-space.ts';
import type { Tableau } from './tableau.ts';

/** Vectors that are 1 when everything else is 0. */
export interface Selection {
  /** Columns of the tableau. */
  readonly columns: readonly number[];
  readonly customers: number;
}

/** What is asked of a selection. */
export interface SelectionTerms {
  /** Customers by column of the tableau. */
  readonly customers: readonly number[];
  /** Customers in columns that are 1 must be fewer than this. */
  readonly threshold: number;
  /** Vectors of the basis that may be 1. */
  readonly most: number;
}

/** Entries of a tableau that are gone through while other work counts one step. */
const ENTRY_STEP = 16;

/** Columns that are not of the basis and not 0 in a row, with what they are there. */
interface Weights {
  readonly at: Int32Array;
  readonly by: Float64Array;
}

function weightsOf(row: Float64Array, bound: readonly number[]): Weights {
  const own = [...bound.keys()].filter((place) => (row[bound[place] ?? -1] ?? 0) !== 0);
  return {
    at: Int32Array.from(own),
    by: Float64Array.from(own, (place) => row[bound[place] ?? -1] ?? 0),
  };
}

function sumOf(one: number, other: number): number {
  const sum = one + other;
  return sum >= PRIME ? sum - PRIME : sum;
}

/** A search that decides vectors of the basis one after another and carries along what the others come to. */
class Search {
  readonly #terms: SelectionTerms;
  readonly #work: WorkBudget;
  readonly #pivots: readonly number[];
  /** Columns that follow from the basis, those of few of its vectors first. */
  readonly #bound: readonly number[];
  readonly #weights: readonly Weights[];
  /** By place among the bound ones: places in the basis that they follow from. */
  readonly #from: readonly (readonly number[])[];
  readonly #sums: Float64Array;
  readonly #decided: Uint8Array;
  readonly #ones: number[] = [];
  /** Bound ones that are neither 0 nor 1. */
  #wrong = 0;
  /** Customers in vectors of the basis that are 1, and in all that are. */
  #own = 0;
  #customers = 0;

  constructor({ rows, pivots }: Tableau, terms: SelectionTerms, work: WorkBudget) {
    this.#terms = terms;
    this.#work = work;
    this.#pivots = pivots;
    const basis = new Set(pivots);
    const uses = terms.customers.map((_, column) => rows.filter((row) => (row[column] ?? 0) !== 0).length);
    this.#bound = [...terms.customers.keys()]
      .filter((column) => !basis.has(column))
      .sort((a, b) => (uses[a] ?? 0) - (uses[b] ?? 0));
    this.#weights = rows.map((row) => weightsOf(row, this.#bound));
    const from: number[][] = this.#bound.map(() => []);
    for (const [place, { at }] of this.#weights.entries()) for (const each of at) from[each]?.push(place);
    this.#from = from;
    this.#sums = new Float64Array(this.#bound.length);
    this.#decided = new Uint8Array(pivots.length);
  }

  #customersOf(column: number | undefined): number {
    return this.#terms.customers[column ?? -1] ?? 0;
  }

  /** Adds a vector of the basis to those that are 1, or takes it away again. */
  #turn(place: number, sign: 1 | -1): void {
    const { at, by } = this.#weights[place] ?? { at: new Int32Array(), by: new Float64Array() };
    this.#work.spend(1 + at.length / ENTRY_STEP);
    for (let index = 0; index < at.length; index += 1) {
      const bound = at[index] ?? 0;
      const before = this.#sums[bound] ?? 0;
      const weight = by[index] ?? 0;
      const after = sumOf(before, sign === 1 ? weight : PRIME - weight);
      this.#sums[bound] = after;
      this.#wrong += Number(after > 1) - Number(before > 1);
      if (before === 1) this.#customers -= this.#customersOf(this.#bound[bound]);
      if (after === 1) this.#customers += this.#customersOf(this.#bound[bound]);
    }
    const own = sign * this.#customersOf(this.#pivots[place]);
    this.#own += own;
    this.#customers += own;
    if (sign === 1) this.#ones.push(place);
    else this.#ones.pop();
  }

  /** Whether everything is right once one more vector is 1; most are out after an entry or two. */
  #fits(place: number): boolean {
    const { at, by } = this.#weights[place] ?? { at: new Int32Array(), by: new Float64Array() };
    let fixed = 0;
    let index = 0;
    let right = this.#own + this.#customersOf(this.#pivots[place]) < this.#terms.threshold;
    for (; right && index < at.length; index += 1) {
      const before = this.#sums[at[index] ?? 0] ?? 0;
      right = sumOf(before, by[index] ?? 0) <= 1;
      if (before > 1) fixed += 1;
    }
    this.#work.spend((2 + index) / ENTRY_STEP);
    return right && fixed === this.#wrong;
  }

  #undecided(bound: number): readonly number[] {
    return (this.#from[bound] ?? []).filter((place) => this.#decided[place] === 0);
  }

  /** Vectors of the basis of which one at least has to become 1: to put a bound one right, or to take one away that is 1. */
  #open(): readonly number[] {
    if (this.#ones.length === 0) return [...this.#pivots.keys()];
    this.#work.spend(1 + this.#sums.length / ENTRY_STEP);
    if (this.#wrong > 0) return this.#undecided(this.#sums.findIndex((sum) => sum > 1));
    const ones = [...this.#sums.keys()].filter((bound) => this.#sums[bound] === 1);
    return [...new Set(ones.flatMap((bound) => this.#undecided(bound)))];
  }

  #selection(): Selection {
    const bound = [...this.#sums.keys()].flatMap((place) =>
      this.#sums[place] === 1 ? (this.#bound[place] ?? []) : [],
    );
    return {
      columns: [...this.#ones.flatMap((place) => this.#pivots[place] ?? []), ...bound],
      customers: this.#customers,
    };
  }

  *visit(): Generator<Selection | null, void> {
    yield null;
    const { threshold, most } = this.#terms;
    if (this.#own >= threshold) return;
    if (this.#ones.length > 0 && this.#wrong === 0 && this.#customers < threshold) {
      yield this.#selection();
    }
    if (this.#ones.length === most) return;
    const last = this.#ones.length === most - 1;
    const open = this.#open();
    for (const place of open) {
      this.#decided[place] = 1;
      if (last && !this.#fits(place)) continue;
      this.#turn(place, 1);
      yield* this.visit();
      this.#turn(place, -1);
    }
    for (const place of open) this.#decided[place] = 0;
  }
}

/**
 * Finds selections of vectors of the basis, not all 0 and at most so many, for which every other vector is 0 or 1
 * and fewer customers than the threshold are in vectors that are 1. It begins with each vector of the basis in turn and
 * adds only what can put another right or take customers away, so nothing is missed: a selection that is not right
 * yet can only become so through an undecided vector of one that is wrong, or of one that is 1 when there are too
 * many customers. A selection that is right leads to others through vectors of those that are 1 too: one that keeps all
 * of these is the selection and another one beside it, which is found by itself.
 *
 * @returns what was found, and null whenever the work may be stopped
 * @throws WorkLimit when there was not enough work to look at them all
 */
export function searchSelections(
  tableau: Tableau,
  terms: SelectionTerms,
  work: WorkBudget,
): Generator<Selection | null, void> {
  return new Search(tableau, terms, work).visit();
}
