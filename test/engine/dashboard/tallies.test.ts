import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import '../../fixtures/property-seed.ts';
import type { Selection } from '../../../src/contract/dashboard.ts';
import { normalSelection } from '../../../src/crossfilter/selection.ts';
import { Tallies } from '../../../workers/dashboard/tallies.ts';
import { clause, dataOf, DIMENSIONS, row } from './random-cells.ts';

const question = fc.record({
  dimensions: fc.subarray(
    DIMENSIONS.map(({ name }) => name),
    { maxLength: 2 },
  ),
  selection: fc.array(clause, { maxLength: 3 }).map((clauses): Selection => normalSelection(clauses)),
});

describe('figures of groups', () => {
  it('are the same off cubes and bits of customers as off cells', () => {
    fc.assert(
      fc.property(fc.array(row, { maxLength: 200 }), fc.array(question, { maxLength: 8 }), (rows, asked) => {
        const data = dataOf(rows);
        const off = {
          held: new Tallies(data),
          tight: new Tallies(data, { places: 40, rows: 12, words: 0 }),
          cells: new Tallies(data, { places: 0, rows: 0, words: 0 }),
        };
        for (const { dimensions, selection } of asked) {
          const [held, tight, cells] = [off.held, off.tight, off.cells].map((tallies) => {
            const tally = tallies.count(dimensions, selection);
            const { orders, customers, newcomers } = tally;
            return {
              orders: orders(),
              customers: customers(),
              newcomers: newcomers(),
              sum: tally.sum('revenue'),
            };
          });
          expect(held).toEqual(cells);
          expect(tight).toEqual(cells);
        }
      }),
    );
  });
});
