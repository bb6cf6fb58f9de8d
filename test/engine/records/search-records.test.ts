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
    population: null,
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
    const outcome = await searchRecords(desk, { taken, population: null }, request, (best) =>
      told.push(best),
    );
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
    const best = await solveRecords(desk, { taken, population: null }, request, null);
    expect(best).toMatchObject({ classes: 3, suppressed: 1, recoding: { nodes: [[0, 1]] } });
    const all = await solveRecords(desk, { taken, population: null }, request, { sex: 1, town: 2 });
    expect(all).toMatchObject({ classes: 1, suppressed: 0, smallest: 7, loss: 1, outcome: null });
  });

  test('bounds pin an attribute', async () => {
    const { desk, taken, request } = await asked({ bounds: { town: { from: 2, to: 2 } } });
    const { best } = await searchRecords(desk, { taken, population: null }, request, () => undefined);
    expect(best?.levels).toEqual({ sex: 0, town: 2 });
  });

  test('a quasi-identifier without a hierarchy is told of', async () => {
    const { desk, taken, request } = await asked({ hierarchies: {} });
    await expect(
      searchRecords(desk, { taken, population: null }, request, () => undefined),
    ).rejects.toMatchObject({
      error: { code: 'hierarchy.empty', params: { column: 'sex' } },
    });
  });
});

describe('searching under k-map', () => {
  const models = [{ model: 'kMap', k: 3 }] as const;
  /** Everybody in Bath stands in the population often enough; in the North only the region as a whole does. */
  const POPULATION = [
    ...['m,Bath', 'm,Bath', 'm,Bath', 'f,Bath', 'f,Bath', 'f,Bath'],
    ...['m,Hull', 'm,York', 'm,Leeds', 'f,York', 'f,Leeds', 'f,Leeds'],
    'f,Elsewhere',
  ];

  test('classes are as large as the population makes them', async () => {
    const { desk, taken, request } = await asked({ models, suppressionLimit: 0 });
    const population = await takeText(bench, ['sex,town', ...POPULATION, ''].join('\n'));
    const { best } = await searchRecords(desk, { taken, population }, request, () => undefined);
    expect(best).toMatchObject({ levels: { sex: 0, town: 1 }, classes: 4, smallestClass: 1, suppressed: 0 });
    const local = await solveRecords(desk, { taken, population }, { ...request, method: 'local' }, null);
    expect(local.suppressed).toBe(0);
    expect(local.recoding).toMatchObject({ kind: 'levels' });
    expect(local.loss).toBeLessThanOrEqual(best?.loss ?? 0);
    const alone = await solveRecords(desk, { taken, population }, request, { sex: 0, town: 1 });
    expect(alone.recoding.kind === 'levels' ? alone.recoding.nodeOf : []).toHaveLength(5);
  });

  test('Mondrian goes by the population too', async () => {
    const { desk, taken, request } = await asked({ models, method: 'mondrian', hierarchies: {} });
    const population = await takeText(bench, ['sex,town', ...POPULATION, ''].join('\n'));
    const { recoded } = await searchRecords(desk, { taken, population }, request, () => undefined);
    expect(recoded).toMatchObject({ suppressed: 0 });
    expect(recoded?.classes).toBeGreaterThan(2);
  });

  test('needs a population', async () => {
    const { desk, taken, request } = await asked({ models });
    await expect(
      searchRecords(desk, { taken, population: null }, request, () => undefined),
    ).rejects.toMatchObject({ error: { code: 'deidentify.populationMissing' } });
  });
});

describe('searching by Mondrian', () => {
  test('needs no hierarchies, searches no lattice, and tells of the classes it makes', async () => {
    const { desk, taken, request } = await asked({ method: 'mondrian', hierarchies: {} });
    const outcome = await searchRecords(desk, { taken, population: null }, request, () => undefined);
    expect(outcome).toMatchObject({ best: null, latticeSize: 0, frontier: [], complete: true });
    const { classes = 0, smallestClass = 0, averageRisk } = outcome.recoded ?? {};
    expect(classes).toBeGreaterThan(1);
    expect(smallestClass).toBeGreaterThanOrEqual(2);
    expect(averageRisk).toBeCloseTo(classes / taken.records, 12);
  });
});
