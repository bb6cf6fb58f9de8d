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

/** What the new release and one earlier one see. */
export function pairOverlap({ earlier, candidate, pieces }: Crossing, place: number): Overlap {
  const other = earlier[place];
  if (other === undefined) throw new RangeError(`there is no release ${place}`);
  const width = candidate.signatures.length;
  const customers = new Map<number, number>();
  for (const [index, count] of pieces.customers.entries()) {
    const signature = other.byAtom[pieces.atom[index] ?? -1] ?? 0;
    const key = signature * width + (pieces.signature[index] ?? 0);
    customers.set(key, (customers.get(key) ?? 0) + count);
  }
  const cells = [...cellsOf(candidate, CANDIDATE), ...cellsOf(other, place)];
  const atoms = [...customers].map(([key, count]): Atom => {
    const own = candidate.signatures[key % width] ?? [];
    const others = other.signatures[Math.floor(key / width)] ?? [];
    return { customers: count, cells: [...own, ...others.map((cell) => candidate.cells.length + cell)] };
  });
  const unions = [...unionsOf(candidate, CANDIDATE, 0), ...unionsOf(other, place, candidate.cells.length)];
  return { cells, atoms: atoms.filter((atom) => atom.cells.length > 0), unions };
}

/**
 * What all releases see together.
 *
 * @param most entries of atoms that there may be; null is returned when there are more
 */
export function wholeOverlap({ earlier, candidate, pieces }: Crossing, most: number): Overlap | null {
  const cells: ReleasedCell[] = [...cellsOf(candidate, CANDIDATE)];
  const offsets = earlier.map((view, place) => {
    const offset = cells.length;
    cells.push(...cellsOf(view, place));
    return offset;
  });
  const atoms: Atom[] = [];
  let entries = 0;
  for (const [index, customers] of pieces.customers.entries()) {
    const own: number[] = [...(candidate.signatures[pieces.signature[index] ?? 0] ?? [])];
    for (const [place, view] of earlier.entries()) {
      const signature = view.signatures[view.byAtom[pieces.atom[index] ?? -1] ?? 0] ?? [];
      for (const cell of signature) own.push((offsets[place] ?? 0) + cell);
    }
    entries += own.length;
    if (entries > most) return null;
    if (own.length > 0) atoms.push({ customers, cells: own });
  }
  return { cells, atoms };
}
