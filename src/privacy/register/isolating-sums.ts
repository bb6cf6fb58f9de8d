import { ColumnSpace, inverse, residue, scale, type SparseVector, type WorkBudget } from './column-space.ts';
import { takeCrowded } from './disjoint-bases.ts';
import { searchSelections } from './search-selections.ts';
import { partOf, partsOf, rebased, type Tableau, tableauOf } from './tableau.ts';
import { CANDIDATE, type Atom, type Isolated, type Overlap } from './released-cells.ts';

/** Atoms that no combination of cells tells apart, as far as small groups go. */
interface Cluster {
  /** What a combination of cells gives for them is its product with this vector over cells. */
  readonly vector: SparseVector;
  readonly customers: number;
}

/** What a combination of cells gives for an atom is its product with this vector over cells. */
function vectorOf({ cells }: Atom): SparseVector {
  return new Map(cells.map((cell) => [cell, 1]));
}

function directionKey(vector: SparseVector): string {
  return [...vector]
    .sort(([a], [b]) => a - b)
    .map(([place, value]) => `${place}:${value}`)
    .join(' ');
}

/**
 * Groups small atoms by what is left of them once all that must come out as nothing is taken away. Whatever cannot be
 * in a small group (because those it comes with are too many, or because it would come out as another number than
 * 1) must come out as nothing too, which is taken into `nothing`; so it goes on until no more is found.
 */
function* clustersOf(
  atoms: readonly Atom[],
  nothing: ColumnSpace,
  threshold: number,
  work: WorkBudget,
): Generator<void, readonly Cluster[]> {
  let open = atoms;
  for (;;) {
    open = yield* takeCrowded(open, nothing, threshold, work);
    const groups = new Map<string, { vector: SparseVector; customers: number; mixed: boolean }>();
    for (const atom of open) {
      const vector = nothing.reduceOnes(atom.cells);
      const [lead] = [...vector.keys()].sort((a, b) => a - b);
      if (lead === undefined) continue;
      const direction = new Map(vector);
      scale(direction, inverse(vector.get(lead) ?? 1));
      const key = directionKey(direction);
      const group = groups.get(key);
      if (group === undefined) groups.set(key, { vector, customers: atom.customers, mixed: false });
      else {
        group.customers += atom.customers;
        group.mixed ||= group.vector.get(lead) !== vector.get(lead);
      }
    }
    const impossible = [...groups.values()].filter((each) => each.mixed || each.customers >= threshold);
    if (impossible.length === 0) return [...groups.values()];
    for (const { vector } of impossible) nothing.add(vector);
  }
}

/**
 * Coefficients of the cells that make chosen clusters come out as 1 and all others as 0, as must be what is nothing.
 */
function coefficientsOf(
  nothing: ColumnSpace,
  clusters: readonly Cluster[],
  chosen: ReadonlySet<Cluster>,
  work: WorkBudget,
): SparseVector {
  // The equations vector · y = 0 or 1, with the right-hand side in place -1; pivots then give a basic solution.
  const equations = new ColumnSpace(work);
  for (const cluster of clusters) {
    const equation = new Map(cluster.vector);
    if (chosen.has(cluster)) equation.set(-1, 1);
    equations.add(equation, (place) => place >= 0);
  }
  const solution: SparseVector = new Map();
  for (const [pivot, equation] of equations.basis) {
    const value = equation.get(-1);
    if (value !== undefined) solution.set(pivot, value);
  }
  for (const [pivot, vector] of nothing.basis) {
    let value = 0;
    for (const [place, factor] of vector) {
      if (place !== pivot) value = residue(value - factor * (solution.get(place) ?? 0));
    }
    if (value !== 0) solution.set(pivot, value);
  }
  return solution;
}

function isolatedBy(coefficients: SparseVector, { cells }: Overlap, customers: number): Isolated {
  const needed = [...coefficients.keys()].sort((a, b) => a - b).flatMap((place) => cells[place] ?? []);
  const earlier = needed.filter(({ release }) => release !== CANDIDATE);
  return {
    customers,
    releases: [...new Set(earlier.map(({ release }) => release))],
    rows: needed.filter(({ release }) => release === CANDIDATE).map(({ row }) => row),
  };
}

/** Bases of clusters, no customer in two of them, as many as are worth having; each with all clusters as its sums. */
function* disjointBases(
  first: Tableau,
  customers: readonly number[],
  threshold: number,
  work: WorkBudget,
): Generator<void, readonly Tableau[]> {
  const left = [...customers];
  const bases: Tableau[] = [];
  for (let next: Tableau | null = first; next !== null; next = yield* rebased(next, left, work)) {
    bases.push(next);
    for (const pivot of next.pivots) left[pivot] = (left[pivot] ?? 0) - 1;
    if (onesIn(bases.length, threshold) <= 1) break;
  }
  return bases;
}

/** In one of so many disjoint bases a group below the threshold has at most so many of its vectors. */
function onesIn(bases: number, threshold: number): number {
  return Math.floor((threshold - 1) / bases);
}

/**
 * All small groups of clusters that come out as 1 while all other clusters come out as 0; null where the work may be
 * stopped. Parts that have nothing to do with one another are searched through one by one, each from as many disjoint bases as there
 * are: a group is known by which vectors of a basis it has, and is the smaller in one of them the more there are.
 */
function* groupsOf(
  clusters: readonly Cluster[],
  threshold: number,
  work: WorkBudget,
): Generator<{ readonly chosen: ReadonlySet<Cluster>; readonly customers: number } | null, void> {
  const sizes = clusters.map(({ customers }) => customers);
  const vectors = clusters.map(({ vector }) => vector);
  const whole = yield* breathing(tableauOf(vectors, sizes, work));
  for (const columns of partsOf(whole)) {
    const customers = columns.map((column) => sizes[column] ?? 0);
    const bases = yield* breathing(disjointBases(partOf(whole, columns), customers, threshold, work));
    const terms = { customers, threshold, most: onesIn(bases.length, threshold) };
    for (const basis of bases) {
      for (const found of searchSelections(basis, terms, work)) {
        yield found === null
          ? null
          : {
              chosen: new Set(found.columns.flatMap((place) => clusters[columns[place] ?? -1] ?? [])),
              customers: found.customers,
            };
      }
    }
  }
}

/** Work in between, as moments in which it may be stopped. */
function* breathing<T>(steps: Generator<void, T>): Generator<null, T> {
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
    yield null;
  }
}

/**
 * Looks for a small group of customers whose number can be had by adding and subtracting published figures: a set of
 * atoms with fewer customers than the threshold whose indicator is in the row space of the cells (disclosure by
 * differencing; Hundepool et al., Statistical Disclosure Control, Wiley 2012, §5.2 and §2.3). A group must come out
 * as 1 and everyone else as 0, so first all that cannot be in one is made to come out as 0: atoms with as many
 * customers as the threshold, what only comes with them, and what is crowded ({@link takeCrowded}); in tables of many
 * customers that is mostly all. What then remains is searched through completely.
 *
 * Calculated modulo a prime. A sum that isolates a group over the rationals does so modulo the prime, unless the
 * prime divides one of its denominators; the other way round a group could be seen where there is none, which errs on
 * the side of people.
 *
 * Groups that the new release or the earlier ones isolate on their own are passed over, unless `counts` says otherwise.
 *
 * @param overlap cells and atoms; atoms in no cell may be left out
 * @param threshold customers that make a group large enough, 2 or more
 * @param work how much may be done
 * @param counts which groups count, by what it takes to tell of them; absent: those of an earlier release and the new one
 * @returns the first such group that counts, or null; step by step, so that the work can be stopped
 * @throws WorkLimit when there was not enough work to know
 */
export function* isolatingSum(
  overlap: Overlap,
  threshold: number,
  work: WorkBudget,
  counts: (found: Isolated) => boolean = ({ releases, rows }) => releases.length > 0 && rows.length > 0,
): Generator<void, Isolated | null> {
  const nothing = new ColumnSpace(work);
  const bySize = [...overlap.atoms].sort((a, b) => b.customers - a.customers);
  for (const atom of bySize) if (atom.customers >= threshold) nothing.add(vectorOf(atom));
  const small = bySize.filter(({ customers }) => customers > 0 && customers < threshold);
  const clusters = yield* clustersOf(small, nothing, threshold, work);
  for (const group of groupsOf(clusters, threshold, work)) {
    yield;
    if (group === null) continue;
    const { chosen, customers } = group;
    const found = isolatedBy(coefficientsOf(nothing, clusters, chosen, work), overlap, customers);
    if (counts(found)) return found;
  }
  return null;
}
