import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AppFailure } from '../../../src/contract/error.ts';
import { Sql, sql } from '../../../src/contract/sql.ts';
import { guard } from '../../../src/query/guard.ts';
import { tablesRead } from '../../../src/query/relations-read.ts';
import { bootNode } from '../../../workers/engine/boot-node.ts';
import type { Database } from '../../../workers/engine/database.ts';
import { newRun } from '../../analyses/orders-in-engine.ts';
import '../../fixtures/property-seed.ts';

let db: Database;
beforeAll(async () => {
  db = await bootNode();
  await db.query(sql`CREATE TABLE orders AS SELECT 1 AS a, 2 AS b`, newRun());
  await db.query(sql`CREATE TABLE other AS SELECT 1 AS a, 3 AS c`, newRun());
});
afterAll(() => db.close());

/** What DuckDB says of a text between the brackets of a cell; null when it takes it. */
async function refusal(text: string): Promise<string | null> {
  try {
    await db.prepare(sql`SELECT * FROM (\n${new Sql(text)}\n)`, newRun());
    return null;
  } catch (thrown) {
    const { cause } = thrown instanceof AppFailure ? thrown : { cause: thrown };
    return cause instanceof Error ? cause.message : String(cause);
  }
}

/** What the guard lets through, or null. */
function through(text: string): string | null {
  try {
    return guard(text)
      .map((token) => token.text)
      .join('');
  } catch {
    return null;
  }
}

/** Pieces that come between quotes, comments, brackets and statements. */
const PIECES = [
  ...`SELECT |FROM orders| a|b |1 | AS |'x'|'|''|"a"|"|E'|E'\\\\'|\\|$$|$t$|$|--|/*|*/|\n|\r|;|; DROP TABLE other;|(|)|[|]`.split(
    '|',
  ),
  ',',
  '\u00a0',
  '\u3000',
  ') ; DROP TABLE other; SELECT (1',
];

describe('what the guard lets through', () => {
  it('is one statement to DuckDB, whatever stands in it', async () => {
    let passed = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(fc.constantFrom(...PIECES), { maxLength: 10 }), async (parts) => {
        const text = through(`SELECT 1 ${parts.join('')}`);
        if (text === null) return;
        passed += 1;
        expect((await refusal(text)) ?? '').not.toMatch(
          /multiple statements|syntax error at or near "(DROP|;)"/u,
        );
      }),
      { numRuns: 3000 },
    );
    expect(passed).toBeGreaterThan(150);
    expect(await refusal('SELECT * FROM other')).toBeNull();
  });
});

/** SQL and the tables it reads, as names; DuckDB has to find each missing when it is. */
const READS: readonly (readonly [string, readonly string[]])[] = [
  ['SELECT * FROM orders', ['orders']],
  ['SELECT * FROM orders o, other AS p', ['orders', 'other']],
  ['SELECT * FROM orders JOIN other USING (a), orders p', ['orders', 'other', 'orders']],
  ['SELECT * FROM (orders JOIN other USING (a))', ['orders', 'other']],
  ['SELECT * FROM (SELECT * FROM orders) AS x, range(3)', ['orders']],
  ['FROM orders SELECT a, b', ['orders']],
  ['WITH x AS (SELECT * FROM orders), y AS (FROM x) SELECT * FROM y, other', ['orders', 'other']],
  ['WITH orders AS (SELECT * FROM orders) SELECT * FROM orders', ['orders']],
  ['WITH RECURSIVE t(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM t WHERE n < 3) SELECT * FROM t', []],
  ['SELECT (WITH x AS (SELECT 1) SELECT * FROM x) FROM (SELECT 1) AS x', []],
  [
    'SELECT * FROM orders WHERE a IN (SELECT a FROM other) AND EXISTS (FROM other)',
    ['orders', 'other', 'other'],
  ],
  ["SELECT extract(YEAR FROM DATE '2024-01-01'), trim('x' FROM 'xax') FROM orders", ['orders']],
  ['SELECT a IS DISTINCT FROM b, a IS NOT DISTINCT FROM b FROM orders', ['orders']],
  ['SELECT a, b FROM orders UNION SELECT a, c FROM other ORDER BY 1, 2', ['orders', 'other']],
  [
    'SELECT * FROM orders LEFT JOIN LATERAL (SELECT c FROM other WHERE other.a = orders.a) ON TRUE',
    ['orders', 'other'],
  ],
  ['SELECT a AS "from", 1 AS from FROM orders', ['orders']],
  ['SELECT * FROM (PIVOT orders ON a IN (1, 2) USING sum(b), max(b))', ['orders']],
  ['SELECT * FROM (PIVOT (FROM orders) ON a IN (1) USING sum(b)), other', ['orders', 'other']],
  ['SELECT * FROM orders PIVOT (sum(b) FOR a IN (1, 2))', ['orders']],
  ['SELECT * FROM (UNPIVOT orders ON a, b)', ['orders']],
  ['SELECT * FROM (SUMMARIZE orders)', ['orders']],
  ['SELECT * FROM (DESCRIBE SELECT * FROM orders)', ['orders']],
  ['TABLE orders', ['orders']],
  ['SELECT * FROM o : orders, p : other', ['orders', 'other']],
  ['SELECT * FROM "orders" AS x(p, q), main.other', ['orders', 'main.other']],
  ['SELECT * FROM orders TABLESAMPLE reservoir(1 ROWS), other', ['orders', 'other']],
  ['SELECT sum(a) OVER (PARTITION BY b ORDER BY a) FROM orders GROUP BY a, b', ['orders']],
  ['SELECT [x FOR x IN [1, 2] IF x > 1], {a: (SELECT max(a) FROM other)} FROM orders', ['other', 'orders']],
  ['SELECT 1 WHERE 1 IN (VALUES (1), (2))', []],
  [
    'SELECT a FROM orders QUALIFY row_number() OVER (ORDER BY a) = 1 LIMIT (SELECT count(*) FROM other)',
    ['orders', 'other'],
  ],
  ['SELECT a FROM orders POSITIONAL JOIN other', ['orders', 'other']],
  ['SELECT * FROM orders ASOF JOIN other ON orders.a >= other.a', ['orders', 'other']],
  ['SELECT CASE WHEN EXISTS (SELECT 1 FROM other) THEN a END FROM orders', ['other', 'orders']],
];

describe('tablesRead', () => {
  it.each(READS)('finds what %j reads', (text, names) => {
    expect(tablesRead(text).relations.map(({ parts }) => parts.join('.'))).toEqual(names);
  });

  it('finds a table missing where DuckDB does, and no other', async () => {
    for (const [text] of READS) {
      for (const [index, { from, to, parts }] of tablesRead(text).relations.entries()) {
        const missing = `missing_${index}`;
        const name = parts.length > 1 ? `main.${missing}` : missing;
        const message = await refusal(text.slice(0, from) + name + text.slice(to));
        expect(message, text).toContain(`Table with name ${missing} does not exist`);
      }
    }
  });
});
