import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ownDifferences } from '../../../src/privacy/register/own-differences.ts';
import type { ReleaseView } from '../../../src/privacy/register/released-cells.ts';

/** A table by who is in its rows. */
function viewOf(rows: readonly (readonly number[])[]): {
  readonly view: ReleaseView;
  readonly customers: ReadonlyMap<number, number>;
} {
  const cells = rows.map((people, row) => ({ row, customers: people.length }));
  const keys = new Map<string, number>();
  const signatures: number[][] = [[]];
  const customers = new Map<number, number>();
  for (const person of new Set(rows.flat())) {
    const own = rows.flatMap((people, row) => (people.includes(person) ? [row] : []));
    const place = keys.get(own.join()) ?? signatures.length;
    keys.set(own.join(), place);
    signatures[place] = own;
    customers.set(place, (customers.get(place) ?? 0) + 1);
  }
  return { view: { cells, signatures }, customers };
}

function withheldOf(rows: readonly (readonly number[])[], threshold: number): readonly number[] {
  const { view, customers } = viewOf(rows);
  const steps = ownDifferences(view, customers, threshold);
  for (;;) {
    const step = steps.next();
    if (step.done === true) {
      expect(step.value.depth).toBe('all');
      return step.value.rows;
    }
  }
}

const people = (from: number, to: number): number[] =>
  Array.from({ length: to - from }, (_, at) => from + at);

describe('a table compared with itself', () => {
  test('of rows that lie within one another but for a few, the smaller is withheld', () => {
    expect(withheldOf([people(0, 30), people(0, 27), people(0, 15), people(40, 60)], 10)).toEqual([1]);
  });

  test('of rows whose sum isolates a few, the smallest is withheld', () => {
    // The first holds the second and third, which are disjoint, and three people more.
    expect(withheldOf([people(0, 43), people(0, 22), people(22, 40)], 10)).toEqual([2]);
  });

  test('rows on the same people, or on no common ones, stay', () => {
    expect(withheldOf([people(0, 30), people(0, 30), people(30, 60)], 10)).toEqual([]);
    expect(withheldOf([people(0, 12), people(12, 24)], 10)).toEqual([]);
  });

  test('leaves no sum with coefficients from −1 to 1 that isolates a group below the threshold', () => {
    const row = fc.uniqueArray(fc.nat(17), { minLength: 4, maxLength: 18 });
    fc.assert(
      fc.property(fc.array(row, { minLength: 2, maxLength: 5 }), (rows) => {
        const threshold = 4;
        const withheld = withheldOf(rows, threshold);
        const shown = rows.filter((_, place) => !withheld.includes(place));
        expect(shown.length).toBeGreaterThan(0);
        for (let code = 0; code < 3 ** shown.length; code += 1) {
          const weights = shown.map((_, place) => (Math.floor(code / 3 ** place) % 3) - 1);
          const values = people(0, 18).map((person) =>
            shown.reduce((sum, each, place) => sum + (each.includes(person) ? (weights[place] ?? 0) : 0), 0),
          );
          const group = values.filter((value) => value === 1).length;
          const isolates = values.every((value) => value === 0 || value === 1) && group > 0;
          expect(isolates && group < threshold).toBe(false);
        }
      }),
      { numRuns: 60 },
    );
  });
});
