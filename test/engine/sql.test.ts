import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newId, type RunId } from '../../src/contract/ids.ts';
import { identifier, joined, literal, sql } from '../../src/contract/sql.ts';
import { bootNode } from '../../workers/engine/boot-node.ts';
import { Run, type Database } from '../../workers/engine/database.ts';

let database: Database;
const run = new Run(newId<RunId>());

beforeAll(async () => {
  database = await bootNode();
});
afterAll(() => database.close());

const text = fc
  .string({ unit: 'binary', maxLength: 40 })
  .filter((value) => !value.includes('\0') && value.isWellFormed());

describe('the sql tag', () => {
  it('gives back any text as it went in', async () => {
    await fc.assert(
      fc.asyncProperty(text, async (value) => {
        const result = await database.query(sql`SELECT ${value} AS value`, run);
        expect(result.columns[0]?.values).toEqual([value]);
      }),
      { numRuns: 100 },
    );
  });

  it('quotes any column name', async () => {
    await fc.assert(
      fc.asyncProperty(
        text.filter((value) => value !== ''),
        async (name) => {
          const result = await database.query(sql`SELECT 1 AS ${identifier(name)}`, run);
          expect(result.columns[0]?.name).toBe(name);
        },
      ),
      { numRuns: 100 },
    );
  });

  it('gives back any finite number as it went in', async () => {
    await fc.assert(
      fc.asyncProperty(fc.double({ noNaN: true, noDefaultInfinity: true }), async (value) => {
        const result = await database.query(sql`SELECT ${value}::DOUBLE AS value`, run);
        expect(result.columns[0]?.values).toEqual([value === 0 ? 0 : value]);
      }),
      { numRuns: 100 },
    );
  });

  it('joins lists and pieces', () => {
    expect(sql`SELECT ${[identifier('a'), identifier('b"c')]}`.text).toBe('SELECT "a", "b""c"');
    expect(joined([sql`a = ${1}`, sql`b = ${null}`], ' AND ').text).toBe('a = 1 AND b = NULL');
  });

  it('refuses what SQL cannot write', () => {
    expect(() => literal(Number.NaN)).toThrow(RangeError);
    expect(() => literal('a\0b')).toThrow(RangeError);
  });
});
