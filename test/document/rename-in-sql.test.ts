import { describe, expect, it } from 'vitest';
import { renameInSql, type NameUse } from '../../src/document/rename-in-sql.ts';

describe('renaming in SQL', () => {
  it.each<readonly [NameUse, string, string]>([
    ['relation', 'SELECT vip FROM vip', 'SELECT vip FROM best'],
    ['relation', 'FROM VIP', 'FROM best'],
    [
      'relation',
      'SELECT vip.a FROM orders, vip WHERE vip.b = 1',
      'SELECT best.a FROM orders, best WHERE best.b = 1',
    ],
    ['relation', 'FROM a JOIN vip ON a.vip = vip.id', 'FROM a JOIN best ON a.vip = best.id'],
    ['relation', 'FROM "vip" AS v', 'FROM "best" AS v'],
    ['relation', 'FROM notebook.main.vip', 'FROM notebook.main.best'],
    ['relation', 'SELECT vip.a FROM vip AS vip', 'SELECT vip.a FROM best AS vip'],
    ['relation', 'SELECT vip.a FROM orders vip', 'SELECT vip.a FROM orders vip'],
    [
      'relation',
      'WITH vip AS (FROM orders) SELECT vip.a FROM vip',
      'WITH vip AS (FROM orders) SELECT vip.a FROM vip',
    ],
    ['relation', 'WITH a AS (FROM vip) FROM a', 'WITH a AS (FROM best) FROM a'],
    [
      'relation',
      'FROM (SELECT * FROM vip) WHERE x IN (SELECT vip.y FROM vip)',
      'FROM (SELECT * FROM best) WHERE x IN (SELECT best.y FROM best)',
    ],
    [
      'relation',
      "SELECT 'FROM vip' /* FROM vip */ FROM vip -- FROM vip",
      "SELECT 'FROM vip' /* FROM vip */ FROM best -- FROM vip",
    ],
    ['relation', 'SELECT extract(year FROM vip) FROM orders', 'SELECT extract(year FROM vip) FROM orders'],
    ['relation', 'FROM vip.segments', 'FROM vip.segments'],
    ['relation', 'FROM vip(1)', 'FROM vip(1)'],
    [
      'schema',
      'SELECT vip.segments.a, segments.b FROM vip.segments',
      'SELECT best.segments.a, segments.b FROM best.segments',
    ],
    ['schema', 'FROM notebook."vip"."segments"', 'FROM notebook."best"."segments"'],
    ['schema', 'FROM vip', 'FROM vip'],
    ['schema', 'SELECT vip.a FROM vip.segments vip', 'SELECT vip.a FROM best.segments vip'],
    ['input', "SELECT $vip, '$vip', $vip_2 -- $vip", "SELECT $best, '$vip', $vip_2 -- $vip"],
    ['input', 'SELECT * FROM vip WHERE a IN $VIP', 'SELECT * FROM vip WHERE a IN $best'],
    ['relation', 'SELECT ((( FROM vip', 'SELECT ((( FROM best'],
  ])('%s: %s', (use, sql, wanted) => {
    expect(renameInSql(sql, use, 'vip', 'best')).toBe(wanted);
  });
});
