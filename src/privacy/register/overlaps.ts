import { joinedNumbers } from './joined-numbers.ts';
import {
  CANDIDATE,
  type Atom,
  type Crossing,
  type Overlap,
  type ReleasedCell,
  type ReleaseView,
} from './released-cells.ts';

function cellsOf({ cells }: ReleaseView, release: number): readonly ReleasedCell[] {
  return cells.map(({ row, customers }) => ({ release, row, customers }));
}

/** @param offset of the release's cells in the list of all */
function unionsOf({ unions = [] }: ReleaseView, release: number, offset: number): Overlap['unions'] & object {
  return unions.map((cells) => ({ release, cells: cells.map((cell) => offset + cell) }));
}

/** Cells of a release by signature, by their places in the list of all. */
function shifted({ signatures }: ReleaseView, offset: number): readonly (readonly number[])[] {
  return signatures.map((cells) => cells.map((cell) => offset + cell));
}

/** What the new release and one earlier one see. */
export function pairOverlap({ earlier, candidate, pieces }: Crossing, place: number): Overlap {
  const other = earlier[place];
  if (other === undefined) throw new RangeError(`there is no release ${place}`);
  const theirs = Int32Array.from(pieces.atom, (atom) => other.byAtom[atom] ?? 0);
  const { joint, first, second } = joinedNumbers(theirs, Int32Array.from(pieces.signature));
  const customers = new Float64Array(first.length);
  for (const [index, each] of joint.entries()) {
    customers[each] = (customers[each] ?? 0) + (pieces.customers[index] ?? 0);
  }
  const cells = [...cellsOf(candidate, CANDIDATE), ...cellsOf(other, place)];
  const others = shifted(other, candidate.cells.length);
  const atoms: Atom[] = [];
  const met = new Uint8Array(first.length);
  for (const each of joint) {
    if (met[each] === 1) continue;
    met[each] = 1;
    const own = candidate.signatures[second[each] ?? 0] ?? [];
    const both = own.concat(others[first[each] ?? 0] ?? []);
    if (both.length > 0) atoms.push({ customers: customers[each] ?? 0, cells: both });
  }
  const unions = [...unionsOf(candidate, CANDIDATE, 0), ...unionsOf(other, place, candidate.cells.length)];
  return { cells, atoms, unions };
}

/**
 * What all releases see together.
 *
 * @param most entries of atoms that there may be; null is returned when there are more
 */
export function wholeOverlap({ earlier, candidate, pieces }: Crossing, most: number): Overlap | null {
  const cells: ReleasedCell[] = [...cellsOf(candidate, CANDIDATE)];
  const views = earlier.map((view, place) => {
    const offset = cells.length;
    cells.push(...cellsOf(view, place));
    return { view, offset };
  });
  const cellsIn = (view: Crossing['earlier'][number], index: number): readonly number[] =>
    view.signatures[view.byAtom[pieces.atom[index] ?? -1] ?? 0] ?? [];
  const ownIn = (index: number): readonly number[] =>
    candidate.signatures[pieces.signature[index] ?? 0] ?? [];
  // Counted before any is made: together they may be gigabytes.
  const lengths = new Int32Array(pieces.customers.length);
  let entries = 0;
  for (const index of lengths.keys()) {
    let length = ownIn(index).length;
    for (const { view } of views) length += cellsIn(view, index).length;
    lengths[index] = length;
    entries += length;
    if (entries > most) return null;
  }
  const atoms: Atom[] = [];
  for (const [index, length] of lengths.entries()) {
    if (length === 0) continue;
    const own: number[] = [...ownIn(index)];
    for (const { view, offset } of views) for (const cell of cellsIn(view, index)) own.push(offset + cell);
    atoms.push({ customers: pieces.customers[index] ?? 0, cells: own });
  }
  return { cells, atoms };
}
