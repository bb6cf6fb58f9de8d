import { afterAll, beforeAll, expect, it } from 'vitest';
import type { DashboardMeasure, Selection, TileQuestion } from '../../../src/contract/dashboard.ts';
import { seenBy } from '../../../src/crossfilter/selection.ts';
import { generateOrders } from '../../../src/data/sample/generate-orders.ts';
import { SAMPLE_OPTIONS } from '../../../src/data/sample/options.ts';
import { metricDimension } from '../../../workers/dashboard/clause-conditions.ts';
import { asObjects, newRun } from '../../analyses/orders-in-engine.ts';
import { DashboardInEngine } from './dashboard-in-engine.ts';

/** Orders like the sample's, a tenth as many: with baskets, guests and rows that cleaning sets aside. */
const ORDERS = 5000;
const DIMENSIONS = [
  'segment',
  'tier',
  'lifecycleState',
  'channel',
  'category',
  'country',
  'cohortMonth',
  'frequencyBand',
];
const MEASURES: readonly DashboardMeasure[] = ['customers', 'orders', 'revenue', 'units', 'new_customers'];

let sample: DashboardInEngine;
beforeAll(async () => {
  sample = await DashboardInEngine.start([...generateOrders({ ...SAMPLE_OPTIONS, orders: ORDERS })].join(''));
}, 120_000);
afterAll(() => sample.close());

const cases: readonly (readonly [readonly string[], Selection])[] = [
  [['segment'], [{ dimension: 'period', op: 'between', low: '2024-03', high: '2024-11' }]],
  [
    ['category', 'segment'],
    [
      { dimension: 'channel', op: 'in', values: ['web', 'app'] },
      { dimension: 'tier', op: 'in', values: ['Gold', 'Platinum'] },
    ],
  ],
  [
    ['period'],
    [
      { dimension: 'lifecycleState', op: 'in', values: ['active', 'won_back'] },
      { dimension: 'category', op: 'in', values: ['Toys'] },
    ],
  ],
  [
    ['channel', 'period'],
    [
      { dimension: 'channel', op: 'in', values: ['web'] },
      { dimension: 'frequencyBand', op: 'between', low: '2', high: '5–9' },
    ],
  ],
  [['cohortMonth', 'frequencyBand'], [{ dimension: 'segment', op: 'in', values: ['Champions', 'At Risk'] }]],
  [['tier', 'country'], [{ dimension: 'period', op: 'in', values: ['2024-01', '2024-06', '2025-02'] }]],
];

it.each(cases)(
  'a tile by %j equals the analysis of the orders that are selected',
  async (dimensions, selection) => {
    const prepare = sample.prepared({ dimensions: DIMENSIONS });
    const tile: TileQuestion = { kind: 'groups', tile: 't', dimensions, measures: MEASURES };
    const { datasetId } = sample;
    const found = await sample.desk.figures(newRun(), { datasetId, prepare, tiles: [tile], selection });
    const [figures] = found.tiles;
    if (figures?.kind !== 'groups') throw new RangeError('a tile of groups was asked for');

    const names = dimensions.map((name) => metricDimension(name, 'month'));
    const cells = await sample.cells(
      sample.metric(
        { dimensions: names, measures: MEASURES.filter((name) => name !== 'customers') },
        { prepare, selection: seenBy(selection, dimensions) },
      ),
    );
    const places = dimensions.map((_, place) => `dimension${place + 1}`);
    const expected = cells.filter((row) => places.every((place) => row[place] !== null));
    const rows = asObjects(figures.table);
    expect(rows.length).toBeGreaterThan(1);
    expect(rows).toHaveLength(expected.length);
    for (const row of rows) {
      const same = expected.find((each) =>
        dimensions.every((name, place) => each[places[place] ?? ''] === row[name]),
      );
      for (const measure of MEASURES) expect(row[measure], measure).toBeCloseTo(Number(same?.[measure]), 5);
    }
  },
);
