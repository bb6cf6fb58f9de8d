import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import '../../fixtures/property-seed.ts';
import type { TileQuestion } from '../../../src/contract/dashboard.ts';
import { withClause } from '../../../src/crossfilter/selection.ts';
import type { DashboardData } from '../../../workers/dashboard/dashboard-data.ts';
import { readyForNext } from '../../../workers/dashboard/ready-for-next.ts';
import { Tallies } from '../../../workers/dashboard/tallies.ts';
import { TileReader } from '../../../workers/dashboard/tile-figures.ts';
import { clause, dataOf, row } from './random-cells.ts';

const TILES: readonly TileQuestion[] = [
  { kind: 'figure', tile: 'a', measures: ['average_order_value', 'new_customers'], window: null },
  { kind: 'groups', tile: 'b', dimensions: ['period'], measures: ['revenue', 'customers'] },
  { kind: 'groups', tile: 'c', dimensions: ['channel'], measures: ['orders'] },
  { kind: 'groups', tile: 'd', dimensions: ['segment', 'country'], measures: ['revenue_per_customer'] },
];

/** The same data, which count how often cells were walked through. */
function watched(data: DashboardData): { readonly data: DashboardData; readonly walks: () => number } {
  let walks = 0;
  const { code, ...others } = data.cells;
  const cells = Object.defineProperty({ ...others, code }, 'code', {
    get: () => {
      walks += 1;
      return code;
    },
  });
  return { data: { ...data, cells }, walks: () => walks };
}

function read(data: DashboardData, tallies: Tallies, selection: Parameters<typeof withClause>[0]): unknown {
  const reader = new TileReader(data, tallies, 'month');
  return [TILES.map((tile) => reader.read(tile, selection)), reader.population(selection)];
}

describe('what is made ready for the next change', () => {
  const cases = fc.tuple(
    fc.array(row, { minLength: 1, maxLength: 100 }),
    fc.array(clause, { maxLength: 2 }),
    clause,
  );

  it('serves whatever condition comes: cells are not walked through again, and figures are the same', () => {
    fc.assert(
      fc.property(cases, ([rows, clauses, next]) => {
        const plain = dataOf(rows);
        const { data, walks } = watched(plain);
        const tallies = new Tallies(data);
        const now = clauses.reduce(withClause, []);
        read(data, tallies, now);
        expect(walks()).toBeGreaterThan(0);
        expect([...readyForNext(data, tallies, { tiles: TILES, selection: now })]).not.toHaveLength(0);
        const before = walks();
        const changed = withClause(now, next);
        expect(read(data, tallies, changed)).toEqual(read(plain, new Tallies(plain), changed));
        expect(walks()).toBe(before);
      }),
    );
  });

  it('costs nothing once it stands', () => {
    const { data, walks } = watched(dataOf([[0, 0, 0, 1]]));
    const tallies = new Tallies(data);
    const all = (): void => {
      expect([...readyForNext(data, tallies, { tiles: TILES, selection: [] })].length).toBeGreaterThan(0);
    };
    all();
    const before = walks();
    all();
    expect(walks()).toBe(before);
  });
});
