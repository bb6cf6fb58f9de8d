import { ColumnSpace, type WorkBudget } from './column-space.ts';
import type { Atom } from './released-cells.ts';

/** How many atoms are gone through between two moments in which the work can be stopped. */
const BREATH = 500;

/**
 * One pass over atoms: each customer of an atom goes to the first basis that does not span the atom yet. Whatever a
 * basis spans is spanned by all before it too, since its vectors were independent of nothing but what those lack; so a
 * combination of cells that is not nothing on what the last one spans is not nothing for some vector of each, and those
 * are as many customers as there are bases.
 *
 * @param nothing grows by what the last of as many bases as the threshold spans
 * @returns atoms that were not in `nothing` when it was their turn
 */
function* passOver(
  atoms: readonly Atom[],
  nothing: ColumnSpace,
  threshold: number,
  work: WorkBudget,
): Generator<void, readonly Atom[]> {
  const bases: ColumnSpace[] = [];
  const open: Atom[] = [];
  for (const [index, atom] of atoms.entries()) {
    if (index % BREATH === 0) yield;
    const vector = nothing.reduceOnes(atom.cells);
    if (vector.size === 0) continue;
    open.push(atom);
    let left = Math.min(atom.customers, threshold);
    for (let place = 0; place < threshold && left > 0; place += 1) {
      const basis = (bases[place] ??= new ColumnSpace(work));
      if (!basis.add(vector)) continue;
      left -= 1;
      if (place === threshold - 1) nothing.add(vector);
    }
  }
  return open;
}

/**
 * Takes into a space all atoms that stand too close together for a group of fewer customers than the threshold to be
 * made of some of them: of which there are as many disjoint bases as the threshold. A combination of cells that is not
 * nothing on them all is not nothing for a customer of each basis, so for as many as the threshold. It is the bound of
 * disjoint information sets on the least weight of a linear code (Brouwer and Zimmermann; Betten et al.,
 * Error-Correcting Linear Codes, Springer 2006, §1.8), with bases found greedily as forests are in Nagamochi and Ibaraki,
 * A linear-time algorithm for finding a sparse k-connected spanning subgraph, Algorithmica 7 (1992). What was taken into
 * the space makes others parallel, so it is done over until no more is found.
 *
 * @param nothing space of what comes out as 0; vectors that are in it count as 0
 * @param threshold customers that make a group large enough
 * @returns atoms that are not in the space in the end, in the same order
 * @throws WorkLimit when there was not enough work
 */
export function* takeCrowded(
  atoms: readonly Atom[],
  nothing: ColumnSpace,
  threshold: number,
  work: WorkBudget,
): Generator<void, readonly Atom[]> {
  let open = atoms;
  for (;;) {
    const before = nothing.basis.size;
    open = yield* passOver(open, nothing, threshold, work);
    if (nothing.basis.size === before) return open;
  }
}
