import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CellId } from '../../../src/contract/ids.ts';
import type {
  AnalysisSource,
  CellReleaseRequest,
  ChartChoice,
  RangeToCopy,
} from '../../../src/contract/notebook.ts';
import type { Policy, ReleasedFile } from '../../../src/contract/privacy.ts';
import type { Result } from '../../../src/contract/result.ts';
import { newRun } from '../../analyses/orders-in-engine.ts';
import { policyOf } from '../../privacy/tables.ts';
import { NotebookInEngine } from './notebook-in-engine.ts';
import { idOf, shop } from './shop.ts';

const OPEN = policyOf({
  threshold: 5,
  formats: ['csv', 'svg', 'print', 'clipboard', 'document', 'script'],
});

let notebook: NotebookInEngine;
beforeAll(async () => {
  notebook = await NotebookInEngine.start(OPEN);
  await notebook.load(shop(120));
  await analysed('rfm', null);
});
afterAll(() => notebook.close());

function under(policy: Policy): void {
  notebook.policy = policy;
}

async function analysed(name: string, source: AnalysisSource | null): Promise<void> {
  const { datasetId } = notebook;
  const run = {
    kind: 'analysis',
    cell: name as CellId,
    datasetId,
    name,
    analysisId: 'rfm',
    params: {},
    source,
  } as const;
  await notebook.desk.run(newRun(), run);
}

function request(relation: string, change: Partial<CellReleaseRequest> = {}): CellReleaseRequest {
  return {
    cell: 'any' as CellId,
    relation,
    format: 'csv',
    choice: null,
    view: null,
    declaration: null,
    range: null,
    locale: 'en',
    theme: 'light',
    ...change,
  };
}

function textOf(result: Result<ReleasedFile>): string {
  return result.ok ? new TextDecoder().decode(result.value.bytes) : result.error.code;
}

const released = async (relation: string, change: Partial<CellReleaseRequest> = {}): Promise<string> =>
  textOf(await notebook.desk.release(newRun(), request(relation, change)));

const BARS: ChartChoice = {
  kind: 'bar',
  x: 'country',
  y: 'amount',
  aggregate: 'sum',
  series: null,
  grain: null,
  order: 'y',
  most: 20,
};

describe('a table of an analysis cell', () => {
  it('leaves as it leaves from the screen', async () => {
    under(OPEN);
    const { datasetId, bench } = notebook;
    await bench.analyse(newRun(), datasetId, 'rfm', {});
    const screen = await bench.release(newRun(), {
      datasetId,
      analysisId: 'rfm',
      table: 'segments',
      format: 'csv',
      locale: 'en',
      theme: 'light',
    });
    const mine = await released('rfm.segments');
    expect(mine).toBe(textOf(screen));
    expect(mine).toContain('withheld');
    expect(await released('rfm.customers')).toBe('gate.rowLevel');
    expect((await notebook.bench.releases(newRun())).map(({ subject }) => subject)).toEqual([
      'rfm/segments',
      'rfm/segments',
    ]);
  });

  it('is copied in ranges, with withheld figures marked', async () => {
    const all = (await released('rfm.segments', { format: 'clipboard' })).trimEnd().split('\n');
    const range = { from: 1, to: 3, columns: ['segment', 'customers', 'revenue_largest'] };
    const some = (await released('rfm.segments', { format: 'clipboard', range })).trimEnd().split('\n');
    expect(some).toHaveLength(3);
    expect(some[0]?.split('\t')).toEqual(['Segment', 'Customers']);
    expect(all[2]?.startsWith(some[1] ?? '?')).toBe(true);
  });

  it('is drawn as it may leave, where each mark is one of its rows', async () => {
    const choice: ChartChoice = { ...BARS, x: 'segment', y: 'revenue' };
    const svg = await released('rfm.segments', { format: 'svg', choice });
    expect(svg).toContain('<svg');
    expect(svg).toMatch(/>[^<]*[Rr]evenue[^<]* by segment</u);
    expect(svg).not.toContain('Number of customers');
    const together: ChartChoice = { ...BARS, x: 'segment', y: null, aggregate: 'count' };
    expect(await released('rfm.segments', { format: 'svg', choice: together })).toBe('gate.noContributors');
    expect(await released('rfm.segments', { format: 'svg', view: 'revenue_by_segment' })).toContain('<svg');
  });

  it('is verified on rows of the loaded orders, and declared on any others', async () => {
    const roles = { customerId: 'customer_key', orderedAt: 'ordered_at', amount: 'amount' };
    await notebook.run('web', "SELECT * FROM orders WHERE channel = 'web'");
    await analysed('of_web', { relation: 'web', roles });
    expect(await released('of_web.segments')).toContain('Segment');
    await notebook.run(
      'split',
      'SELECT row_number() OVER () AS customer_key, ordered_at, amount FROM orders',
    );
    await analysed('of_split', { relation: 'split', roles });
    expect(await released('of_split.segments')).toBe('gate.unverified');
    await notebook.run(
      'labelled',
      "SELECT customer_key, ordered_at, amount, 'x' || channel AS channel FROM orders",
    );
    await analysed('of_labelled', { relation: 'labelled', roles: { ...roles, channel: 'channel' } });
    expect(await released('of_labelled.segments')).toBe('gate.unverified');
  });
});

describe('a chart of rows', () => {
  it('leaves with the customers counted behind each of its groups', async () => {
    under(OPEN);
    const csv = await released('orders', { choice: BARS });
    expect(csv).toContain('DE');
    const [head, ...lines] = csv.trimEnd().split('\r\n');
    expect(head).toBe('country,Other categories,amount,Customers');
    const small = lines.find((line) => line.startsWith('MT')) ?? '';
    expect(small.split(',').slice(2)).toEqual(['withheld', 'withheld']);
    expect(await released('orders', { choice: BARS, format: 'svg' })).toContain('<svg');
    expect(await released('orders')).toBe('gate.rowLevel');
    const points: ChartChoice = { ...BARS, kind: 'scatter', x: 'ordered_at', aggregate: 'none' };
    expect(await released('orders', { choice: points, format: 'svg' })).toBe('gate.rowLevel');
  });

  it('is compared with what has left before', async () => {
    under({ ...OPEN, differencing: true });
    expect(await released('orders', { choice: { ...BARS, x: 'channel' } })).toContain('web');
    const few = `SELECT * FROM orders WHERE customer_key <> (SELECT min(customer_key) FROM orders)`;
    await notebook.run('but_one', few);
    const roles = {
      customerId: 'customer_key',
      orderedAt: 'ordered_at',
      amount: 'amount',
      channel: 'channel',
    };
    const { datasetId } = notebook;
    await notebook.desk.run(newRun(), {
      kind: 'analysis',
      cell: 'metric' as CellId,
      datasetId,
      name: 'metric',
      analysisId: 'metric',
      params: { dimensions: ['channel'], measures: ['revenue'] },
      source: { relation: 'but_one', roles },
    });
    expect(await released('metric.cells')).toBe('gate.differencing');
  });
});

describe('a result of free SQL', () => {
  const declaration = { contributors: 'n', groups: ['country'] };

  it('leaves only where its writer says what counts customers and the policy takes their word', async () => {
    await notebook.run(
      'by_country',
      'SELECT country, count(DISTINCT customer_key) AS n, sum(amount) AS amount FROM orders GROUP BY country ORDER BY country',
    );
    under(OPEN);
    expect(await released('by_country')).toBe('gate.noContributors');
    expect(await released('by_country', { declaration })).toBe('gate.unverified');
    under({ ...OPEN, unverified: true });
    const csv = await released('by_country', { declaration });
    expect(csv).toMatch(/MT,withheld,withheld/u);
    const last = [...notebook.bench.log].at(-1);
    expect(last).toMatchObject({ subject: 'sql/by_country', unverified: true, outcome: 'released' });
    expect(
      await released('by_country', { declaration: { contributors: 'amount', groups: ['country'] } }),
    ).toBe('gate.unverified');
    expect(await released('by_country', { declaration, choice: BARS, format: 'svg' })).toContain('<svg');
  });

  it('is copied as it stands on screen, where withheld figures do not tell', async () => {
    under({ ...OPEN, unverified: true });
    const copied = async (range: Omit<RangeToCopy, 'columns'>): Promise<readonly string[]> => {
      const asked = { ...range, columns: ['n', 'country'] };
      const text = await released('by_country', { declaration, format: 'clipboard', range: asked });
      return text.trimEnd().split('\n');
    };
    const inRows = (rows: readonly string[]) => rows.slice(1).map((row) => row.split('\t')[1] ?? '');
    const all = await copied({ from: 0, to: 99 });
    expect(all[0]).toBe('n\tcountry');
    const small = inRows(all.filter((row) => row.startsWith('withheld\t')));
    expect(small).toContain('MT');
    const sorted = { order: [{ column: 'n', descending: true }], filters: [] };
    const shown = all.length - 1 - small.length;
    const largest = await copied({ from: 0, to: shown, arrangement: sorted });
    const counts = largest.slice(1).map((row) => Number(row.split('\t')[0]));
    expect(counts).toHaveLength(shown);
    expect(counts).toEqual(counts.toSorted((a, b) => b - a));
    const smallest = { order: [{ column: 'n', descending: false }], filters: [] };
    await expect(copied({ from: 0, to: 1, arrangement: smallest })).rejects.toThrow('cell.arrangement');
    const few = { order: [], filters: [{ column: 'n', op: 'between', low: 0, high: 4 }] } as const;
    await expect(copied({ from: 0, to: 1, arrangement: few })).rejects.toThrow('cell.arrangement');
    const backwards = { order: [{ column: 'country', descending: true }], filters: [] };
    expect(inRows(await copied({ from: 0, to: 99, arrangement: backwards }))).toEqual(
      inRows(all).toReversed(),
    );
    const named = { order: [], filters: [{ column: 'country', op: 'contains', text: 'mt' }] } as const;
    expect(await copied({ from: 0, to: 1, arrangement: named })).toEqual(['n\tcountry', 'withheld\tMT']);
  });

  it('does not leave with customers in it, whatever its writer says', async () => {
    under({ ...OPEN, unverified: true });
    await notebook.run('ids', 'SELECT customer_key, 90 AS n FROM orders LIMIT 3');
    expect(await released('ids', { declaration: { contributors: 'n', groups: ['customer_key'] } })).toBe(
      'gate.rowLevel',
    );
    await notebook.run('named', `SELECT 'best: ' || customer_id AS country, 90 AS n FROM customers LIMIT 3`);
    expect(await released('named', { declaration })).toBe('gate.rowLevel');
    expect(await released('named', { declaration })).not.toContain(idOf(0));
  });
});
