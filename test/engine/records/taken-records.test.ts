import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newId, type RecordsId } from '../../../src/contract/ids.ts';
import { row } from '../../../src/contract/result-set.ts';
import { sql } from '../../../src/contract/sql.ts';
import { groupRecords } from '../../../workers/records/group-records.ts';
import { takeRecords, type TakenRecords } from '../../../workers/records/taken-records.ts';
import { startWorkbench, type Workbench } from '../import/workbench.ts';
import { takeText } from './records-workbench.ts';

let bench: Workbench;
beforeAll(async () => {
  bench = await startWorkbench();
});
afterAll(() => bench.close());

async function rowsOf(taken: TakenRecords): Promise<readonly (readonly unknown[])[]> {
  const rows = await bench.db.query(sql`SELECT * FROM ${taken.relation}`, bench.run);
  return Array.from({ length: rows.rowCount }, (_, index) => row(rows, index));
}

async function tables(): Promise<readonly unknown[]> {
  const found = sql`SELECT table_name FROM duckdb_tables() WHERE database_name = 'data' ORDER BY 1`;
  return (await bench.db.query(found, bench.run)).columns[0]?.values ?? [];
}

describe('rows of a file taken up as records', () => {
  test('are text in the order of the file, trimmed, NULL where empty', async () => {
    const taken = await takeText(bench, 'name,age,city\n Ada ,036,Bath\nBo,,\n"Cy, Jr",7,  \n');
    expect(taken.columns).toEqual([
      { name: 'name', stored: 'c1' },
      { name: 'age', stored: 'c2' },
      { name: 'city', stored: 'c3' },
    ]);
    expect(taken.records).toBe(3);
    expect(await rowsOf(taken)).toEqual([
      ['Ada', '036', 'Bath'],
      ['Bo', null, null],
      ['Cy, Jr', '7', null],
    ]);
  });

  test('a quote that is never closed is told, and nothing stays behind', async () => {
    const text = `name,age\n${'Ada,36\n'.repeat(500)}"Bo,7\n${'Cy,9\n'.repeat(500_000)}`;
    const before = await tables();
    await expect(takeText(bench, text)).rejects.toMatchObject({ error: { code: 'file.openQuote' } });
    expect(await tables()).toEqual(before);
  });
});

describe('customers taken up as records', () => {
  test('have their most frequent attributes, first order, recency, frequency and monetary', async () => {
    const loaded = await bench.loadText(
      [
        'customer_id,order_date,amount,country,shade',
        'b7,2024-01-01,10,DE,old',
        'b7,2024-01-05,20.5,FR,new',
        'b7,2024-01-09,1,FR,old',
        'a1,2024-01-03,5,,x',
        '',
      ].join('\n'),
      { extras: ['shade'] },
    );
    const taken = await takeRecords(bench.db, bench.run, newId<RecordsId>(), {
      kind: 'customers',
      loaded,
      synthetic: true,
    });
    expect(taken.columns.map(({ name }) => name)).toEqual([
      'customer_id',
      'first_order',
      'last_order',
      'recency',
      'frequency',
      'monetary',
      'country',
      'shade',
    ]);
    expect(taken.synthetic).toBe(true);
    expect(await rowsOf(taken)).toEqual([
      ['a1', '2024-01-03', '2024-01-03', '6', '1', '5', null, 'x'],
      ['b7', '2024-01-01', '2024-01-09', '0', '3', '31.5', 'FR', 'old'],
    ]);
  });
});

describe('records grouped', () => {
  test('codes stand in natural order, numbers by value, text after, an empty value last', async () => {
    const taken = await takeText(bench, 'age,sex\n100,m\n9,f\n9,f\nn/k,m\n,m\n20,f\n');
    const { tuples, values } = await groupRecords(bench.db, bench.run, taken, ['sex', 'age'], []);
    expect(values).toEqual({ sex: ['f', 'm'], age: ['9', '20', '100', 'n/k', null] });
    expect(tuples).toEqual({
      q1: Float64Array.of(0, 0, 1, 1, 1),
      q2: Float64Array.of(0, 1, 2, 3, 4),
      n: Float64Array.of(2, 1, 1, 1, 1),
    });
  });

  test('a sensitive column parts the tuples; without columns all records are one tuple', async () => {
    const taken = await takeText(bench, 'sex,illness\nm,flu\nm,flu\nm,cold\n');
    const { tuples } = await groupRecords(bench.db, bench.run, taken, ['sex'], ['illness']);
    expect(tuples).toEqual({
      q1: Float64Array.of(0, 0),
      s1: Float64Array.of(0, 1),
      n: Float64Array.of(1, 2),
    });
    const { tuples: all } = await groupRecords(bench.db, bench.run, taken, [], []);
    expect(all).toEqual({ n: Float64Array.of(3) });
  });

  test('a column that is not there is named', async () => {
    const taken = await takeText(bench, 'sex,age\nm,1\nf,2\n');
    await expect(groupRecords(bench.db, bench.run, taken, ['seks'], [])).rejects.toMatchObject({
      error: { code: 'records.unknownColumn', params: { column: 'seks' } },
    });
  });
});
