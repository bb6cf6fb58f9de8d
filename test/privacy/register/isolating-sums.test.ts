import fc from 'fast-check';
import { expect, test } from 'vitest';
import { WorkBudget } from '../../../src/privacy/register/column-space.ts';
import { isolatingSum } from '../../../src/privacy/register/isolating-sums.ts';
import { pairOverlap } from '../../../src/privacy/register/overlaps.ts';
import { CANDIDATE, type Isolated, type Overlap } from '../../../src/privacy/register/released-cells.ts';
import { completed, crossingOf } from './overlap-of.ts';

const WORK = 1_000_000;

function searched(overlap: Overlap, threshold: number): Isolated | null {
  return completed(isolatingSum(overlap, threshold, new WorkBudget(WORK)));
}

/** Rank over the rationals: fraction-free elimination on whole numbers without bounds. */
function rankOf(rows: readonly (readonly number[])[]): number {
  const left = rows.map((row) => row.map(BigInt));
  let rank = 0;
  for (let column = 0; column < (left[0]?.length ?? 0); column += 1) {
    const at = left.findIndex((row, place) => place >= rank && row[column] !== 0n);
    const pivot = left[at];
    if (pivot === undefined) continue;
    [left[at], left[rank]] = [left[rank] ?? [], pivot];
    for (let other = rank + 1; other < left.length; other += 1) {
      const row = left[other] ?? [];
      const factor = row[column] ?? 0n;
      left[other] = row.map((value, place) => value * (pivot[column] ?? 0n) - (pivot[place] ?? 0n) * factor);
    }
    rank += 1;
  }
  return rank;
}

/** Every group below the threshold that is a sum of cells, by trying them all: the atoms it is made of, as bits. */
function isolatedByTrial({ cells, atoms }: Overlap, threshold: number, of: (release: number) => boolean) {
  const rows = [...cells.keys()]
    .filter((cell) => of(cells[cell]?.release ?? CANDIDATE))
    .map((cell) => atoms.map((atom) => Number(atom.cells.includes(cell))));
  const rank = rankOf(rows);
  const found = new Map<number, number>();
  for (let group = 1; group < 2 ** atoms.length; group += 1) {
    const isIn = atoms.map((_, place) => (group >> place) & 1);
    const customers = atoms.reduce((sum, atom, place) => sum + atom.customers * (isIn[place] ?? 0), 0);
    if (customers < threshold && rankOf([...rows, isIn]) === rank) found.set(group, customers);
  }
  return found;
}

// The second seed has a group behind one that a release isolates by itself.
test.each([undefined, 4711])('agrees with trying every group of customers, seed %s', (seed) => {
  const people = 16;
  // People are of few kinds, so that atoms have several customers.
  const release = (cells: number) =>
    fc.array(fc.array(fc.boolean(), { minLength: cells, maxLength: cells }), {
      minLength: people,
      maxLength: people,
    });
  const outcomes = { found: 0, nothing: 0 };
  fc.assert(
    fc.property(
      fc.tuple(release(3), release(2)),
      fc.integer({ min: 2, max: 7 }),
      fc.integer({ min: 2, max: people }),
      ([earlier, asked], threshold, kinds) => {
        const setsOf = (rows: readonly (readonly boolean[])[]) =>
          (rows[0] ?? []).map(
            (_, cell) =>
              new Set([...Array(people).keys()].filter((person) => rows[person % kinds]?.[cell] === true)),
          );
        const overlap = pairOverlap(crossingOf(people, [setsOf(earlier)], setsOf(asked)), 0);
        fc.pre(overlap.atoms.length <= 11);
        const every = isolatedByTrial(overlap, threshold, () => true);
        const own = [
          isolatedByTrial(overlap, threshold, (each) => each === CANDIDATE),
          isolatedByTrial(overlap, threshold, (each) => each !== CANDIDATE),
        ];
        const smallest = [...every.keys()].filter(
          (group) => ![...every.keys()].some((other) => other !== group && (other & group) === other),
        );
        const found = searched(overlap, threshold);
        outcomes[found === null ? 'nothing' : 'found'] += 1;
        if (found !== null) expect([...every.values()]).toContain(found.customers);
        // What both are needed for has to be found.
        if (smallest.some((group) => !own.some((each) => each.has(group)))) expect(found).not.toBeNull();
      },
    ),
    { numRuns: 200, ...(seed === undefined ? {} : { seed }) },
  );
  expect(Math.min(outcomes.found, outcomes.nothing)).toBeGreaterThan(10);
});
