import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Value } from '../../src/contract/result-set.ts';
import { sql, type Sql } from '../../src/contract/sql.ts';
import { AnalysedOrders, asObjects, sharedFolder } from '../analyses/orders-in-engine.ts';

interface Golden {
  readonly cohorts: readonly {
    readonly cohort: string;
    readonly size: number;
    readonly active: readonly number[];
    readonly retention: readonly number[];
    readonly unbounded: readonly number[];
    readonly revenue: readonly number[];
  }[];
  readonly weighted_average: readonly number[];
  readonly weighted_average_complete: readonly (number | null)[];
}

interface Toys {
  readonly posthog_unbounded_example: {
    readonly n_day_percent: readonly number[];
    readonly unbounded_percent: readonly number[];
  };
}

interface Case {
  readonly golden: string;
  readonly data: string;
  /** Places of customer, day and amount among the words of a line, from 1. */
  readonly columns: readonly [number, number, number];
}

const CASES: readonly Case[] = [
  { golden: 'cdnow_sample_cohorts.json', data: 'CDNOW_sample.txt', columns: [2, 3, 5] },
  { golden: 'cdnow_master_cohorts.json', data: 'CDNOW_master.txt', columns: [1, 2, 4] },
];

function rowsOf(file: string, [customer, day, amount]: Case['columns']): Sql {
  return sql`SELECT part[${customer}]::INTEGER AS customer, strptime(part[${day}], '%Y%m%d') AS ordered_at,
      part[${amount}]::DOUBLE AS amount
    FROM (SELECT regexp_split_to_array(trim(line), '\\s+') AS part
      FROM read_csv(${file}, header = false, columns = {'line': 'VARCHAR'}, delim = '\t', quote = ''))
    WHERE regexp_matches(part[${customer}], '^[0-9]+$')`;
}

const shared = sharedFolder();

describe.skipIf(shared === null)('cohorts equal the goldens of ../shared', () => {
  const folder = path.join(shared ?? '', 'golden');
  let orders: AnalysedOrders;
  beforeAll(async () => {
    orders = await AnalysedOrders.boot();
  });
  afterAll(() => orders.close());

  async function tables(params: object): Promise<Record<string, Record<string, Value>[]>> {
    const outcome = await orders.analyse('cohorts', params);
    return Object.fromEntries(
      Object.entries(outcome.tables).map(([name, table]) => [name, asObjects(table)]),
    );
  }

  describe.each(CASES)('$data', ({ golden, data, columns }) => {
    let expected: Golden;
    beforeAll(async () => {
      expected = JSON.parse(readFileSync(path.join(folder, golden), 'utf8')) as Golden;
      await orders.attach(golden, path.join(shared ?? '', 'data', 'cdnow', data));
      await orders.load(rowsOf(`import/${golden}`, columns), { numericIds: true });
    });

    test('customers, retention and revenue in exactly each month', async () => {
      const { cells, cohorts } = await tables({});
      expect(cohorts?.map(({ cohort, customers }) => [cohort, customers])).toEqual(
        expected.cohorts.map(({ cohort, size }) => [cohort, size]),
      );
      const wanted = expected.cohorts.flatMap(({ cohort, active, retention, revenue }) =>
        active.map((customers, period) => ({
          cohort,
          period,
          customers,
          retention: retention[period],
          revenue: revenue[period],
        })),
      );
      expect(
        cells?.map(({ cohort, period, customers, retention, revenue }) => ({
          cohort,
          period,
          customers,
          retention,
          revenue,
        })),
      ).toEqual(
        wanted.map((cell) => ({
          ...cell,
          retention: expect.closeTo(cell.retention ?? Number.NaN, 12) as number,
          revenue: expect.closeTo(cell.revenue ?? Number.NaN, 6) as number,
        })),
      );
    });

    test('customers on or after each month', async () => {
      const { cells } = await tables({ mode: 'onOrAfter' });
      expect(cells?.map(({ cohort, period, customers }) => [cohort, period, customers])).toEqual(
        expected.cohorts.flatMap(({ cohort, unbounded }) =>
          unbounded.map((customers, period) => [cohort, period, customers]),
        ),
      );
    });

    test('averages over complete months; all months are complete once the end is stated', async () => {
      const averages = async (params: object): Promise<unknown> =>
        (await tables(params))['average']?.map(({ retention }) => retention);
      const close = (values: readonly (number | null)[]): unknown =>
        values.map((value) => (value === null ? null : (expect.closeTo(value, 12) as number)));
      expect(await averages({})).toEqual(close(expected.weighted_average_complete));
      expect(await averages({ observationEnd: '1998-06-30' })).toEqual(close(expected.weighted_average));
    });
  });

  test('the published example of three users over a week', async () => {
    const published = JSON.parse(readFileSync(path.join(folder, 'toys_published.json'), 'utf8')) as Toys;
    const { n_day_percent, unbounded_percent } = published.posthog_unbounded_example;
    const order = (customer: string, day: string): { customer: string; day: string; amount: number } => ({
      customer,
      day,
      amount: 1,
    });
    await orders.loadOrders([
      ...['a', 'b', 'c'].map((customer) => order(customer, '2025-03-03')),
      order('a', '2025-03-04'),
      order('b', '2025-03-08'),
    ]);
    const percent = async (mode: string): Promise<unknown> => {
      const { cells } = await tables({ period: 'day', mode, observationEnd: '2025-03-09' });
      return cells?.map(({ retention }) => Math.floor(100 * Number(retention)));
    };
    expect(await percent('nday')).toEqual(n_day_percent);
    expect(await percent('onOrAfter')).toEqual(unbounded_percent);
  });
});
