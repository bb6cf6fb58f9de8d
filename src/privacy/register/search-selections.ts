import { PRIME, type WorkBudget } from './column-space.ts';

/** Which free places are 1. */
export type Selection = ReadonlySet<number>;

/** Places that are 0 or 1, and places that are sums of them and must be 0 or 1 too. */
export interface SelectionProblem {
  /** Customers in each free place. */
  readonly free: readonly number[];
  /** Customers in each bound place, and its weights by free place, modulo the prime. */
  readonly bound: readonly { readonly customers: number; readonly weights: ReadonlyMap<number, number> }[];
  /** Customers in places that are 1 must be fewer than this. */
  readonly threshold: number;
}

/** Steps of work that looking at one selection counts as, for each bound place it touches. */
const STEP = 4;

interface State {
  readonly ones: ReadonlySet<number>;
  readonly zeros: ReadonlySet<number>;
}

/** What a selection comes to when all that is undecided is 0. */
interface Sums {
  readonly customers: number;
  /** Free places that could put things right; null when nothing is wrong. */
  readonly open: readonly number[] | null;
}

function sumsOf(problem: SelectionProblem, touching: readonly (readonly number[])[], state: State): Sums {
  const { free, bound, threshold } = problem;
  let customers = 0;
  for (const place of state.ones) customers += free[place] ?? 0;
  if (customers >= threshold) return { customers, open: [] };
  const undecided = (index: number): number[] =>
    [...(bound[index]?.weights.keys() ?? [])].filter(
      (place) => !state.ones.has(place) && !state.zeros.has(place),
    );
  const set: number[] = [];
  const touched = new Set([...state.ones].flatMap((place) => touching[place] ?? []));
  for (const index of touched) {
    const each = bound[index];
    if (each === undefined) continue;
    let value = 0;
    for (const place of state.ones) value = (value + (each.weights.get(place) ?? 0)) % PRIME;
    if (value > 1) return { customers, open: undecided(index) };
    if (value === 1) {
      customers += each.customers;
      set.push(index);
    }
  }
  if (customers < threshold) return { customers, open: null };
  return { customers, open: [...new Set(set.flatMap(undecided))] };
}

/**
 * Finds selections of free places, not all 0, for which every bound place is 0 or 1 and fewer customers than the
 * threshold are in places that are 1. It begins with each free place in turn and adds only what can put a bound place
 * right or take customers away, so nothing is missed: a selection that is not right yet can only become so through
 * an undecided place of a bound place that is wrong, or of one that is 1 when there are too many customers.
 *
 * @throws WorkLimit when there was not enough work to look at them all
 */
export function* searchSelections(
  problem: SelectionProblem,
  work: WorkBudget,
): Generator<{ readonly chosen: Selection; readonly customers: number }> {
  const touching: number[][] = problem.free.map(() => []);
  for (const [index, { weights }] of problem.bound.entries()) {
    for (const place of weights.keys()) touching[place]?.push(index);
  }
  for (const start of problem.free.keys()) {
    const before = new Set(Array.from({ length: start }, (_, place) => place));
    const stack: State[] = [{ ones: new Set([start]), zeros: before }];
    for (let state = stack.pop(); state !== undefined; state = stack.pop()) {
      const touched = [...state.ones].reduce((sum, place) => sum + (touching[place]?.length ?? 0), 0);
      work.spend(STEP * (1 + touched));
      const { customers, open } = sumsOf(problem, touching, state);
      if (open === null) {
        yield { chosen: state.ones, customers };
        continue;
      }
      const zeros = new Set(state.zeros);
      for (const place of open) {
        stack.push({ ones: new Set([...state.ones, place]), zeros: new Set(zeros) });
        zeros.add(place);
      }
    }
  }
}
