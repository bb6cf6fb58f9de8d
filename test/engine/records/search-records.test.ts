import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { DeidentifyOutcome, DeidentifyRequest, Hierarchy } from '../../../src/contract/records.ts';
import { computeHere } from '../../../workers/engine/compute-here.ts';
import { searchRecords, solveRecords } from '../../../workers/records/search-records.ts';
import { startWorkbench, type Workbench } from '../import/workbench.ts';
import { takeText } from './records-workbench.ts';

let bench: Workbench;
beforeAll(async () => {
  bench = await startWorkbench();
});
afterAll(() => bench.close());

const PEOPLE = ['sex,town', 'm,Bath', 'm,Bath', 'f,Bath', 'f,York', 'm,Hull', 'm,Hull', 'f,Leeds'];

function hierarchy(column: string, rows: readonly (readonly string[])[]): Hierarchy {
  return { column, recipe: { kind: 'table' }, levels: (rows[0] ?? []).map(String), rows };
}

const HIERARCHIES = {
  sex: hierarchy('sex', [
    ['m', '*'],
    ['f', '*'],
  ]),
  town: hierarchy('town', [
    ['Bath', 'South', '*'],
    ['York', 'North', '*'],
    ['Hull', 'North', '*'],
    ['Leeds', 'North', '*'],
  ]),
};

async function asked(changes: Partial<DeidentifyRequest> = {}) {
  const { db, run } = bench;
  const taken = await takeText(bench, PEOPLE.join('\n'));
  const request: DeidentifyRequest = {
    recordsId: taken.recordsId,
    quasiIdentifiers: ['sex', 'town'],
    hierarchies: HIERARCHIES,
    bounds: {},
    models: [{ model: 'kAnonymity', k: 2 }],
    suppressionLimit: 0.15,
    metric: 'loss',
    aggregate: 'geometric',
    method: 'lattice',
    timeBudgetMs: 10_000,
    ...changes,
  };
  return { desk: { db, run, compute: computeHere }, taken, request };
}

describe('searching records in the engine', () => {
  test('groups them, searches, and tells the best so far', async () => {
    const { desk, taken, request } = await asked();
    const told: DeidentifyOutcome[] = [];
    const outcome = await searchRecords(desk, taken, request, (best) => told.push(best));
    // One record may go: f in Bath, while the three in the North stay by region.
    expect(outcome).toMatchObject({
      complete: true,
      latticeSize: 6,
      best: { levels: { sex: 0, town: 1 }, classes: 3, smallestClass: 2, suppressed: 1 },
    });
    expect(told.at(-1)?.best).toEqual(outcome.best);
  });

  test('says what becomes of each group, at the best or at given levels', async () => {
    const { desk, taken, request } = await asked();
    const best = await solveRecords(desk, taken, request, null);
    expect(best).toMatchObject({ classes: 3, suppressed: 1, recoding: { nodes: [[0, 1]] } });
    const all = await solveRecords(desk, taken, request, { sex: 1, town: 2 });
    expect(all).toMatchObject({ classes: 1, suppressed: 0, smallest: 7, loss: 1, outcome: null });
  });

  test('bounds pin an attribute', async () => {
    const { desk, taken, request } = await asked({ bounds: { town: { from: 2, to: 2 } } });
    const { best } = await searchRecords(desk, taken, request, () => undefined);
    expect(best.levels).toEqual({ sex: 0, town: 2 });
  });

  test('a quasi-identifier without a hierarchy is told of', async () => {
    const { desk, taken, request } = await asked({ hierarchies: {} });
    await expect(searchRecords(desk, taken, request, () => undefined)).rejects.toMatchObject({
      error: { code: 'hierarchy.empty', params: { column: 'sex' } },
    });
  });
});
