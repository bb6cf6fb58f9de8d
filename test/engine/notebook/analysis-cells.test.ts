import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { toAppError } from '../../../src/contract/error.ts';
import type { CellId } from '../../../src/contract/ids.ts';
import type { AnalysisSource, CatalogRelation, CellOutcome } from '../../../src/contract/notebook.ts';
import type { AnalysisOutcome } from '../../../src/contract/outcome.ts';
import { sql } from '../../../src/contract/sql.ts';
import { asObjects, newRun } from '../../analyses/orders-in-engine.ts';
import { NotebookInEngine } from './notebook-in-engine.ts';

const CUSTOMERS = 300;

/** Customers who buy at rates of their own and drop out, over two years, in two countries. */
function shop(): string {
  let state = 7;
  const next = (): number => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
  const rows = ['customer_id,order_date,amount,country'];
  for (let customer = 0; customer < CUSTOMERS; customer += 1) {
    const rate = 10 + 300 * next();
    let day = Math.floor(90 * next());
    do {
      const date = new Date(Date.UTC(2023, 0, 1 + Math.floor(day))).toISOString().slice(0, 10);
      const amount = (20 + 100 * next()).toFixed(2);
      rows.push(
        `C${String(customer).padStart(4, '0')},${date},${amount},${customer % 3 === 0 ? 'FR' : 'DE'}`,
      );
      day -= rate * Math.log(1 - next());
    } while (day < 700 && next() < 0.95);
  }
  return rows.join('\n');
}

let notebook: NotebookInEngine;
beforeAll(async () => {
  notebook = await NotebookInEngine.start();
  await notebook.load(shop());
});
afterAll(() => notebook.close());

async function analysed(
  name: string,
  analysisId: string,
  params: Readonly<Record<string, unknown>> = {},
  source: AnalysisSource | null = null,
): Promise<Extract<CellOutcome, { kind: 'analysis' }>> {
  const { datasetId } = notebook;
  const cell = name as CellId;
  const outcome = await notebook.desk.run(newRun(), {
    kind: 'analysis',
    cell,
    datasetId,
    name,
    analysisId,
    params,
    source,
  });
  if (outcome.kind !== 'analysis') throw new RangeError('an analysis cell ends as one');
  return outcome;
}

const SOURCE: AnalysisSource = {
  relation: 'all_orders',
  roles: { customerId: 'customer_key', orderedAt: 'ordered_at', amount: 'amount', country: 'country' },
};

const figures = ({ tables, facts, rowTables }: AnalysisOutcome): unknown => ({ tables, facts, rowTables });

const relationOf = (relations: readonly CatalogRelation[], name: string): CatalogRelation => {
  const found = relations.find((each) => each.name === name);
  if (found === undefined) throw new RangeError(`there is no ${name}`);
  return found;
};

describe('an analysis cell', () => {
  const params = {
    rfm: {},
    cohorts: { compare: 'country' },
    kpi: { groupBy: 'country' },
    clv: { groupBy: 'country' },
  };

  it.each(['rfm', 'cohorts', 'kpi', 'clv'] as const)(
    'finds with %s what the screen finds, on the loaded orders and on those of a cell',
    { timeout: 30_000 },
    async (id) => {
      await notebook.run('all_orders', 'SELECT * FROM orders');
      const given = params[id];
      const { datasetId } = notebook;
      const screen = figures(await notebook.bench.analyse(newRun(), datasetId, id, given));
      expect(figures((await analysed('direct', id, given)).outcome)).toEqual(screen);
      expect(figures((await analysed('mapped', id, given, SOURCE)).outcome)).toEqual(screen);
    },
  );

  it('keys customers by their ids too', async () => {
    await notebook.run(
      'renamed',
      `SELECT customer_id AS who, strftime(ordered_at, '%Y-%m-%d') AS day, amount::VARCHAR AS paid
       FROM orders JOIN customers USING (customer_key)`,
    );
    const screen = figures(await notebook.bench.analyse(newRun(), notebook.datasetId, 'rfm', {}));
    const source = { relation: 'renamed', roles: { customerId: 'who', orderedAt: 'day', amount: 'paid' } };
    expect(figures((await analysed('by_id', 'rfm', {}, source)).outcome)).toEqual(screen);
  });

  it('takes ids that no loaded customer has', async () => {
    await notebook.run(
      'others',
      "SELECT 'X' || customer_key AS id, ordered_at::DATE AS day, amount FROM orders",
    );
    const source = { relation: 'others', roles: { customerId: 'id', orderedAt: 'day', amount: 'amount' } };
    const { outcome } = await analysed('foreign', 'rfm', {}, source);
    expect(outcome.rowTables['customers']).toBe(CUSTOMERS);
  });

  it('publishes its tables for SQL, without what single customers contribute', async () => {
    const { relations, outcome } = await analysed('scored', 'rfm');
    expect(relations.every(({ cell }) => cell === 'scored')).toBe(true);
    const segments = relationOf(relations, 'scored.segments');
    expect(segments.kind).toBe('aggregate');
    expect(segments.rowCount).toBe(outcome.tables['segments']?.rowCount);
    expect(segments.columns.map(({ name }) => name)).not.toContain('revenue_largest');
    const customers = relationOf(relations, 'scored.customers');
    expect(customers).toMatchObject({ kind: 'rows', rowCount: CUSTOMERS });
    expect(customers.columns.filter(({ identifier }) => identifier).map(({ name }) => name)).toEqual([
      'customer_key',
      'customer',
    ]);
    const { first } = await notebook.run(
      'by_segment',
      `SELECT segment, count(DISTINCT customer_key) AS n, sum(amount) AS revenue
       FROM orders JOIN scored.customers USING (customer_key) GROUP BY segment`,
    );
    const expected = asObjects(outcome.tables['segments'] ?? { columns: [], rowCount: 0 });
    for (const { segment, n, revenue } of asObjects(first)) {
      const theirs = expected.find((each) => each['segment'] === segment);
      expect(n).toBe(theirs?.['customers']);
      expect(revenue).toBeCloseTo(Number(theirs?.['revenue']), 6);
    }
    const found = await notebook.files.db.query(sql`SELECT current_database() AS name`, newRun());
    expect(found.columns[0]?.values).toEqual(['memory']);
  });

  it('leaves nothing behind a run that fails, and runs again', async () => {
    await analysed('again', 'rfm');
    const failed = await analysed('again', 'rfm', { bins: 'many' }).catch((thrown: unknown) =>
      toAppError(thrown),
    );
    expect(failed).toMatchObject({ code: 'analysis.params' });
    expect(await notebook.failure('SELECT * FROM again.segments')).toMatchObject({
      code: 'sql.unknownRelation',
    });
    const { outcome } = await analysed('again', 'rfm', { bins: 3 });
    expect(outcome.tables['segments']?.rowCount).toBeGreaterThan(0);
    expect(await notebook.failure('SELECT * FROM again.segments')).toBeNull();
    await notebook.desk.drop(newRun(), 'again' as CellId);
    expect(await notebook.failure('SELECT * FROM again.segments')).toMatchObject({
      code: 'sql.unknownRelation',
    });
  });

  it('says what is missing', async () => {
    const source = { relation: 'all_orders', roles: { customerId: 'customer_key', amount: 'amount' } };
    await expect(analysed('lacking', 'rfm', {}, source)).rejects.toMatchObject({
      error: { code: 'analysis.notReady', params: { missing: 'orderedAt' } },
    });
    const nobody = { relation: 'all_orders', roles: { orderedAt: 'ordered_at' } };
    await expect(analysed('lacking', 'rfm', {}, nobody)).rejects.toMatchObject({
      error: { code: 'analysis.notReady', params: { missing: 'customerId' } },
    });
    const gone = { relation: 'nothing', roles: {} };
    await expect(analysed('lacking', 'rfm', {}, gone)).rejects.toMatchObject({
      error: { code: 'cell.notRun' },
    });
  });

  it('does not take results of the screens away', async () => {
    await notebook.bench.analyse(newRun(), notebook.datasetId, 'rfm', { bins: 3 });
    await analysed('beside', 'rfm', { bins: 4 });
    const { datasetId } = notebook;
    const rows = await notebook.bench.rows(newRun(), {
      datasetId,
      analysisId: 'rfm',
      table: 'customers',
      orderBy: 'r',
      descending: true,
      where: {},
      offset: 0,
      limit: 1,
    });
    expect(asObjects(rows)[0]?.['r']).toBe(3);
  });
});
