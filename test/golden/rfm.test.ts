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

    describe.each(Object.entries(MAPS))('map %s', (map, publishedMap) => {
      test.each(Object.entries(POLICIES))('segment counts under %s', async (ties, published) => {
        const outcome = await orders.analyse('rfm', { analysisDate, ties, map });
        const { segments, tie_policies: moved } = outcome.tables;
        const counts = Object.fromEntries(
          asObjects(segments ?? { columns: [], rowCount: 0 }).map((each) => [
            each['segment'],
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
