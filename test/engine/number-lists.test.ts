import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sql } from '../../src/contract/sql.ts';
import { bootNode } from '../../workers/engine/boot-node.ts';
import type { Database } from '../../workers/engine/database.ts';
import { NULL_INTEGER } from '../../workers/engine/number-lists.ts';
import { newRun } from '../analyses/orders-in-engine.ts';

let db: Database;
beforeAll(async () => {
  db = await bootNode();
});
afterAll(() => db.close());

describe('lists of numbers', () => {
  it('hand over columns of many rows as one array each, with a mark for NULL', async () => {
    const found = await db.lists(
      sql`SELECT list(n::INTEGER) AS whole, list(CASE WHEN n % 3 = 0 THEN NULL ELSE n / 2 END) AS half,
        list(CASE WHEN n > 0 THEN n::INTEGER END) AS some FROM range(5000) AS numbers(n)`,
      newRun(),
    );
    expect(found['whole']).toEqual(Int32Array.from({ length: 5000 }, (_, n) => n));
    expect(found['half']).toEqual(
      Float64Array.from({ length: 5000 }, (_, n) => (n % 3 === 0 ? Number.NaN : n / 2)),
    );
    expect(found['some']?.slice(0, 3)).toEqual(Int32Array.of(NULL_INTEGER, 1, 2));
  });

  it('are empty where there are no rows', async () => {
    const found = await db.lists(
      sql`SELECT list(n::INTEGER) AS whole, list(n / 2) AS half FROM range(0) AS numbers(n)`,
      newRun(),
    );
    expect(found).toEqual({ whole: new Int32Array(), half: new Float64Array() });
  });

  it('stand when further statements have run', async () => {
    const ask = (from: number) =>
      db.lists(
        sql`SELECT list(n::INTEGER) AS n FROM range(${from}, ${from + 100_000}) AS numbers(n)`,
        newRun(),
      );
    const first = await ask(0);
    await ask(100_000);
    expect(first['n']?.every((value, at) => value === at)).toBe(true);
  });

  it('are of INTEGER or DOUBLE and nothing else', async () => {
    await expect(db.lists(sql`SELECT list(n) AS n FROM range(3) AS numbers(n)`, newRun())).rejects.toThrow(
      RangeError,
    );
    await expect(db.lists(sql`SELECT 1 AS n`, newRun())).rejects.toThrow(RangeError);
  });
});
