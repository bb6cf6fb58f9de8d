import { afterAll, beforeAll, expect, test } from 'vitest';
import { newId, type RecordsId } from '../../../src/contract/ids.ts';
import { numbersOf } from '../../../src/contract/kernel.ts';
import { identifier, sql } from '../../../src/contract/sql.ts';
import { denseKeys } from '../../../src/privacy/anonymity/dense-keys.ts';
import { bootNode } from '../../../workers/engine/boot-node.ts';
import type { Database } from '../../../workers/engine/database.ts';
import { groupRecords } from '../../../workers/records/group-records.ts';
import { recordsTable } from '../../../workers/records/records-table.ts';
import { newRun } from '../../analyses/orders-in-engine.ts';

/** More columns than one whole number has room for: 11 values each, the empty one among them. */
const COLUMNS = Array.from({ length: 18 }, (_, place) => ({ name: `of ${place}`, stored: `c${place + 1}` }));
const RECORDS = 300;

let db: Database;
beforeAll(async () => {
  db = await bootNode();
});
afterAll(() => db.close());

test('records are grouped and ordered by all their codes, however many there are', async () => {
  const recordsId = newId<RecordsId>();
  const relation = recordsTable(recordsId);
  const drawn = COLUMNS.map(
    ({ stored }, place) =>
      sql`nullif(hash(i % 200 * 31 + ${place}) % 11, 10)::VARCHAR AS ${identifier(stored)}`,
  );
  await db.query(sql`CREATE TABLE ${relation} AS SELECT ${drawn} FROM range(${RECORDS}) AS r(i)`, newRun());
  const taken = { recordsId, name: 'r', records: RECORDS, synthetic: true, relation, columns: COLUMNS };
  const names = COLUMNS.map(({ name }) => name);
  const { tuples, values } = await groupRecords(db, newRun(), taken, names.slice(0, 17), names.slice(17));

  expect(Object.keys(tuples)).toEqual([...names.slice(0, 17).map((_, place) => `q${place + 1}`), 's1', 'n']);
  const counts = numbersOf(tuples, 'n');
  expect(counts.reduce((sum, n) => sum + n)).toBe(RECORDS);
  const rows = Array.from(counts, (_, row) =>
    Object.keys(tuples)
      .slice(0, 18)
      .map((name) => numbersOf(tuples, name)[row] ?? -1),
  );
  const ordered = rows.toSorted((a, b) => a.map((code, at) => code - (b[at] ?? 0)).find((d) => d !== 0) ?? 0);
  expect(rows).toEqual(ordered);

  const listed = COLUMNS.map(({ stored }) => identifier(stored));
  const found = await db.query(
    sql`SELECT ${listed}, count(*)::DOUBLE AS n FROM ${relation} GROUP BY ALL`,
    newRun(),
  );
  const written = Array.from({ length: found.rowCount }, (_, row) =>
    JSON.stringify(found.columns.map((column) => column.values[row])),
  );
  const read = rows.map((codes, row) =>
    JSON.stringify([...codes.map((code, at) => values[names[at] ?? '']?.[code]), counts[row]]),
  );
  expect(read.toSorted()).toEqual(written.toSorted());
});

test('sorted codes are numbered like any others', () => {
  const [sex, age] = [Int32Array.of(0, 0, 0, 1, 1), Int32Array.of(1, 1, 5, 0, 5)];
  expect([...denseKeys([sex, age], 5).ids]).toEqual([0, 0, 1, 2, 3]);
  expect([...denseKeys([sex.toReversed(), age], 5).ids]).toEqual([0, 0, 1, 2, 1]);
  expect(denseKeys([age, sex], 5)).toEqual({ ids: Int32Array.of(0, 0, 1, 2, 3), count: 4 });
  expect(denseKeys([], 3)).toEqual({ ids: Int32Array.of(0, 0, 0), count: 1 });
  expect(denseKeys([], 0).count).toBe(0);
});
