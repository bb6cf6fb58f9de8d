import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { row, texts } from '../../../src/contract/result-set.ts';
import { Sql, sql } from '../../../src/contract/sql.ts';
import { guard } from '../../../src/query/guard.ts';
import {
  ENGINE_SCALARS,
  ENGINE_TABLES,
  FILE_TABLES,
  TABLE_FUNCTIONS,
} from '../../../src/query/refused-functions.ts';
import { newRun } from '../../analyses/orders-in-engine.ts';
import { ALLOWED, REFUSED } from '../../query/guarded-sql.ts';
import { NotebookInEngine } from './notebook-in-engine.ts';

/** Functions whose value differs from call to call and that change nothing. */
const HARMLESS_VOLATILE: ReadonlySet<string> = new Set([
  'current_database',
  'current_schema',
  'current_schemas',
  'error',
  'gen_random_uuid',
  'get_current_timestamp',
  'in_search_path',
  'now',
  'random',
  'stats',
  'transaction_timestamp',
  'uuid',
  'uuidv4',
  'uuidv7',
]);

let notebook: NotebookInEngine;
beforeAll(async () => {
  notebook = await NotebookInEngine.start();
});
afterAll(() => notebook.close());

function query(statement: Sql): ReturnType<typeof notebook.files.db.query> {
  return notebook.files.db.query(statement, newRun());
}

/** Everything that stands in the engine, its settings, and where it works. */
async function state(): Promise<unknown> {
  const found = await query(
    sql`SELECT
      (SELECT list_sort(list(concat_ws('.', database_name, schema_name, table_name, estimated_size)))::VARCHAR
        FROM duckdb_tables()),
      (SELECT list_sort(list(concat_ws('.', database_name, schema_name, view_name)))::VARCHAR
        FROM duckdb_views() WHERE NOT internal),
      (SELECT string_agg(concat_ws('=', name, value), ' ' ORDER BY name) FROM duckdb_settings()),
      (SELECT string_agg(database_name, ' ' ORDER BY database_name) FROM duckdb_databases()),
      current_database(), (SELECT sum(amount) FROM orders)`,
  );
  return row(found, 0);
}

describe('SQL that a cell must not run', () => {
  it('leaves the engine as it was, each time', async () => {
    await notebook.run('kept', 'SELECT 1 AS one');
    const before = await state();
    for (const [text, code] of REFUSED) {
      const error = await notebook.failure(text, { name: { type: 'text', value: 'file.csv' } });
      expect(error?.code, text).toBe(code);
    }
    expect(await state()).toEqual(before);
    await notebook.run('after', 'SELECT sum(amount) AS total FROM orders');
  });

  it('is seen as several statements by DuckDB too, should the guard let it through', async () => {
    const before = await state();
    const escapes = REFUSED.filter(([, code]) => code === 'sql.several').map(([text]) => text);
    for (const text of [...escapes, 'SELECT 1) ; DROP TABLE orders; SELECT (1']) {
      const wrapped = sql`SELECT * FROM (\n${new Sql(text)}\n)`;
      await expect(notebook.files.db.prepare(wrapped, newRun()), text).rejects.toThrow('engine.query');
    }
    expect(await state()).toEqual(before);
  });
});

describe('SQL that a cell may run', () => {
  it.each(ALLOWED)('%j is one statement to DuckDB', async (text) => {
    const inputs = { a: { type: 'text', value: "D'E" }, name: { type: 'text', value: 'x' } } as const;
    const error = await notebook.failure(text, inputs);
    expect(error).toBeNull();
  });
});

describe('the lists of functions', () => {
  async function functions(condition: Sql): Promise<readonly string[]> {
    return texts(
      await query(sql`SELECT DISTINCT function_name FROM duckdb_functions() WHERE ${condition} ORDER BY 1`),
      'function_name',
    );
  }

  it('name every function of this engine that stands for a table, once', async () => {
    const listed = [...TABLE_FUNCTIONS, ...ENGINE_TABLES, ...FILE_TABLES];
    expect(new Set(listed).size).toBe(listed.length);
    const unlisted = (await functions(sql`function_type IN ('table', 'table_macro')`)).filter(
      (name) => !listed.includes(name),
    );
    expect(unlisted).toEqual([]);
  });

  it('name every other function of this engine whose value is not of its arguments alone', async () => {
    const volatile = await functions(
      sql`function_type = 'scalar' AND (stability <> 'CONSISTENT' OR has_side_effects)`,
    );
    const unlisted = volatile.filter((name) => !ENGINE_SCALARS.has(name) && !HARMLESS_VOLATILE.has(name));
    expect(unlisted).toEqual([]);
  });

  it('leave nothing refused in what completion offers', async () => {
    const { functions: offered, keywords } = await notebook.desk.vocabulary(newRun());
    expect(keywords).toContain('select');
    expect(offered).toContainEqual({ name: 'sum', kind: 'aggregate' });
    expect(offered).toContainEqual({ name: 'range', kind: 'table' });
    for (const { name, kind } of offered) {
      const call = kind === 'table' ? `SELECT * FROM ${name}()` : `SELECT "${name}"()`;
      expect(() => guard(call), name).not.toThrow();
    }
  });
});
