import { CANDIDATE, type Isolated, type Overlap, type ReleasedCell } from './released-cells.ts';

/** A set of customers: a published cell, or disjoint cells of a release that are known together, as all of them are. */
interface CustomerSet {
  readonly release: number;
  readonly customers: number;
  /** Cells it is the union of. */
  readonly cells: readonly number[];
}

/** Cells of a release whose sum is not the number of people in them, since some are in several. */
function overlapping(overlap: Overlap): ReadonlySet<number> {
  const found = new Set<number>();
  for (const { cells } of overlap.atoms) {
    // Cells of a release stand together, in the list of cells and so in those of an atom.
    for (let index = 1; index < cells.length; index += 1) {
      const release = overlap.cells[cells[index] ?? -1]?.release ?? CANDIDATE;
      if (release === overlap.cells[cells[index - 1] ?? -1]?.release) found.add(release);
    }
  }
  return found;
}

function setsOf(overlap: Overlap): readonly CustomerSet[] {
  const byRelease = new Map<number, { customers: number; cells: number[] }>();
  const sets: CustomerSet[] = [];
  for (const [place, { release, customers }] of overlap.cells.entries()) {
    sets.push({ release, customers, cells: [place] });
    const total = byRelease.get(release) ?? { customers: 0, cells: [] };
    total.customers += customers;
    total.cells.push(place);
    byRelease.set(release, total);
  }
  for (const { release, cells } of overlap.unions ?? []) {
    const customers = cells.reduce((sum, place) => sum + (overlap.cells[place]?.customers ?? 0), 0);
    sets.push({ release, customers, cells });
  }
  const twice = overlapping(overlap);
  for (const [release, total] of byRelease) {
    if (total.cells.length > 1 && !twice.has(release)) sets.push({ release, ...total });
  }
  return sets;
}

/** Pairs of a new and an earlier set whose sizes are close: only they can differ by a few customers. */
function closePairs(
  sets: readonly CustomerSet[],
  threshold: number,
): (readonly [CustomerSet, CustomerSet])[] {
  const earlier = sets
    .filter(({ release }) => release !== CANDIDATE)
    .sort((a, b) => a.customers - b.customers);
  const pairs: (readonly [CustomerSet, CustomerSet])[] = [];
  for (const asked of sets) {
    if (asked.release !== CANDIDATE) continue;
    let low = 0;
    let high = earlier.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((earlier[middle]?.customers ?? 0) <= asked.customers - threshold) low = middle + 1;
      else high = middle;
    }
    for (let index = low; index < earlier.length; index += 1) {
      const old = earlier[index];
      if (old === undefined || old.customers >= asked.customers + threshold) break;
      if (old.customers !== asked.customers) pairs.push([asked, old]);
    }
  }
  return pairs;
}

/**
 * Customers of each atom in the lists of sets, laid out so that pairs can be gone through quickly: for each cell the
 * atoms in it.
 */
function atomsByCell({ cells, atoms }: Overlap): readonly (readonly number[])[] {
  const lists: number[][] = cells.map(() => []);
  for (const [index, atom] of atoms.entries()) for (const cell of atom.cells) lists[cell]?.push(index);
  return lists;
}

/**
 * Compares every cell of the new release, its known unions and its total, with every cell and total of each earlier one: where one
 * set of customers holds another and the rest are fewer than the threshold, subtraction tells of the rest.
 *
 * @returns what each earlier release isolates together with the new one, one entry for each release and size
 */
export function setDifferences(overlap: Overlap, threshold: number): readonly Isolated[] {
  const pairs = closePairs(setsOf(overlap), threshold);
  if (pairs.length === 0) return [];
  const lists = atomsByCell(overlap);
  const { atoms, cells } = overlap;
  const members = (set: CustomerSet): readonly number[] => set.cells.flatMap((cell) => lists[cell] ?? []);
  const rowsOf = (set: CustomerSet): readonly number[] =>
    set.cells.flatMap((place) => {
      const cell: ReleasedCell | undefined = cells[place];
      return cell === undefined ? [] : [cell.row];
    });
  const found = new Map<string, { customers: number; release: number; rows: Set<number> }>();
  const known = new Map<CustomerSet, ReadonlySet<number>>();
  for (const [asked, old] of pairs) {
    const [inner, outer] = asked.customers < old.customers ? [asked, old] : [old, asked];
    const outside = known.get(outer) ?? new Set(members(outer));
    known.set(outer, outside);
    const held = members(inner).every((atom) => (atoms[atom]?.customers ?? 0) === 0 || outside.has(atom));
    if (!held) continue;
    const customers = outer.customers - inner.customers;
    const key = `${old.release} ${customers}`;
    const entry = found.get(key) ?? { customers, release: old.release, rows: new Set<number>() };
    for (const row of rowsOf(asked)) entry.rows.add(row);
    found.set(key, entry);
  }
  return [...found.values()].map(({ customers, release, rows }) => ({
    customers,
    releases: [release],
    rows: [...rows].sort((a, b) => a - b),
  }));
}
