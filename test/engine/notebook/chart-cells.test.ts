import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { toAppError } from '../../../src/contract/error.ts';
import type { CellId } from '../../../src/contract/ids.ts';
import type { ChartChoice, ChartData } from '../../../src/contract/notebook.ts';
import type { Value } from '../../../src/contract/result-set.ts';
import { binWidth } from '../../../workers/notebook/chart-spread.ts';
import { asObjects, newRun } from '../../analyses/orders-in-engine.ts';
import { NotebookInEngine } from './notebook-in-engine.ts';

let notebook: NotebookInEngine;
beforeAll(async () => {
  notebook = await NotebookInEngine.start();
  await notebook.run(
    'many',
    `SELECT i AS n, i % 7 AS week, chr((65 + i % 5)::INTEGER) AS letter, CASE WHEN i % 2 = 0 THEN 'even' ELSE 'odd' END AS parity,
      DATE '2024-01-01' + i::INTEGER AS day, i * 1.5 AS paid FROM range(0, 100) AS t(i)`,
  );
});
afterAll(() => notebook.close());

const CHOICE: ChartChoice = {
  kind: 'bar',
  x: 'letter',
  y: 'paid',
  aggregate: 'sum',
  series: null,
  grain: null,
  order: 'y',
  most: 20,
};

async function drawn(change: Partial<ChartChoice> | null, relation = 'many'): Promise<ChartData> {
  const { datasetId } = notebook;
  const choice = change === null ? null : { ...CHOICE, ...change };
  const outcome = await notebook.desk.run(newRun(), {
    kind: 'chart',
    cell: 'chart' as CellId,
    datasetId,
    relation,
    choice,
  });
  if (outcome.kind !== 'chart') throw new RangeError('a chart cell ends as one');
  return outcome.data;
}

async function rows(
  change: Partial<ChartChoice> | null,
  relation?: string,
): Promise<Record<string, Value>[]> {
  return asObjects((await drawn(change, relation)).result);
}

describe('a chart cell', () => {
  it('sums up by category, the largest first', async () => {
    const found = await drawn({});
    expect(asObjects(found.result)).toEqual([
      { x: 'E', y: 1.5 * (20 * 4 + 5 * 190) },
      { x: 'D', y: 1.5 * (20 * 3 + 5 * 190) },
      { x: 'C', y: 1.5 * (20 * 2 + 5 * 190) },
      { x: 'B', y: 1.5 * (20 * 1 + 5 * 190) },
      { x: 'A', y: 1.5 * (5 * 190) },
    ]);
    expect(found).toMatchObject({ others: 0, rows: 100, drawn: 100, relation: 'many' });
  });

  it('puts the rest of the categories together, with the figure of all their rows', async () => {
    const found = await drawn({ most: 2, aggregate: 'mean' });
    expect(found.others).toBe(3);
    const [, , rest] = asObjects(found.result);
    expect(rest).toEqual({ x: null, y: 1.5 * (190 / 4 + 1), others: true });
    expect((await rows({ most: 2, aggregate: 'distinct', y: 'week' }))[2]?.['y']).toBe(7);
  });

  it('takes the categories as they come where that is asked for', async () => {
    expect((await rows({ order: 'table' })).map(({ x }) => x)).toEqual(['A', 'B', 'C', 'D', 'E']);
    expect((await rows({ kind: 'funnel', order: 'table', most: 2 })).map(({ x }) => x)).toEqual([
      'A',
      'B',
      null,
    ]);
  });

  it('does the same with few rows as with many', async () => {
    await notebook.run('few', "VALUES ('b', 1), ('c', 3), (NULL, 2), ('a', 3), ('b', 1.5)");
    const few = { x: 'col0', y: 'col1' };
    const found = async (order: ChartChoice['order'], most: number) =>
      (await rows({ ...few, order, most }, 'few')).map(({ x, y }) => [x, y]);
    const largest = [
      ['a', 3],
      ['c', 3],
      ['b', 2.5],
      [null, 2],
    ];
    const named = [
      ['a', 3],
      ['b', 2.5],
      ['c', 3],
      [null, 2],
    ];
    const placed = [
      ['b', 2.5],
      ['c', 3],
      [null, 2],
      ['a', 3],
    ];
    // With four categories wanted of five rows there might be others; with five there cannot be.
    for (const most of [4, 5]) {
      expect(await found('y', most)).toEqual(largest);
      expect(await found('x', most)).toEqual(named);
      expect(await found('table', most)).toEqual(placed);
    }
    expect((await drawn({ ...few, most: 5 }, 'few')).others).toBe(0);
  });

  it('puts days together by periods and says which is not over', async () => {
    const found = await rows({
      kind: 'line',
      x: 'day',
      y: null,
      aggregate: 'count',
      grain: 'month',
      order: 'x',
    });
    expect(found.map(({ y }) => y)).toEqual([31, 29, 31, 9]);
    expect(found.map(({ incomplete }) => incomplete)).toEqual([false, false, false, true]);
    await notebook.run(
      'months',
      "SELECT date_trunc('month', day)::DATE AS month, sum(paid) AS paid FROM many GROUP BY ALL",
    );
    const whole = await rows({ kind: 'line', x: 'month', grain: 'month', order: 'x' }, 'months');
    expect(whole[3]).not.toHaveProperty('incomplete');
  });

  it('has series, and grids of two categories', async () => {
    const found = await rows({ kind: 'stacked', series: 'parity', order: 'x' });
    expect(found).toHaveLength(10);
    expect(found.slice(0, 2).map(({ x, series }) => [x, series])).toEqual([
      ['A', 'odd'],
      ['A', 'even'],
    ]);
    const flows = await rows({ kind: 'sankey', series: 'parity', aggregate: 'count', y: null, most: 2 });
    expect(flows).toHaveLength(6);
    expect(flows.reduce((sum, { y }) => sum + Number(y), 0)).toBe(100);
  });

  it('counts in bins at round numbers, empty ones too', async () => {
    const found = await rows({ kind: 'histogram', x: 'paid', y: null, aggregate: 'count' });
    expect(found.reduce((sum, { y }) => sum + Number(y), 0)).toBe(100);
    expect(found[0]).toEqual({ low: 0, high: 25, y: 17 });
    expect(binWidth({ n: 1000, min: 3, max: 3, q1: 3, q3: 3 }, false)).toBe(1);
    expect(binWidth({ n: 1000, min: 0, max: 1, q1: 0.25, q3: 0.75 }, false)).toBe(0.1);
    await notebook.run('nothing', 'SELECT paid FROM many WHERE FALSE');
    expect(await rows({ kind: 'histogram', x: 'paid', y: null, aggregate: 'count' }, 'nothing')).toEqual([]);
  });

  it('draws quartiles with what is within one and a half times their distance', async () => {
    await notebook.run(
      'wide',
      "SELECT * FROM (VALUES ('a', 1), ('a', 2), ('a', 3), ('a', 4), ('a', 100), ('b', 5)) AS t(g, v)",
    );
    expect(await rows({ kind: 'box', x: 'g', y: 'v', aggregate: 'none' }, 'wide')).toEqual([
      { x: 'a', low: 1, q1: 2, median: 3, q3: 4, high: 4, n: 5 },
      { x: 'b', low: 5, q1: 5, median: 5, q3: 5, high: 5, n: 1 },
    ]);
  });

  it('draws a sample of many points, the same each time', async () => {
    await notebook.run(
      'cloud',
      'SELECT (i * 7919) % 10007 AS a, (i * 104729) % 10009 AS b FROM range(0, 12000) AS t(i)',
    );
    const choice = { kind: 'scatter', x: 'a', y: 'b', aggregate: 'none' } as const;
    const once = await drawn(choice, 'cloud');
    expect(once).toMatchObject({ rows: 12_000, drawn: 5000 });
    expect((await drawn(choice, 'cloud')).result).toEqual(once.result);
  });

  it('knows a province by all its names', async () => {
    await notebook.run(
      'provinces',
      `SELECT * FROM (VALUES ('北京市', 1), ('北京', 2), ('Beijing', 4), ('内蒙古自治区', 8), ('Inner Mongolia', 16),
        ('杭州市', 32), (NULL, 64)) AS t(province, n)`,
    );
    expect(await rows({ kind: 'region', x: 'province', y: 'n' }, 'provinces')).toEqual([
      { x: null, y: 64 },
      { x: '杭州市', y: 32 },
      { x: '内蒙古', y: 24 },
      { x: '北京', y: 7 },
    ]);
    await notebook.run(
      'english',
      "SELECT * FROM (VALUES ('Beijing Municipality', 1), ('beijing', 2), ('Paris', 4)) AS t(p, n)",
    );
    expect((await rows({ kind: 'region', x: 'p', y: 'n' }, 'english')).map(({ x }) => x)).toEqual([
      'Paris',
      'Beijing',
    ]);
  });

  it('finds a choice of its own, and never has customers as categories', async () => {
    const { choice } = await drawn(null, 'orders');
    expect(choice.kind).toBe('line');
    const failed = await drawn({ x: 'customer_key' }, 'orders').catch((thrown: unknown) =>
      toAppError(thrown),
    );
    expect(failed).toMatchObject({ code: 'cell.chartColumn' });
    const gone = await drawn({}, 'gone').catch((thrown: unknown) => toAppError(thrown));
    expect(gone).toMatchObject({ code: 'cell.notRun' });
  });
});
