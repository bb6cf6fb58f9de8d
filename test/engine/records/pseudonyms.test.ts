import { createHmac } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { texts } from '../../../src/contract/result-set.ts';
import { sql, type Sql } from '../../../src/contract/sql.ts';
import { canonicalForm } from '../../../src/privacy/classify/canonical-form.ts';
import { bootNode } from '../../../workers/engine/boot-node.ts';
import type { Database } from '../../../workers/engine/database.ts';
import { PseudonymKeys } from '../../../workers/records/pseudonym-keys.ts';
import { hmacSha256, pseudonymColumn } from '../../../workers/records/pseudonyms.ts';
import { newRun } from '../../analyses/orders-in-engine.ts';

let db: Database;
beforeAll(async () => {
  db = await bootNode();
});
afterAll(() => db.close());

async function column(statement: Sql): Promise<string[]> {
  return texts(await db.query(statement, newRun()), 'x');
}

/** Pseudonyms of values, in their order. */
async function pseudonyms(
  values: readonly string[],
  identifier: string | null,
  purpose: string,
  keys: PseudonymKeys,
): Promise<string[]> {
  const rows = values.map((value, place) => sql`(${place}, ${value})`);
  const relation = sql`(VALUES ${rows}) AS given(place, v)`;
  const request = { relation, column: sql`v`, identifier, purpose, keys };
  const made = await pseudonymColumn(db, newRun(), request);
  const found = await column(
    sql`SELECT ${made.pseudonymOf(sql`given.v`)} AS x FROM ${relation} ORDER BY place`,
  );
  await made.drop();
  return found;
}

describe('a keyed digest in SQL', () => {
  it('is the HMAC-SHA-256 of other implementations, cut to 128 bits', async () => {
    const key = new Uint8Array(32).map((_, place) => place * 7);
    for (const text of ['', 'C-00001', 'zoë@example.org', '张三', 'x'.repeat(300)]) {
      const expected = createHmac('sha256', key).update(text, 'utf8').digest('hex').slice(0, 32);
      expect(await column(sql`SELECT ${hmacSha256(key, sql`${text}`)} AS x`)).toEqual([expected]);
    }
  });

  it('agrees with the vector of RFC 4231, case 2', async () => {
    const key = new TextEncoder().encode('Jefe');
    const found = await column(sql`SELECT ${hmacSha256(key, sql`'what do ya want for nothing?'`)} AS x`);
    expect(found).toEqual(['5bdcc146bf60754e6a042426089575c7']);
  });
});

describe('pseudonyms', () => {
  it('are the same for the same person and purpose, and cannot be linked across purposes or keys', async () => {
    const keys = new PseudonymKeys();
    const values = ['C-1', 'C-2', 'C-1'];
    const first = await pseudonyms(values, null, 'loyalty study', keys);
    expect(first.every((text) => /^[0-9a-f]{32}$/u.test(text))).toBe(true);
    expect(first[0]).toBe(first[2]);
    expect(first[0]).not.toBe(first[1]);
    expect(await pseudonyms(values, null, 'loyalty study', keys)).toEqual(first);
    expect((await pseudonyms(values, null, 'campaign', keys))[0]).not.toBe(first[0]);
    expect((await pseudonyms(values, null, 'loyalty study', new PseudonymKeys()))[0]).not.toBe(first[0]);
  });

  it('follow the identifier, not its spelling', async () => {
    const keys = new PseudonymKeys();
    const same = async (values: readonly string[], identifier: string | null): Promise<number> =>
      new Set(await pseudonyms(values, identifier, 'p', keys)).size;
    expect(await same(['Ann@Example.org', ' ann@example.org ', 'ＡＮＮ@example.org'], 'email')).toBe(1);
    expect(await same(['13800138000', '+86 138 0013 8000', '138-0013-8000'], 'phone')).toBe(1);
    expect(await same(['11010519491231002x', '11010519491231002X'], 'cnResidentId')).toBe(1);
    expect(await same(['DE89 3704 0044 0532 0130 00', 'DE89370400440532013000'], 'iban')).toBe(1);
    expect(await same(['C-1', 'c-1'], null)).toBe(2);
  });

  it('cannot be made again once the master key is destroyed', async () => {
    const keys = new PseudonymKeys();
    const before = await pseudonyms(['C-1'], null, 'p', keys);
    await keys.destroy();
    expect(await pseudonyms(['C-1'], null, 'p', keys)).not.toEqual(before);
  });

  it('have one canonical form in SQL and in TypeScript', async () => {
    const keys = new PseudonymKeys();
    const values = ['  a   b ', 'Q/1-2.3', 'x\ty'];
    for (const identifier of [null, 'email', 'iban']) {
      const rule = identifier === null ? 'text' : identifier === 'email' ? 'email' : 'code';
      const key = await keys.ofPurpose('p');
      const expected = values.map((value) =>
        createHmac('sha256', key).update(canonicalForm(value, rule)).digest('hex').slice(0, 32),
      );
      expect(await pseudonyms(values, identifier, 'p', keys)).toEqual(expected);
    }
  });
});
