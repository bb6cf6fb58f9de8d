import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { FilterClause, Selection } from '../../../src/contract/dashboard.ts';
import { AppFailure } from '../../../src/contract/error.ts';
import { column } from '../../../src/contract/result-set.ts';
import { newRun } from '../../analyses/orders-in-engine.ts';
import { seeded, shop } from '../notebook/shop.ts';
import { DashboardInEngine } from './dashboard-in-engine.ts';

interface Order {
  readonly customer: string;
  readonly day: string;
  readonly amount: number;
  readonly country: string;
  readonly channel: string;
}

const CSV = shop(140);
const ORDERS: readonly Order[] = CSV.split('\n')
  .slice(1)
  .map((line) => {
    const [customer = '', day = '', amount = '', country = '', channel = ''] = line.split(',');
    return { customer, day, amount: Number(amount), country, channel };
  });

let dashboard: DashboardInEngine;
/** Segment of each customer over all orders. */
let segments: ReadonlyMap<string, string>;
beforeAll(async () => {
  dashboard = await DashboardInEngine.start(CSV);
  const { bench, datasetId } = dashboard;
  await bench.analyse(newRun(), datasetId, 'rfm', {});
  const window = { datasetId, analysisId: 'rfm', table: 'customers', where: {}, offset: 0, limit: 1000 };
  const rows = await bench.rows(newRun(), { ...window, orderBy: 'customer', descending: false });
  const [ids, names] = [column(rows, 'customer').values, column(rows, 'segment').values];
  segments = new Map(ids.map((id, place) => [String(id), String(names[place])]));
}, 60_000);
afterAll(() => dashboard.close());

const bandOf = (orders: number): string =>
  orders <= 1 ? '1' : orders <= 2 ? '2' : orders <= 4 ? '3–4' : orders <= 9 ? '5–9' : '≥ 10';
const quarterOf = (day: string): string =>
  `${day.slice(0, 4)}-Q${Math.floor((Number(day.slice(5, 7)) - 1) / 3) + 1}`;

/** What a row says of a dimension, by hand; what is of the customer is over `all` orders. */
function valueBy(all: readonly Order[]): (order: Order, dimension: string) => string {
  const firsts = new Map<string, string>();
  const counts = new Map<string, number>();
  for (const { customer, day } of all) {
    const first = firsts.get(customer);
    if (first === undefined || day < first) firsts.set(customer, day);
    counts.set(customer, (counts.get(customer) ?? 0) + 1);
  }
  return (order, dimension) => {
    switch (dimension) {
      case 'country':
        return order.country;
      case 'channel':
        return order.channel;
      case 'period':
        return order.day.slice(0, 7);
      case 'orderQuarter':
        return quarterOf(order.day);
      case 'cohortMonth':
        return firsts.get(order.customer)?.slice(0, 7) ?? '';
      case 'frequencyBand':
        return bandOf(counts.get(order.customer) ?? 0);
      default:
        return segments.get(order.customer) ?? '(none)';
    }
  };
}

const DIMENSIONS = [
  'country',
  'channel',
  'period',
  'orderQuarter',
  'cohortMonth',
  'frequencyBand',
  'segment',
];
const TIME = ['period', 'orderQuarter'];
const value = valueBy(ORDERS);
const next = seeded(20_261_122);

function oneOf<T>(values: readonly T[]): T {
  const chosen = values[Math.floor(next() * values.length)];
  if (chosen === undefined) throw new RangeError('there is nothing to choose from');
  return chosen;
}

function randomClause(dimension: string): FilterClause {
  const some = (): string => value(oneOf(ORDERS), dimension);
  if (dimension === 'country' || dimension === 'channel' || dimension === 'segment' || next() < 0.3) {
    return { dimension, op: 'in', values: [...new Set([some(), some(), some()])] };
  }
  const [low = '', high = ''] = [some(), some()].sort();
  return { dimension, op: 'between', low, high };
}

function meets(found: string, clause: FilterClause): boolean {
  return clause.op === 'in' ? clause.values.includes(found) : found >= clause.low && found <= clause.high;
}

/** The period a first order must lie in: the conditions on time, asked of it. */
function beganIn(selection: Selection, first: string): boolean {
  return selection
    .filter(({ dimension }) => TIME.includes(dimension))
    .every((clause) => meets(clause.dimension === 'period' ? first.slice(0, 7) : quarterOf(first), clause));
}

describe('a tile on selected orders', () => {
  const firstDay = new Map<string, string>();
  for (const { customer, day } of ORDERS) {
    const first = firstDay.get(customer);
    if (first === undefined || day < first) firstDay.set(customer, day);
  }

  test.each(Array.from({ length: 16 }, (_, place) => place))('is what it is by hand: case %i', async () => {
    const shuffled = DIMENSIONS.toSorted(() => next() - 0.5);
    const selection = shuffled.slice(0, Math.floor(next() * 4)).map(randomClause);
    const dimensions = DIMENSIONS.toSorted(() => next() - 0.5).slice(0, Math.floor(next() * 3));
    const measures = ['orders', 'revenue', 'new_customers', 'returning_customers', 'new_customer_share'];
    const selected = ORDERS.filter((order) =>
      selection.every((clause) => meets(value(order, clause.dimension), clause)),
    );
    const request = dashboard.metric({ dimensions, measures }, { selection });
    if (selected.length === 0) {
      await expect(dashboard.run(request)).rejects.toThrow(AppFailure);
      return;
    }
    const cells = await dashboard.cells(request);
    const groups = new Set(selected.map((order) => dimensions.map((name) => value(order, name)).join('|')));
    expect(
      cells.filter((cell) => dimensions.every((_, place) => cell[`dimension${place + 1}`] !== null)),
    ).toHaveLength(groups.size);
    for (const cell of cells) {
      const group = [cell['dimension1'], cell['dimension2']];
      const inside = selected.filter((order) =>
        dimensions.every((name, place) => group[place] === null || value(order, name) === group[place]),
      );
      const people = [...new Set(inside.map(({ customer }) => customer))];
      const isNew = (customer: string): boolean => {
        const first = firstDay.get(customer) ?? '';
        const inGroup = dimensions.every((name, place) => {
          if (group[place] === null || !TIME.includes(name)) return true;
          return (name === 'period' ? first.slice(0, 7) : quarterOf(first)) === group[place];
        });
        return inGroup && beganIn(selection, first);
      };
      const newcomers = people.filter(isNew).length;
      expect(cell).toMatchObject({
        customers: people.length,
        orders: inside.length,
        new_customers: newcomers,
        returning_customers: people.length - newcomers,
      });
      expect(cell['new_customer_share']).toBeCloseTo(newcomers / people.length, 9);
      expect(cell['revenue']).toBeCloseTo(
        inside.reduce((sum, { amount }) => sum + amount, 0),
        4,
      );
    }
    const { customers } = await dashboard.desk.runTile(newRun(), request);
    expect(customers).toBe(new Set(selected.map(({ customer }) => customer)).size);
  });

  test('days leave orders out as if they were not there', async () => {
    const days = { from: '2023-07-01', to: '2024-03-31' };
    const within = ORDERS.filter(({ day }) => day >= days.from && day <= days.to);
    const then = valueBy(within);
    const cells = await dashboard.cells(
      dashboard.metric(
        { dimensions: ['cohortMonth'], measures: ['orders'] },
        { prepare: dashboard.prepared({ days }) },
      ),
    );
    for (const cell of cells) {
      const month = cell['dimension1'];
      const inside = within.filter((order) => month === null || then(order, 'cohortMonth') === month);
      expect(cell['orders']).toBe(inside.length);
    }
  });

  test('any analysis runs on it, and its result stands until something else is asked', async () => {
    const selection: Selection = [
      { dimension: 'segment', op: 'in', values: ['Champions', 'Loyal Customers'] },
    ];
    const request = { ...dashboard.metric({}), tile: 'kept', analysisId: 'kpi', selection };
    const first = await dashboard.desk.runTile(newRun(), request);
    const wanted = [...segments.values()].filter((name) => ['Champions', 'Loyal Customers'].includes(name));
    expect(first.customers).toBe(wanted.length);
    expect(first.outcome.facts['total_customers']).toBe(wanted.length);
    const again = await dashboard.desk.runTile(newRun(), request);
    expect(again.outcome).toBe(first.outcome);
    const other = await dashboard.desk.runTile(newRun(), { ...request, selection: [] });
    expect(other.customers).toBe(segments.size);
  });

  test('a condition on what is not there is refused', async () => {
    const selection: Selection = [{ dimension: 'nowhere', op: 'in', values: ['a'] }];
    await expect(dashboard.run(dashboard.metric({}, { selection }))).rejects.toThrow(AppFailure);
  });

  test('conditions are data, never SQL', async () => {
    const selection: Selection = [{ dimension: 'country', op: 'in', values: ["DE' OR '1'='1"] }];
    await expect(dashboard.run(dashboard.metric({}, { selection }))).rejects.toThrow(AppFailure);
  });
});

test('of many values the fifty with most customers are listed, under every filter', async () => {
  const next60 = seeded(5);
  const rows = Array.from({ length: 400 }, (_, place) => {
    const city = Math.floor(56 * next60() ** 0.8);
    return `QZ${place}XK,2024-0${1 + Math.floor(9 * next60())}-10,${(100 * next60()).toFixed(2)},city ${city}`;
  });
  const many = await DashboardInEngine.start(['customer_id,order_date,amount,country', ...rows].join('\n'));
  const all = await many.cells(many.metric({ dimensions: ['country'], measures: ['customers'] }));
  const listed = all.map((cell) => cell['dimension1']).filter((name) => name !== null && name !== '(others)');
  expect(listed).toHaveLength(50);
  const selection: Selection = [{ dimension: 'country', op: 'in', values: ['(others)', String(listed[0])] }];
  const some = await many.cells(
    many.metric({ dimensions: ['country', 'period'], measures: ['customers'] }, { selection }),
  );
  expect(new Set(some.map((cell) => cell['dimension1']))).toEqual(new Set([null, '(others)', listed[0]]));
  const others = all.find((cell) => cell['dimension1'] === '(others)');
  expect(
    some.find((cell) => cell['dimension1'] === '(others)' && cell['dimension2'] === null)?.['customers'],
  ).toBe(others?.['customers']);
  await many.close();
});
