import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { asPrivate, type Private } from '../../src/contract/privacy.ts';
import { column, type ResultSet } from '../../src/contract/result-set.ts';
import { ask } from '../../src/privacy/gate.ts';
import { nestedRows } from '../../src/privacy/nested-rows.ts';
import type { NestedRows, ReleaseShape } from '../../src/privacy/shape.ts';
import { policyOf } from './tables.ts';

const policy = policyOf({ formats: ['csv'] });

/** Who is in each row of a table, by number. */
type Sets = readonly (readonly number[])[];

function tableOf(sets: Sets, size: number, adding: readonly number[]): Private<ResultSet> {
  const counts = sets.map((set) => set.length);
  return asPrivate({
    rowCount: sets.length,
    columns: [
      { name: 'period', type: 'integer', values: sets.map((_, place) => place) },
      { name: 'customers', type: 'integer', unit: 'customers', values: counts },
      { name: 'size', type: 'integer', unit: 'customers', values: sets.map(() => size) },
      { name: 'adding', type: 'integer', values: adding },
    ],
  });
}

function shapeOf(nested: NestedRows): ReleaseShape {
  return {
    kind: 'aggregate',
    columns: [
      { name: 'period', meaning: 'group' },
      { name: 'customers', meaning: 'contributors' },
      { name: 'size', meaning: 'measure' },
      { name: 'adding', meaning: 'contribution' },
    ],
    nested,
  };
}

const following = { within: [], holds: 'following', counts: ['customers'] } as const;
const count = (length: number): number[] => Array.from({ length }, (_, person) => person);
const chain = (...counts: readonly number[]): Sets => counts.map(count);

async function verdictsOn(sets: Sets, nested: NestedRows, adding: readonly number[] = []): Promise<unknown> {
  const table = tableOf(
    sets,
    sets[0]?.length ?? 0,
    sets.map((_, place) => adding[place] ?? 50),
  );
  const { verdicts } = await ask({ table, shape: shapeOf(nested), policy, format: 'csv', subject: 'a/b' });
  return verdicts;
}

describe('rows that hold one another', () => {
  test('are withheld until steps between shown ones are nobody or as many as the threshold', async () => {
    expect(await verdictsOn(chain(100, 97, 92, 88, 88, 60), following)).toEqual([
      null,
      'nested',
      'nested',
      null,
      null,
      null,
    ]);
  });

  test('are gone through from the one that holds most, whichever way they stand', async () => {
    const preceding = { ...following, holds: 'preceding' } as const;
    expect(await verdictsOn(chain(60, 88, 88, 92, 97, 100), preceding)).toEqual([
      null,
      null,
      null,
      'nested',
      'nested',
      null,
    ]);
  });

  test('that nearly all of those they are counted among are in are withheld', async () => {
    const among = { within: [], holds: 'following', counts: ['size'], among: 'size' } as const;
    expect(await verdictsOn(chain(40, 33, 20, 35, 30), among)).toEqual([
      null,
      'nested',
      null,
      'nested',
      null,
    ]);
  });

  test('whose sums differ by what few customers add are withheld', async () => {
    const nested = { ...following, adding: 'adding' } as const;
    expect(await verdictsOn(chain(100, 80, 60, 40), nested, [100, 3, 20, 12])).toEqual([
      null,
      null,
      'nested',
      null,
    ]);
  });

  test('bound what can be inferred of a withheld one', async () => {
    const sets = chain(100, 95, 80);
    const table = tableOf(sets, 100, [50, 50, 50]);
    const { infer } = await ask({ table, shape: shapeOf(following), policy, format: 'csv', subject: 'a/b' });
    expect(await infer()).toEqual([{ row: 1, column: 'customers', reason: 'nested', low: 80, high: 100 }]);
  });

  test('tell of no group below the threshold, as all differences of the sets show', () => {
    const steps = fc.array(fc.oneof(fc.nat(4), fc.nat(30)), { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(steps, fc.integer({ min: 2, max: 15 }), (drops, threshold) => {
        const counts = drops.map((_, place) =>
          drops.slice(place).reduce((sum, drop) => sum + drop, threshold),
        );
        const sets = chain(...counts);
        const table = tableOf(sets, counts[0] ?? 0, counts);
        const withheld = new Set(
          nestedRows(
            table,
            shapeOf(following),
            threshold,
            counts.map(() => null),
          ),
        );
        const shown = sets.filter((_, row) => !withheld.has(row));
        for (const outer of shown) {
          for (const inner of shown) {
            const rest = outer.filter((person) => !inner.includes(person)).length;
            expect(rest === 0 || rest >= threshold).toBe(true);
          }
        }
        // And nothing more than that is withheld: each withheld row is too close to one that is shown before it.
        for (const row of withheld) {
          const nearest =
            counts
              .slice(0, row)
              .filter((_, other) => !withheld.has(other))
              .at(-1) ?? 0;
          expect(nearest - (counts[row] ?? 0)).toBeLessThan(threshold);
        }
      }),
    );
    expect(column(tableOf(chain(2), 2, [1]), 'customers').values).toEqual([2]);
  });
});
