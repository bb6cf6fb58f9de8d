import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { DataProfile, ProfiledColumn } from '../../../src/contract/data-profile.ts';
import type { Mapping } from '../../../src/contract/import.ts';
import { newId, type TableId } from '../../../src/contract/ids.ts';
import { row } from '../../../src/contract/result-set.ts';
import { Sql } from '../../../src/contract/sql.ts';
import type { SideTable } from '../../../src/contract/tables.ts';
import { profiledRelation } from '../../../workers/tables/profile-relation.ts';
import { profileTable } from '../../../workers/tables/profile-table.ts';
import { startWorkbench, type Workbench } from '../import/workbench.ts';

const DAY = 86_400_000;
const AS_OF = Date.UTC(2024, 2, 11);

let bench: Workbench;
beforeAll(async () => {
  bench = await startWorkbench();
}, 60_000);
afterAll(() => bench.close());

async function figuresOf(query: string): Promise<readonly number[]> {
  return row(await bench.db.query(new Sql(query), bench.run), 0).map(Number);
}

async function profiled(text: string, changes: Partial<Mapping> = {}): Promise<DataProfile> {
  const loaded = await bench.loadText(text, changes, { exactDuplicate: false });
  const relation = await profiledRelation(bench.db, bench.run, 'orders', loaded, []);
  return profileTable(bench.db, bench.run, relation, AS_OF);
}

function columnOf({ columns }: DataProfile, name: string): ProfiledColumn {
  const found = columns.find((column) => column.name === name);
  if (found === undefined) throw new RangeError(`no column ${name}: ${columns.map((c) => c.name).join()}`);
  return found;
}

/** Order lines of sixty days without a break, then twenty days without, then ten more. */
function orderLines(): string {
  const days = Array.from({ length: 90 }, (_, day) => day).filter((day) => day < 60 || day >= 80);
  const lines = days.flatMap((day, place) => {
    const date = new Date(Date.UTC(2023, 11, 12) + day * DAY).toISOString().slice(0, 10);
    const quantity = 1 + (place % 5);
    // Every tenth amount is a unit off; one price is far from all others.
    const price = place === 7 ? 5000 : 10 + (place % 20);
    const amount = quantity * price + (place % 10 === 3 ? 1 : 0);
    const note = place % 4 === 0 ? '' : place % 4 === 1 ? 'gift' : 'plain';
    const id = `A${1000 + Math.floor(place / 2)}`;
    return [`${id},C${10 + (place % 30)},${date},${quantity},${price},${amount},${note},EUR`];
  });
  return ['order_id,customer_id,order_date,quantity,unit_price,amount,note,currency', ...lines].join('\n');
}

describe('a profile of orders', () => {
  let profile: DataProfile;
  beforeAll(async () => {
    profile = await profiled(orderLines(), { extras: ['note', 'currency'] });
  });

  it('counts rows, customers, values and empty fields as plain SQL does', async () => {
    const [rows, customers, filled, distinct, once] =
      await figuresOf(`SELECT count(*), count(DISTINCT customer_key),
      count(note), count(DISTINCT unit_price), (SELECT count(*) FROM (SELECT unit_price FROM orders GROUP BY 1 HAVING count(*) = 1))
      FROM orders`);
    expect(profile).toMatchObject({ relation: 'orders', rows, customers });
    expect(columnOf(profile, 'note')).toMatchObject({ type: 'text', filled, distinct: 2, estimated: false });
    expect(columnOf(profile, 'unit_price')).toMatchObject({ distinct, single: once, role: 'unitPrice' });
    expect(rows).toBe(70);
  });

  it('gives the quartiles, mean and deviation that plain SQL gives, and finds the one outlier', async () => {
    const [min, q1, median, q3, max, mean, sd] =
      await figuresOf(`SELECT min(unit_price), quantile_cont(unit_price, 0.25),
      median(unit_price), quantile_cont(unit_price, 0.75), max(unit_price), avg(unit_price), stddev_samp(unit_price) FROM orders`);
    const price = columnOf(profile, 'unit_price');
    expect(price.numbers).toMatchObject({ min, q1, median, q3, max });
    expect(price.numbers?.mean).toBeCloseTo(mean ?? 0, 9);
    expect(price.numbers?.sd).toBeCloseTo(sd ?? 0, 6);
    expect(price.outliers).toBe(1);
    if (price.histogram.kind !== 'number') throw new RangeError('no histogram of numbers');
    expect(price.histogram.counts.reduce((sum, count) => sum + count, 0)).toBe(69);
  });

  it('lists the most frequent values, but none that tell people apart', () => {
    expect(columnOf(profile, 'note').histogram).toEqual({
      kind: 'text',
      top: [
        { value: 'plain', count: 34 },
        { value: 'gift', count: 18 },
      ],
      other: 0,
    });
    const customer = columnOf(profile, 'customer_key');
    expect(customer).toMatchObject({ masked: true, distinct: 30, numbers: null });
    expect(customer.histogram).toEqual({ kind: 'text', top: [], other: 70 });
  });

  it('finds the twenty days without rows, and the age of the last one', () => {
    expect(profile.coverage?.gaps).toEqual([
      { from: Date.UTC(2024, 1, 10), to: Date.UTC(2024, 1, 29), days: 20 },
    ]);
    expect(profile.coverage).toMatchObject({ column: 'ordered_at', step: 'day', rhythm: 1 });
    expect(profile.ageDays).toBe((AS_OF - Date.UTC(2024, 2, 10)) / DAY);
  });

  it('checks amounts, orders and the currency', () => {
    expect(profile.checks).toEqual([
      { code: 'amountIsQuantityTimesPrice', checked: 70, failed: 7 },
      { code: 'orderHasOneCustomer', checked: 35, failed: 35 },
      { code: 'orderHasOneDate', checked: 35, failed: 35 },
      { code: 'currencyIsOne', checked: 70, failed: 0 },
    ]);
    expect(profile.quality.consistency).toBeCloseTo((0.9 + 0 + 0 + 1) / 4, 12);
  });

  it('scores parts by hand', () => {
    const { completeness, uniqueness, validity, timeliness, score } = profile.quality;
    expect(completeness).toBeCloseTo((7 + 52 / 70) / 8, 12);
    expect([uniqueness, validity]).toEqual([1, 1]);
    expect(timeliness).toBeCloseTo(2 ** (-1 / 90), 12);
    const parts = [(7 + 52 / 70) / 8, 1, 1, 1.9 / 4, 2 ** (-1 / 90)];
    expect(score).toBeCloseTo((100 * parts.reduce((sum, part) => sum + part, 0)) / 5, 9);
  });

  it('leaves no table behind', async () => {
    const [left] = await figuresOf(
      "SELECT count(*) FROM duckdb_tables() WHERE table_name = 'profile_values'",
    );
    expect(left).toBe(0);
  });
});

it('checks margins against amounts and costs, to the cent', async () => {
  const profile = await profiled(
    'customer,date,amount,cost,margin\na,2024-01-01,10.00,4.00,6.00\nb,2024-01-02,10.00,3.33,6.68\nc,2024-01-03,10.00,4.00,5.00\n',
  );
  expect(profile.checks).toEqual([{ code: 'marginIsAmountMinusCost', checked: 3, failed: 1 }]);
});

it('counts rows that could not be read against validity', async () => {
  const profile = await profiled(
    'customer,date,amount\na,2024-01-01,10\nb,someday,12\nc,2024-01-03,11\nd,2024-01-04,9\n',
  );
  expect(profile.quality.validity).toBe(0.75);
});

it('measures a table beside the orders by its own key and dates', async () => {
  await bench.db.query(
    new Sql(`CREATE OR REPLACE VIEW tickets AS SELECT * FROM (VALUES
      ('a', 'T1', TIMESTAMP '2024-01-01', TIMESTAMP '2024-01-02'),
      ('b', 'T2', TIMESTAMP '2024-01-05', TIMESTAMP '2024-01-04'),
      ('b', 'T2', TIMESTAMP '2024-01-06', NULL)) AS t(customer, ticket, opened, closed)`),
    bench.run,
  );
  const side: SideTable = {
    tableId: newId<TableId>(),
    kind: 'tickets',
    relation: 'tickets',
    files: ['tickets.csv'],
    rows: 3,
    setAside: 1,
    endsUnread: 0,
    columns: [
      { name: 'customer', role: 'customerId', type: 'text' },
      { name: 'ticket', role: 'ticketId', type: 'text' },
      { name: 'opened', role: 'openedAt', type: 'timestamp' },
      { name: 'closed', role: 'closedAt', type: 'timestamp' },
    ],
    match: null,
    differences: [],
  };
  const relation = await profiledRelation(bench.db, bench.run, 'tickets', null, [side]);
  const profile = await profileTable(bench.db, bench.run, relation, Date.UTC(2024, 0, 6));
  expect(profile.checks).toEqual([{ code: 'datesInOrder', checked: 2, failed: 1 }]);
  expect(profile.quality).toMatchObject({ uniqueness: 2 / 3, validity: 0.75, timeliness: 1 });
  expect(profile).toMatchObject({ customers: 2, ageDays: 0 });
});

it('knows no table that is not loaded', async () => {
  await expect(profiledRelation(bench.db, bench.run, 'answers', null, [])).rejects.toMatchObject({
    error: { code: 'profile.unknownTable', params: { name: 'answers' } },
  });
});
