import { WorkBudget, WorkLimit } from './column-space.ts';
import { isolatingSum } from './isolating-sums.ts';
import { CANDIDATE, type Isolated, type Overlap, type ReleaseView } from './released-cells.ts';

/** How much the search for isolating sums within one table may do: elementary steps, some millions a second. */
const WITHIN_STEPS = 5_000_000;

/** Rows of a table that may not leave beside its others, and how far the search for them went. */
export interface OwnDifferences {
  /** Rows, ascending. */
  readonly rows: readonly number[];
  /** `sets`: searching through sums would have taken too long, so that differences of two rows were compared. */
  readonly depth: 'all' | 'sets';
}

/** A table without some of its cells, as one release that is laid over nothing. */
function overlapOf(
  { cells, signatures }: ReleaseView,
  customers: ReadonlyMap<number, number>,
  withheld: ReadonlySet<number>,
): Overlap {
  const kept = [...cells.keys()].filter((place) => !withheld.has(place));
  const places = new Map(kept.map((place, index) => [place, index]));
  const atoms = signatures.flatMap((own, signature) => {
    const left = own.flatMap((place) => places.get(place) ?? []);
    const count = customers.get(signature) ?? 0;
    return left.length === 0 || count === 0 ? [] : [{ customers: count, cells: left }];
  });
  return {
    cells: kept.flatMap((place) => {
      const cell = cells[place];
      return cell === undefined ? [] : [{ release: CANDIDATE, ...cell }];
    }),
    atoms,
  };
}

/** Places of cells that lie within a larger one but for fewer customers than the threshold, the larger ones kept. */
function tooClose(
  { cells, signatures }: ReleaseView,
  customers: ReadonlyMap<number, number>,
  threshold: number,
): Set<number> {
  const members: Set<number>[] = cells.map(() => new Set());
  for (const [signature, own] of signatures.entries()) {
    if ((customers.get(signature) ?? 0) === 0) continue;
    for (const place of own) members[place]?.add(signature);
  }
  const sizeOf = (place: number): number => cells[place]?.customers ?? 0;
  const bySize = [...cells.keys()].sort((a, b) => sizeOf(b) - sizeOf(a) || a - b);
  const kept: number[] = [];
  const withheld = new Set<number>();
  const holds = (outer: number, inner: number): boolean =>
    [...(members[inner] ?? [])].every((signature) => members[outer]?.has(signature) === true);
  for (const place of bySize) {
    const size = sizeOf(place);
    let isClose = false;
    for (let index = kept.length - 1; index >= 0 && !isClose; index -= 1) {
      const other = kept[index] ?? -1;
      if (sizeOf(other) >= size + threshold) break;
      isClose = sizeOf(other) !== size && holds(other, place);
    }
    if (isClose) withheld.add(place);
    else kept.push(place);
  }
  return withheld;
}

/** Withholds the smallest cell of each sum that isolates a small group, until there is none. */
function* withoutSums(
  view: ReleaseView,
  customers: ReadonlyMap<number, number>,
  threshold: number,
  withheld: Set<number>,
): Generator<void> {
  const work = new WorkBudget(WITHIN_STEPS);
  const byRow = new Map(view.cells.map(({ row }, place) => [row, place]));
  const sizeOf = (row: number): number => view.cells[byRow.get(row) ?? -1]?.customers ?? 0;
  for (;;) {
    const overlap = overlapOf(view, customers, withheld);
    const found: Isolated | null = yield* isolatingSum(
      overlap,
      threshold,
      work,
      ({ rows }) => rows.length > 1,
    );
    if (found === null) return;
    const [smallest] = [...found.rows].sort((a, b) => sizeOf(a) - sizeOf(b) || a - b);
    const place = byRow.get(smallest ?? -1);
    if (place === undefined) return;
    withheld.add(place);
  }
}

/**
 * Looks in a single table for groups of fewer customers than the threshold that its own rows tell of: differences of
 * two rows of which one lies within the other, then sums of any number of rows ({@link isolatingSum}), as a release is
 * compared with earlier ones. Of each two rows the smaller is to be withheld, of each sum the smallest. Tables in which
 * nobody stands in two rows are done at once.
 *
 * @param view who is in the rows of the table
 * @param customers of each signature
 * @param threshold customers that make a group large enough, 2 or more
 * @returns step by step, so that the work can be stopped
 */
export function* ownDifferences(
  view: ReleaseView,
  customers: ReadonlyMap<number, number>,
  threshold: number,
): Generator<void, OwnDifferences> {
  if (view.signatures.every((own) => own.length < 2)) return { rows: [], depth: 'all' };
  const withheld = tooClose(view, customers, threshold);
  yield;
  let depth: OwnDifferences['depth'] = 'all';
  try {
    yield* withoutSums(view, customers, threshold, withheld);
  } catch (thrown) {
    if (!(thrown instanceof WorkLimit)) throw thrown;
    depth = 'sets';
  }
  const rows = [...withheld].flatMap((place) => view.cells[place]?.row ?? []);
  return { rows: rows.sort((a, b) => a - b), depth };
}
