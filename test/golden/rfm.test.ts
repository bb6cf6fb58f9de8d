import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sql, type Sql } from '../../src/contract/sql.ts';
import { AnalysedOrders, asObjects, sharedFolder } from '../analyses/orders-in-engine.ts';

interface Golden {
  readonly customers: readonly (readonly [string, number, number, number])[];
  readonly scores: Readonly<Record<string, readonly string[]>>;
  readonly segment_counts: Readonly<
    Record<string, Readonly<Record<string, Readonly<Record<string, number>>>>>
  >;
}

interface Case {
  readonly golden: string;
  readonly data: string;
  readonly analysisDate: string;
  readonly numericIds: boolean;
  /** Customer, day and amount out of the attached file. */
  readonly rows: (file: string) => Sql;
}

const POLICIES = { ntile: 'ntile', cume_dist: 'cume_dist', rfm_r: 'rfm_r_package', qcut: 'pandas_qcut' };
const MAPS = { grid10: 'rf_grid_10', cran: 'ranges_first_match' };

const CASES: readonly Case[] = [
  {
    golden: 'cdnow_sample_rfm.json',
    data: 'cdnow/CDNOW_sample.txt',
    analysisDate: '1998-07-01',
    numericIds: true,
    rows: (
      file,
    ) => sql`SELECT part[2]::INTEGER AS customer, strptime(part[3], '%Y%m%d') AS ordered_at, part[5]::DOUBLE AS amount
      FROM (SELECT regexp_split_to_array(trim(line), '\\s+') AS part
        FROM read_csv(${file}, header = false, columns = {'line': 'VARCHAR'}, delim = '\t', quote = ''))`,
  },
  {
    golden: 'rfm_r_orders_rfm.json',
    data: 'rfm_r/rfm_data_orders.csv',
    analysisDate: '2006-12-31',
    numericIds: false,
    rows: (file) =>
      sql`SELECT customer_id AS customer, order_date AS ordered_at, revenue AS amount FROM read_csv(${file}, header = true)`,
  },
];

const shared = sharedFolder();

describe.skipIf(shared === null)('RFM equals the goldens of ../shared', () => {
  let orders: AnalysedOrders;
  beforeAll(async () => {
    orders = await AnalysedOrders.boot();
  });
  afterAll(() => orders.close());

  describe.each(CASES)('$data', ({ golden, data, analysisDate, numericIds, rows }) => {
    let expected: Golden;
    beforeAll(async () => {
      const folder = shared ?? '';
      expected = JSON.parse(readFileSync(path.join(folder, 'golden', golden), 'utf8')) as Golden;
      await orders.attach(golden, path.join(folder, 'data', data));
      await orders.load(rows(`import/${golden}`), { numericIds });
    });

    test.each(Object.entries(POLICIES))('every customer under %s', async (ties, published) => {
      await orders.analyse('rfm', { analysisDate, ties });
      const found = await orders.rows('rfm', 'customers');
      expect(
        found.map((each) => [each['customer'], each['recency_days'], each['frequency'], each['monetary']]),
      ).toEqual(expected.customers);
      expect(found.map(({ r, f, m }) => `${String(r)}${String(f)}${String(m)}`)).toEqual(
        expected.scores[published],
      );
    });

    if (golden === 'rfm_r_orders_rfm.json') {
      // README of the CRAN package rfm: rfm_table_order(rfm_data_orders, customer_id, order_date, revenue, …)
      test('the first five customers that the documentation of the R package prints', async () => {
        await orders.analyse('rfm', { analysisDate, ties: 'rfm_r' });
        const found = await orders.rows('rfm', 'customers');
        expect(
          found
            .slice(0, 5)
            .map(({ customer, recency_days, frequency, monetary, r, f, m }) => [
              customer,
              recency_days,
              frequency,
              monetary,
              100 * Number(r) + 10 * Number(f) + Number(m),
            ]),
        ).toEqual([
          ["Abbey O'Reilly", 205, 6, 472, 343],
          ['Add Senger', 140, 3, 340, 412],
          ['Aden Lesch', 194, 4, 405, 323],
          ['Aden Murphy', 98, 7, 596, 544],
          ['Admiral Senger', 132, 5, 448, 433],
        ]);
      });
    }

    describe.each(Object.entries(MAPS))('map %s', (map, publishedMap) => {
      test.each(Object.entries(POLICIES))('segment counts under %s', async (ties, published) => {
        const outcome = await orders.analyse('rfm', { analysisDate, ties, map });
        const { segments, tie_policies: moved } = outcome.tables;
        const counts = Object.fromEntries(
          asObjects(segments ?? { columns: [], rowCount: 0 }).map((each) => [
            String(each['segment']),
            each['customers'],
          ]),
        );
        expect(counts).toEqual(expected.segment_counts[published]?.[publishedMap]);
        const own = asObjects(moved ?? { columns: [], rowCount: 0 }).find((each) => each['policy'] === ties);
        expect(own?.['customers_moved']).toBe(0);
      });
    });
  });
});
