import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CellId } from '../../../src/contract/ids.ts';
import { sql } from '../../../src/contract/sql.ts';
import { asObjects, newRun } from '../../analyses/orders-in-engine.ts';
import { NotebookInEngine } from './notebook-in-engine.ts';

let notebook: NotebookInEngine;
beforeAll(async () => {
  notebook = await NotebookInEngine.start();
});
afterAll(() => notebook.close());

async function home(): Promise<unknown> {
  const found = await notebook.files.db.query(sql`SELECT current_database() AS name`, newRun());
  return found.columns[0]?.values[0];
}

describe('a SQL cell', () => {
  it('makes a table of its name out of the loaded data', async () => {
    const outcome = await notebook.run(
      'by_country',
      'SELECT country, sum(amount) AS amount, count(*) AS n FROM orders GROUP BY country ORDER BY amount DESC -- the largest first',
    );
    expect(asObjects(outcome.first)).toEqual([
      { country: 'DE', amount: 130.5, n: 3 },
      { country: 'FR', amount: 12.25, n: 2 },
      { country: null, amount: 1, n: 1 },
    ]);
    expect(outcome.relation).toMatchObject({
      name: 'by_country',
      rowCount: 3,
      cell: 'by_country',
      kind: 'unknown',
    });
    expect(outcome.relation.columns.map(({ name, type, unit }) => [name, type, unit])).toEqual([
      ['country', 'text', undefined],
      ['amount', 'number', 'currency'],
      ['n', 'integer', undefined],
    ]);
    expect(outcome.first.columns[1]?.unit).toBe('currency');
    expect(await home()).toBe('memory');
  });

  it('reads what other cells have made, and inputs', async () => {
    await notebook.run('big', 'SELECT * FROM orders WHERE amount > $least', {
      least: { type: 'number', value: -6 },
    });
    const outcome = await notebook.run(
      'named',
      `SELECT count(*) AS n, '$least' AS text FROM BIG JOIN customers USING (customer_key)
       WHERE customer_id IN $who AND ordered_at >= $day -- $nobody`,
      { who: { type: 'texts', values: ['ann', "o'neil"] }, day: { type: 'date', value: '2024-02-01' } },
    );
    expect(asObjects(outcome.first)).toEqual([{ n: 1, text: '$least' }]);
    const none = await notebook.run('none', 'SELECT count(*) AS n FROM customers WHERE customer_id IN $who', {
      who: { type: 'texts', values: [] },
    });
    expect(asObjects(none.first)).toEqual([{ n: 0 }]);
  });

  it('folds what DuckDB has into plain types, and tells columns of one name apart', async () => {
    const outcome = await notebook.run(
      'types',
      `SELECT 1 AS a, 2 AS a, 'x'::ENUM('x', 'y') AS e, [1, 2] AS l, INTERVAL 1 DAY AS i, TIME '12:30:00' AS t,
        TIMESTAMPTZ '2024-01-01 00:00:00+00' AS z, 1.50::DECIMAL(9, 2) AS d, sum(3) AS h, NULL AS u`,
    );
    expect(asObjects(outcome.first)).toEqual([
      {
        a: 1,
        a_1: 2,
        e: 'x',
        l: '[1, 2]',
        i: '1 day',
        t: '12:30:00',
        z: Date.UTC(2024, 0, 1),
        d: 1.5,
        h: 3,
        u: null,
      },
    ]);
    expect(outcome.relation.columns.map(({ type }) => type)).toEqual([
      'integer',
      'integer',
      'text',
      'text',
      'text',
      'text',
      'timestamp',
      'number',
      'integer',
      'integer',
    ]);
  });

  it('marks columns that name customers', async () => {
    const { relation } = await notebook.run(
      'who',
      'SELECT customer_id, max(customer_key) FROM customers GROUP BY 1',
    );
    expect(relation.columns.map(({ identifier }) => identifier)).toEqual([true, true]);
  });

  it('leaves nothing of itself when it fails, and the others alone', async () => {
    await notebook.run('stays', 'SELECT 1 AS one');
    await notebook.run('goes', 'SELECT 1 AS one');
    await expect(notebook.run('goes', `SELECT 'a'::INTEGER AS one`)).rejects.toThrow('sql.invalid');
    const names = (await notebook.desk.catalog(newRun())).map(({ name }) => name);
    expect(names).toContain('stays');
    expect(names).not.toContain('goes');
    expect(await notebook.failure('SELECT * FROM goes')).toMatchObject({ code: 'sql.unknownRelation' });
    expect(await home()).toBe('memory');
  });

  it('is dropped with what it has made, and two cells may swap names', async () => {
    const { desk, datasetId } = notebook;
    const run = (cell: string, name: string, value: string): Promise<unknown> =>
      desk.run(newRun(), {
        kind: 'sql',
        cell: cell as CellId,
        datasetId,
        name,
        sql: `SELECT '${value}' AS v`,
        inputs: {},
      });
    await run('1', 'left', 'one');
    await run('2', 'right', 'two');
    await run('1', 'right', 'one');
    await run('2', 'left', 'two');
    const both = await notebook.run('both', 'SELECT l.v AS l, r.v AS r FROM "left" l, "right" r');
    expect(asObjects(both.first)).toEqual([{ l: 'two', r: 'one' }]);
    await desk.drop(newRun(), '1' as CellId);
    expect(await notebook.failure('SELECT * FROM "right"')).toMatchObject({ code: 'sql.unknownRelation' });
    expect(await notebook.failure('SELECT * FROM "left"')).toBeNull();
  });

  it('may not take the names of the loaded data', async () => {
    for (const name of ['Orders', 'customers', 'main']) {
      await expect(notebook.run(name, 'SELECT 1')).rejects.toThrow('cell.nameTaken');
    }
  });

  it('reads tables of an analysis, also where its cell is called as a database of the engine', async () => {
    const { desk, datasetId } = notebook;
    for (const name of ['rfm', 'memory', 'data']) {
      await desk.run(newRun(), {
        kind: 'analysis',
        cell: name as CellId,
        datasetId,
        name,
        analysisId: 'rfm',
        params: {},
        source: null,
      });
      const read = await notebook.run(
        'read',
        `SELECT count(*) AS n FROM ${name}.customers JOIN customers USING (customer_key)`,
      );
      expect(asObjects(read.first), name).toEqual([{ n: 3 }]);
      const window = { relation: `${name}.customers`, order: [], filters: [], offset: 1, limit: 5 };
      expect((await desk.rows(newRun(), window)).rows.rowCount).toBe(2);
      expect(await notebook.failure(`SELECT nosuch\nFROM ${name}.customers`)).toMatchObject({
        code: 'sql.unknownColumn',
        params: { from: 7, to: 13 },
      });
      await desk.drop(newRun(), name as CellId);
    }
  });
});

/** What is wrong with SQL, and the piece of it that is marked. */
const FAILURES: readonly (readonly [string, string, string])[] = [
  ['SELECT amuont FROM orders', 'sql.unknownColumn', 'amuont'],
  ['SELECT o.amuont\nFROM orders o', 'sql.unknownColumn', 'amuont'],
  [`SELECT '客户' AS x,\n '客户，' AS y, nosuch FROM orders`, 'sql.unknownColumn', 'nosuch'],
  ['SELECT *\nFROM orders\nJOIN ordrs USING (customer_key)', 'sql.unknownRelation', 'ordrs'],
  ['SELECT * FROM memory.main.orders', 'sql.unknownRelation', 'memory.main.orders'],
  ['SELECT * FROM data.main.order_rows', 'sql.unknownRelation', 'data.main.order_rows'],
  ['SELECT * FROM sqlite_master', 'sql.unknownRelation', 'sqlite_master'],
  ['SELECT * FROM information_schema.tables', 'sql.unknownRelation', 'information_schema.tables'],
  ['SELECT summ(amount) FROM orders', 'sql.unknownFunction', 'summ'],
  ['SELECT a b c FROM orders', 'sql.invalid', 'c'],
  ['SELECT amount FROM orders GROUP BY country', 'sql.invalid', 'amount'],
  [`SELECT 1, 'a'::INTEGER FROM orders`, 'sql.invalid', '::'],
  ['SELECT current_date', 'sql.notInBuild', 'current_date'],
  [`SELECT '{}'::json`, 'sql.notInBuild', 'json'],
  ['SELECT * FROM (PIVOT orders ON country USING sum(amount))', 'sql.openPivot', 'PIVOT'],
  ['SELECT $day, nosuch FROM orders', 'sql.unknownColumn', 'nosuch'],
  ['SELECT amount FROM orders WHERE', 'sql.invalid', 'WHERE'],
  ['SELECT amount FROM orders, orders o2', 'sql.invalid', 'amount'],
  ['SELECT * EXCLUDE (foo) FROM orders', 'sql.invalid', 'foo'],
  ['SELECT now() - INTERVAL 1 DAY', 'sql.invalid', '-'],
  ['SELECT 1 UNION SELECT 1, 2', 'sql.invalid', 'SELECT 1 UNION SELECT 1, 2'],
  ['SELECT * FROM orders WHERE country = "DE"', 'sql.unknownColumn', '"DE"'],
  [
    `SELECT 'a text that is so long that DuckDB cuts off the beginning of the line that it shows' AS a, nosuch, 'and so long at its end that it cuts off this too, dots in its place' AS b FROM orders`,
    'sql.unknownColumn',
    'nosuch',
  ],
];

describe('SQL that DuckDB refuses', () => {
  it.each(FAILURES)('%j is %s', async (text, code, marked) => {
    const error = await notebook.failure(text, { day: { type: 'text', value: 'a long text\nof lines' } });
    expect(error?.code).toBe(code);
    const { from, to } = error?.params as { from: number; to: number };
    expect(text.slice(from, to)).toBe(marked === '::' ? ':' : marked);
    expect(await home()).toBe('memory');
  });

  it('offers the nearest name', async () => {
    expect(await notebook.failure('SELECT * FROM custmers')).toMatchObject({
      params: { nearest: 'customers' },
    });
    expect(await notebook.failure('SELECT amuont FROM orders')).toMatchObject({
      params: { nearest: 'amount' },
    });
    expect(await notebook.failure('SELECT summ(amount) FROM orders')).toMatchObject({
      params: { nearest: 'sum' },
    });
  });

  it('says where syntax is wrong before anything has run', async () => {
    const text = 'SELECT * FROM not_made WHERE x WHERE';
    await expect(notebook.desk.inspect(newRun(), text)).rejects.toMatchObject({
      error: { code: 'sql.invalid' },
    });
    expect(await notebook.desk.inspect(newRun(), 'SELECT nosuch FROM not_made, a.b WHERE x = $y')).toEqual({
      reads: ['not_made', 'a.b'],
      parameters: ['y'],
    });
  });
});

describe('what cells have made', () => {
  it('is forgotten when other data are loaded', async () => {
    await notebook.run('made', 'SELECT count(*) AS n FROM orders');
    await notebook.load(
      'customer_id,order_date,amount\nzoe,2024-01-01,1\nzoe,2024-01-02,1\nyan,2024-01-02,3\n',
    );
    expect((await notebook.desk.catalog(newRun())).map(({ name, rowCount }) => [name, rowCount])).toEqual([
      ['orders', 3],
      ['customers', 2],
    ]);
    const outcome = await notebook.run('made', 'SELECT count(*) AS n FROM orders');
    expect(asObjects(outcome.first)).toEqual([{ n: 3 }]);
  });
});
