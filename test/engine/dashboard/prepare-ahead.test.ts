import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { FiguresRequest, PrepareRequest, TileQuestion } from '../../../src/contract/dashboard.ts';
import { newId, type DatasetId } from '../../../src/contract/ids.ts';
import { AppFailure } from '../../../src/contract/error.ts';
import { hasRoomAhead } from '../../../workers/dashboard/prepare-ahead.ts';
import { servesAlso } from '../../../workers/dashboard/same-terms.ts';
import type { Run } from '../../../workers/engine/database.ts';
import { newRun } from '../../analyses/orders-in-engine.ts';
import { shop } from '../notebook/shop.ts';
import { DashboardInEngine } from './dashboard-in-engine.ts';

const GIB = 2 ** 30;
const MACHINE = 8 * GIB;
const DIMENSIONS = ['segment', 'country', 'frequencyBand'];
const TILES: readonly TileQuestion[] = [
  { kind: 'figure', tile: 'a', measures: ['revenue', 'new_customers'], window: null },
  ...DIMENSIONS.map((name): TileQuestion => ({
    kind: 'groups',
    tile: name,
    dimensions: [name],
    measures: ['revenue', 'customers'],
  })),
];

describe('a dashboard that is prepared ahead', () => {
  let dashboard: DashboardInEngine;
  beforeAll(async () => {
    dashboard = await DashboardInEngine.start(shop(120));
  });
  afterAll(() => dashboard.close());

  const request = (): PrepareRequest => dashboard.prepared({ dimensions: DIMENSIONS });
  const asked = (): FiguresRequest => ({
    datasetId: dashboard.datasetId,
    prepare: request(),
    tiles: TILES,
    selection: [{ dimension: 'country', op: 'in', values: ['DE'] }],
  });
  /** Figures to twelve digits: the last ones depend on the order in which amounts are added up. */
  const figures = async (): Promise<string> => {
    const { tiles } = await dashboard.desk.figures(newRun(), asked());
    return JSON.stringify(tiles, (_, value: unknown) =>
      typeof value === 'number' ? Number(value.toPrecision(12)) : value,
    );
  };

  it('says the same as one that is prepared when it is opened', async () => {
    const plain = await figures();
    dashboard.desk.prepared.forget();
    await dashboard.desk.customers.forget();
    expect(await dashboard.desk.prepareAhead(newRun(), request(), MACHINE)).toBe(true);
    expect(dashboard.desk.prepared.bytes).toBeGreaterThan(0);
    expect(await figures()).toBe(plain);
  });

  it('leaves nothing half made when it is stopped, wherever that is', async () => {
    const plain = await figures();
    const { db } = dashboard.files;
    const { query, lists } = db;
    for (const stopAt of [0, 3, 5, 9, 14, 18, 22, 23]) {
      dashboard.desk.prepared.forget();
      await dashboard.desk.customers.forget();
      const run = newRun();
      let statements = 0;
      const stop = async (of: Run): Promise<void> => {
        if (of === run && statements++ === stopAt) await run.cancel();
      };
      const spied = Object.assign(db, {
        query: async (...given: Parameters<typeof query>) => {
          await stop(given[1]);
          return query(...given);
        },
        lists: async (...given: Parameters<typeof lists>) => {
          await stop(given[1]);
          return lists(...given);
        },
      });
      await expect(dashboard.desk.prepareAhead(run, request(), MACHINE)).rejects.toThrow(AppFailure);
      Object.assign(spied, { query, lists });
      expect(dashboard.desk.prepared.bytes).toBe(0);
      expect(await figures()).toBe(plain);
    }
  });

  it('is not prepared where memory does not allow it, nor of orders that are not loaded', async () => {
    dashboard.desk.prepared.forget();
    expect(await dashboard.desk.prepareAhead(newRun(), request(), 1000)).toBe(false);
    const other = { ...request(), datasetId: newId<DatasetId>() };
    expect(await dashboard.desk.prepareAhead(newRun(), other, MACHINE)).toBe(false);
    expect(dashboard.desk.prepared.bytes).toBe(0);
  });

  it('is forgotten once other orders are loaded, and not before', async () => {
    await dashboard.desk.prepareAhead(newRun(), request(), MACHINE);
    await dashboard.desk.forgetOthers();
    expect(dashboard.desk.prepared.bytes).toBeGreaterThan(0);
    await dashboard.load(shop(90));
    await dashboard.desk.forgetOthers();
    expect(dashboard.desk.prepared.bytes).toBe(0);
    expect((await dashboard.desk.prepare(newRun(), request())).customers).toBe(90);
  });
});

describe('room for a dashboard ahead', () => {
  it('is there for ten million orders on a machine of four gigabytes, and not on one of two', () => {
    expect(hasRoomAhead(10_000_000, 0.4 * GIB, 4 * GIB)).toBe(true);
    expect(hasRoomAhead(10_000_000, 0.4 * GIB, 2 * GIB)).toBe(false);
  });

  it('is not there for more than DuckDB can address, however large the machine is', () => {
    expect(hasRoomAhead(40_000_000, 0, 64 * GIB)).toBe(false);
  });
});

describe('what is being prepared', () => {
  const made: PrepareRequest = {
    datasetId: newId<DatasetId>(),
    dimensions: ['segment', 'country'],
    grain: 'month',
    days: null,
  };
  it('serves a dashboard of fewer dimensions, but no other data, grain, days or dimensions', () => {
    expect(servesAlso(made, { ...made, dimensions: ['country'] })).toBe(true);
    expect(servesAlso(made, { ...made, dimensions: ['country', 'tier'] })).toBe(false);
    expect(servesAlso(made, { ...made, grain: 'week' })).toBe(false);
    expect(servesAlso(made, { ...made, days: { from: '2026-01-01', to: '2026-02-01' } })).toBe(false);
    expect(servesAlso(made, { ...made, datasetId: newId<DatasetId>() })).toBe(false);
  });
});
