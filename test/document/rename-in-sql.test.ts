import { describe, expect, it } from 'vitest';
import { renameInSql, type NameUse } from '../../src/document/rename-in-sql.ts';

/** SQL that uses the name `vip`, with the places that are to be renamed between «». */
const CASES: Readonly<Record<NameUse, readonly string[]>> = {
  relation: [
    'SELECT vip FROM «vip»',
    'FROM «VIP»',
    'SELECT «vip».a FROM orders, «vip» WHERE «vip».b = 1',
    'FROM a JOIN «vip» ON a.vip = «vip».id',
    'FROM "«vip»" AS v',
    'FROM notebook.main.«vip»',
    'SELECT vip.a FROM «vip» AS vip',
    'SELECT vip.a FROM orders vip',
    'WITH vip AS (FROM orders) SELECT vip.a FROM vip',
    'WITH a AS (FROM «vip») FROM a',
    'FROM (SELECT * FROM «vip») WHERE x IN (SELECT «vip».y FROM «vip»)',
    "SELECT 'FROM vip' /* FROM vip */ FROM «vip» -- FROM vip",
    'SELECT extract(year FROM vip) FROM orders',
    'FROM vip.segments',
    'FROM vip(1)',
    'SELECT ((( FROM «vip»',
  ],
  schema: [
    'SELECT «vip».segments.a, segments.b FROM «vip».segments',
    'FROM notebook."«vip»"."segments"',
    'FROM vip',
    'SELECT vip.a FROM «vip».segments vip',
  ],
  input: ["SELECT $«vip», '$vip', $vip_2 -- $vip", 'SELECT * FROM vip WHERE a IN $«VIP»'],
};

const cases = (Object.keys(CASES) as NameUse[]).flatMap((use) => CASES[use].map((sql) => ({ use, sql })));

describe('renaming in SQL', () => {
  it.each(cases)('$use: $sql', ({ use, sql }) => {
    const place = /«(\w+)»/gu;
    expect(renameInSql(sql.replace(place, '$1'), use, 'vip', 'best')).toBe(sql.replace(place, 'best'));
  });
});
