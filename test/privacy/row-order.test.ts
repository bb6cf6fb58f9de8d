import fc from 'fast-check';
import { expect, test } from 'vitest';
import { texts } from '../../src/contract/result-set.ts';
import { ask } from '../../src/privacy/gate.ts';
import { policyOf, rowsOf, shape, tableOf } from './tables.ts';

const policy = policyOf({ formats: ['csv'] });

/** Names of groups as they leave, from rows put in the order of their customers as a ranking does. */
async function leaving(counts: readonly number[], ranked: boolean): Promise<readonly string[]> {
  const rows = rowsOf(counts).toSorted((a, b) => Number(b.customers) - Number(a.customers));
  const request = { table: tableOf(rows), shape: { ...shape, ranked }, policy, format: 'csv' } as const;
  const { result } = await ask({ ...request, subject: 'metric/cells' });
  if (!result.ok) throw new Error(result.error.code);
  return texts(result.value.value.table, 'segment');
}

// Together they are more than the threshold, so that nothing else is withheld to protect them.
const few = fc.integer({ min: 4, max: 9 });

test('where a withheld row stands says nothing of its figures', async () => {
  await fc.assert(
    fc.asyncProperty(fc.tuple(few, few, few), fc.tuple(few, few, few), async (some, others) => {
      const shown = [40, 120, 80];
      const first = await leaving([...some, ...shown], true);
      expect(await leaving([...others, ...shown], true)).toEqual(first);
      expect(first).toEqual(['segment 4', 'segment 5', 'segment 3', 'segment 0', 'segment 1', 'segment 2']);
    }),
    { numRuns: 40 },
  );
});

test('rows that stand in the order of their names stay where they are', async () => {
  const { result } = await ask({
    table: tableOf(rowsOf([40, 4, 120, 6])),
    shape,
    policy,
    format: 'csv',
    subject: 'metric/cells',
  });
  if (!result.ok) throw new Error(result.error.code);
  expect(texts(result.value.value.table, 'segment')).toEqual([
    'segment 0',
    'segment 1',
    'segment 2',
    'segment 3',
  ]);
  expect(result.value.value.suppressedRows).toBe(2);
});

test('what can be inferred of a withheld row is told at its new place', async () => {
  const rows = rowsOf([70, 6, 60, 4]);
  const question = { table: tableOf(rows), shape: { ...shape, ranked: true }, policy } as const;
  const { infer, verdicts } = await ask({ ...question, format: 'csv', subject: 'metric/cells' });
  expect(verdicts.map((verdict) => verdict !== null)).toEqual([false, false, true, true]);
  expect((await infer()).map(({ row }) => row)).toEqual([2, 3]);
});
