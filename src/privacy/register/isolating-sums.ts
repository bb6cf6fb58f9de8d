import { ColumnSpace, inverse, residue, scale, type SparseVector, type WorkBudget } from './column-space.ts';
import { searchSelections, type Selection } from './search-selections.ts';
import { CANDIDATE, type Atom, type Isolated, type Overlap } from './released-cells.ts';

/** Atoms that no combination of cells tells apart, as far as small groups go. */
interface Cluster {
  /** What a combination of cells gives for them is its product with this vector over cells. */
  readonly vector: SparseVector;
  readonly customers: number;
}

function vectorOf(atom: Atom): SparseVector {
  return new Map(atom.cells.map((cell) => [cell, 1]));
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
function clustersOf(atoms: readonly Atom[], nothing: ColumnSpace, threshold: number): readonly Cluster[] {
  for (;;) {
    const groups = new Map<string, { vector: SparseVector; customers: number; mixed: boolean }>();
    for (const atom of atoms) {
      const vector = nothing.reduce(vectorOf(atom));
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

/** Clusters that can be chosen freely, and the others as sums of them. */
interface Choices {
  readonly free: readonly Cluster[];
  readonly bound: readonly { readonly customers: number; readonly weights: ReadonlyMap<number, number> }[];
}

/**
 * Picks clusters whose vectors are independent and writes the others as their sums. Each vector is carried along with
 * a mark of its own in a negative place, so that what has been subtracted can be read off the marks.
 */
function choicesOf(clusters: readonly Cluster[], work: WorkBudget): Choices {
  const space = new ColumnSpace(work);
  const free: Cluster[] = [];
  const bound: { customers: number; weights: ReadonlyMap<number, number> }[] = [];
  for (const cluster of clusters) {
    const mark = -1 - free.length;
    const marked = new Map(cluster.vector).set(mark, 1);
    if (space.add(marked, (place) => place >= 0)) {
      free.push(cluster);
      continue;
    }
    const weights = new Map<number, number>();
    for (const [place, value] of space.reduce(cluster.vector)) weights.set(-1 - place, residue(-value));
    bound.push({ customers: cluster.customers, weights });
  }
  return { free, bound };
}

/** Coefficients of the cells that make each free cluster come out as chosen, and what must be nothing as nothing. */
function coefficientsOf(
  nothing: ColumnSpace,
  { free }: Choices,
  chosen: Selection,
  work: WorkBudget,
): SparseVector {
  // The equations vector · y = 0 or 1, with the right-hand side in place -1; pivots then give a basic solution.
  const equations = new ColumnSpace(work);
  for (const [index, { vector }] of free.entries()) {
    const equation = new Map(vector);
    if (chosen.has(index)) equation.set(-1, 1);
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

/**
 * Looks for a small group of customers whose number can be had by adding and subtracting published figures: a set of
 * atoms with fewer customers than the threshold whose indicator is in the row space of the cells (disclosure by
 * differencing; Hundepool et al., Statistical Disclosure Control, Wiley 2012, §5.2 and §2.3). A group must come out
 * as 1 and everyone else as 0, so first all that cannot be in one is made to come out as 0: atoms with as many
 * customers as the threshold, then what only comes with them. What then remains is searched through completely.
 *
 * Calculated modulo a prime. A sum that isolates a group over the rationals does so modulo the prime, unless the
 * prime divides one of its denominators; the other way round a group could be seen where there is none, which errs on
 * the side of people.
 *
 * Groups that the new release or the earlier ones isolate on their own are passed over.
 *
 * @param overlap cells and atoms; atoms in no cell may be left out
 * @param threshold customers that make a group large enough, 2 or more
 * @param work how much may be done
 * @returns the first such group that takes both an earlier release and the new one, or null
 * @throws WorkLimit when there was not enough work to know
 */
export function isolatingSum(overlap: Overlap, threshold: number, work: WorkBudget): Isolated | null {
  const nothing = new ColumnSpace(work);
  const bySize = [...overlap.atoms].sort((a, b) => b.customers - a.customers);
  for (const atom of bySize) if (atom.customers >= threshold) nothing.add(vectorOf(atom));
  const small = bySize.filter(({ customers }) => customers > 0 && customers < threshold);
  const choices = choicesOf(clustersOf(small, nothing, threshold), work);
  const problem = { free: choices.free.map(({ customers }) => customers), bound: choices.bound, threshold };
  for (const { chosen, customers } of searchSelections(problem, work)) {
    const found = isolatedBy(coefficientsOf(nothing, choices, chosen, work), overlap, customers);
    if (found.releases.length > 0 && found.rows.length > 0) return found;
  }
  return null;
}
