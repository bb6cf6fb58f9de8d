import { CANDIDATE, type Isolated, type Overlap, type ReleasedCell } from './released-cells.ts';

/** A set of customers: a published cell, or disjoint cells of a release that are known together, as all of them are. */
interface CustomerSet {
  readonly release: number;
  readonly customers: number;
  /** Cells it is the union of. */
  readonly cells: readonly number[];
}

/** Releases of several cells whose sum is not the number of people in them, since some are in two. */
function overlapping({ cells, atoms }: Overlap, releases: ReadonlySet<number>): ReadonlySet<number> {
  const ofCell = cells.map(({ release }) => release);
  const found = new Set<number>();
  for (const { cells: own } of atoms) {
    if (found.size === releases.size) break;
    // Cells of a release stand together, in the list of cells and so in those of an atom.
    for (let index = 1; index < own.length; index += 1) {
      const release = ofCell[own[index] ?? -1] ?? CANDIDATE;
      if (release === ofCell[own[index - 1] ?? -1]) found.add(release);
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
  const several = [...byRelease].filter(([, { cells }]) => cells.length > 1);
  const twice = overlapping(overlap, new Set(several.map(([release]) => release)));
  for (const [release, total] of several) if (!twice.has(release)) sets.push({ release, ...total });
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

/** The atoms in each of some cells. */
function atomsByCell({ atoms }: Overlap, cells: ReadonlySet<number>): ReadonlyMap<number, readonly number[]> {
  const lists = new Map<number, number[]>();
  for (const cell of cells) lists.set(cell, []);
  for (const [index, atom] of atoms.entries()) for (const cell of atom.cells) lists.get(cell)?.push(index);
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
  const lists = atomsByCell(overlap, new Set(pairs.flatMap((sets) => sets.flatMap((set) => set.cells))));
  const { atoms, cells } = overlap;
  const members = (set: CustomerSet): readonly number[] => set.cells.flatMap((cell) => lists.get(cell) ?? []);
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
