import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newId, type RunId } from '../../src/contract/ids.ts';
import type { ResultColumn } from '../../src/contract/result-set.ts';
import { sql, Sql } from '../../src/contract/sql.ts';
import { bootNode } from '../../workers/engine/boot-node.ts';
import { Run, type Database } from '../../workers/engine/database.ts';

let database: Database;
const run = new Run(newId<RunId>());

beforeAll(async () => {
  database = await bootNode();
});
afterAll(() => database.close());

async function only(expression: string): Promise<ResultColumn> {
  const result = await database.query(new Sql(`SELECT ${expression} AS x`), run);
  const [column] = result.columns;
  if (column === undefined) throw new Error('no column');
  return column;
}

describe('types that leave the engine', () => {
  it.each([
    ['(SELECT sum(i) FROM range(10) t(i))', 'integer', 45],
    ['(SELECT sum(i)::DECIMAL(20, 2) FROM range(10) t(i))', 'number', 45],
    ['(-1.50)::DECIMAL(9, 2)', 'number', -1.5],
    ['0.1::DECIMAL(30, 20)', 'number', 0.1],
    [
      '(-170141183460469231731687303715884105727)::HUGEINT',
      'text',
      '-170141183460469231731687303715884105727',
    ],
    ['9007199254740991::BIGINT', 'integer', 9007199254740991],
    ['9007199254740993::BIGINT', 'text', '9007199254740993'],
    ['18446744073709551615::UBIGINT', 'text', '18446744073709551615'],
    ["TIMESTAMPTZ '2024-01-31 10:00:00+00'", 'timestamp', Date.UTC(2024, 0, 31, 10)],
    ["TIMESTAMP '2024-01-31 10:00:00.5'", 'timestamp', Date.UTC(2024, 0, 31, 10, 0, 0, 500)],
    ["DATE '1969-12-31'", 'date', -86_400_000],
    ['true', 'boolean', true],
    ['NULL', 'integer', null],
    ["'NaN'::DOUBLE", 'number', null],
    ["'客户'::VARCHAR", 'text', '客户'],
    ["'b'::ENUM('a', 'b')", 'text', 'b'],
    ['[1, 2]', 'text', '[1,2]'],
    ["'00000000-0000-0000-0000-000000000001'::UUID", 'text', '00000000-0000-0000-0000-000000000001'],
  ])('%s arrives as %s', async (expression, type, value) => {
    const column = await only(expression);
    expect({ type: column.type, value: column.values[0] }).toEqual({ type, value });
  });

  it('keeps the columns of an empty result', async () => {
    const result = await database.query(sql`SELECT 1::INTEGER AS a, 'x' AS b WHERE false`, run);
    expect(result.rowCount).toBe(0);
    expect(result.columns.map(({ name, type }) => [name, type])).toEqual([
      ['a', 'integer'],
      ['b', 'text'],
    ]);
  });
});
