import { afterAll, beforeAll, expect, test } from 'vitest';
import { readHierarchy } from '../../../src/privacy/hierarchies/hierarchy-file.ts';
import { checkHierarchy, makeHierarchy } from '../../../workers/records/hierarchies-of.ts';
import type { TakenRecords } from '../../../workers/records/taken-records.ts';
import { startWorkbench, type Workbench } from '../import/workbench.ts';
import { takeText } from './records-workbench.ts';

let bench: Workbench;
let taken: TakenRecords;
beforeAll(async () => {
  bench = await startWorkbench();
  taken = await takeText(bench, 'age,town\n9,York\n31,Bath\n31,Bath\n,Hull\n48,Bath\n17,Bath\n52,York\n');
});
afterAll(() => bench.close());

test('a hierarchy is made from the values of a column, by the rule that suits them', async () => {
  const { hierarchy, ...coverage } = await makeHierarchy(bench.db, bench.run, taken, 'age', null);
  expect(hierarchy.recipe.kind).toBe('bins');
  expect(hierarchy.rows.map(([value]) => value)).toEqual(['9', '17', '31', '48', '52']);
  expect(coverage).toMatchObject({ missingValues: 0, missingRecords: 0, inconsistent: 0 });
  const recipe = { kind: 'top', kept: [1], other: 'elsewhere' } as const;
  const towns = await makeHierarchy(bench.db, bench.run, taken, 'town', recipe);
  expect(towns.hierarchy.rows).toEqual([
    ['Bath', 'Bath', '*'],
    ['Hull', 'elsewhere', '*'],
    ['York', 'elsewhere', '*'],
  ]);
});

test('a table is set against the values of its column, which says what it lacks', async () => {
  const table = readHierarchy('Bath;South;*\nHull;North;*\nLeeds;North;*', 'town');
  expect(await checkHierarchy(bench.db, bench.run, taken, table)).toMatchObject({
    missingValues: 1,
    missingRecords: 2,
    groups: [3, 2, 1],
  });
});

test('a column that the records do not have is refused', async () => {
  await expect(makeHierarchy(bench.db, bench.run, taken, 'shoe', null)).rejects.toMatchObject({
    error: { code: 'records.unknownColumn', params: { column: 'shoe' } },
  });
});
