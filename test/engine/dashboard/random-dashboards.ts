import fc from 'fast-check';
import {
  DASHBOARD_MEASURES,
  type DashboardGrain,
  type FilterClause,
  type PrepareRequest,
  type Selection,
  type TileQuestion,
} from '../../../src/contract/dashboard.ts';
import { sql, type Sql } from '../../../src/contract/sql.ts';

const CUSTOMERS = ['a', 'b', 'c', 'd', 'e', 'f', null] as const;
const CHANNELS = ['web', 'app', '', null] as const;
const CATEGORIES = ['toys', 'food', 'books'] as const;
const COUNTRIES = ['DE', 'FR', 'it’s', null] as const;
const DIMENSIONS = [
  'period',
  'channel',
  'category',
  'country',
  'plan',
  'cohortMonth',
  'frequencyBand',
  'orderQuarter',
] as const;
const FIRST_DAY = Date.UTC(2023, 10, 20);
const DAY = 86_400_000;

function iso(day: number): string {
  return new Date(FIRST_DAY + day * DAY).toISOString().slice(0, 10);
}

const row = fc.record({
  customer: fc.constantFrom(...CUSTOMERS),
  day: fc.integer({ min: 0, max: 430 }),
  amount: fc.option(fc.integer({ min: 0, max: 5000 }), { freq: 5 }),
  quantity: fc.option(fc.integer({ min: 1, max: 9 }), { freq: 5 }),
  cost: fc.option(fc.integer({ min: 0, max: 2000 }), { freq: 5 }),
  order: fc.option(fc.integer({ min: 0, max: 12 }), { freq: 6 }),
  channel: fc.constantFrom(...CHANNELS),
  category: fc.constantFrom(...CATEGORIES),
  country: fc.constantFrom(...COUNTRIES),
  plan: fc.constantFrom('basic', 'plus', null),
});

const dimensions = fc.uniqueArray(fc.constantFrom(...DIMENSIONS), { maxLength: 2 });
const measures = fc.uniqueArray(fc.constantFrom(...DASHBOARD_MEASURES), { minLength: 1, maxLength: 4 });

/** What is asked at a time. */
const questions = fc.record({
  tiles: fc.array(fc.record({ dimensions, measures }), { minLength: 1, maxLength: 4 }),
  figure: measures,
  clauses: fc.uniqueArray(
    fc.record({
      dimension: fc.constantFrom(...DIMENSIONS),
      values: fc.array(fc.integer({ min: 0, max: 60 }), { minLength: 1, maxLength: 3 }),
      stretch: fc.boolean(),
    }),
    { maxLength: 3, selector: ({ dimension }) => dimension },
  ),
});

/** What a random case is made of. */
export const dashboardCases = fc.record({
  rows: fc.array(row, { minLength: 1, maxLength: 40 }),
  orderLines: fc.boolean(),
  /** Whether keys of customers lie far apart. */
  wideKeys: fc.boolean(),
  /** Rows that are read at a time. */
  atATime: fc.constantFrom(1, 3, 10, 1000),
  /** Columns in which each customer has one value. */
  ofCustomers: fc.subarray(['country', 'plan', 'channel'] as const),
  grain: fc.constantFrom<DashboardGrain>('week', 'month', 'quarter'),
  days: fc.option(fc.tuple(fc.integer({ min: 0, max: 200 }), fc.integer({ min: 50, max: 430 })), { freq: 3 }),
  asked: fc.array(questions, { minLength: 2, maxLength: 4 }),
});
type Seeds = typeof dashboardCases extends fc.Arbitrary<infer T> ? T : never;

/** A dashboard on random orders, and how it is filtered. */
export interface DashboardCase {
  readonly rows: Sql;
  readonly orderLines: boolean;
  readonly wideKeys: boolean;
  readonly prepare: Omit<PrepareRequest, 'datasetId'>;
  readonly atATime: number;
  /** One after another, as filters change. */
  readonly asked: readonly AskedAtOnce[];
}

export interface AskedAtOnce {
  readonly tiles: readonly Extract<TileQuestion, { kind: 'groups' }>[];
  readonly figure: Extract<TileQuestion, { kind: 'figure' }>;
  readonly selection: Selection;
}

function periodOf(grain: DashboardGrain, day: number): string {
  const date = new Date(FIRST_DAY + day * DAY);
  const month = iso(day).slice(0, 7);
  if (grain === 'month') return month;
  if (grain === 'quarter') return `${date.getUTCFullYear()}-Q${Math.floor(date.getUTCMonth() / 3) + 1}`;
  // Thursday of the week says which year it belongs to.
  const thursday = new Date(date.getTime() + (3 - ((date.getUTCDay() + 6) % 7)) * DAY);
  const first = Date.UTC(thursday.getUTCFullYear(), 0, 1);
  const week = Math.floor((thursday.getTime() - first) / DAY / 7) + 1;
  return `${thursday.getUTCFullYear()}-W${String(week).padStart(2, '0')}`;
}

/** Values that a dimension may have, or not. */
function valueOf(dimension: string, grain: DashboardGrain, seed: number): string {
  const of = (values: readonly (string | null)[]): string => values[seed % values.length] || '(none)';
  switch (dimension) {
    case 'period':
      return periodOf(grain, seed * 8);
    case 'cohortMonth':
      return periodOf('month', seed * 8);
    case 'orderQuarter':
      return periodOf('quarter', seed * 8);
    case 'frequencyBand':
      return of(['1', '2', '3–4', '5–9', '≥ 10']);
    case 'channel':
      return of(CHANNELS);
    case 'category':
      return of(CATEGORIES);
    case 'country':
      return of(COUNTRIES);
    default:
      return of(['basic', 'plus', null]);
  }
}

const ORDERED: readonly string[] = ['period', 'cohortMonth', 'frequencyBand', 'orderQuarter'];

function clauseOf(
  { dimension, values, stretch }: Seeds['asked'][number]['clauses'][number],
  grain: DashboardGrain,
): FilterClause {
  const named = values.map((seed) => valueOf(dimension, grain, seed)).sort();
  const [low = '', high = low] = [named[0], named.at(-1)];
  return stretch && ORDERED.includes(dimension)
    ? { dimension, op: 'between', low, high }
    : { dimension, op: 'in', values: named };
}

/** Makes a case out of random numbers. */
export function caseOf(seeds: Seeds): DashboardCase {
  const { grain, orderLines, wideKeys, atATime, ofCustomers, days } = seeds;
  const firstOf = new Map<string | null, Seeds['rows'][number]>();
  const rows = seeds.rows.map((each) => {
    const first = firstOf.get(each.customer) ?? each;
    firstOf.set(each.customer, first);
    const shared = Object.fromEntries(ofCustomers.map((name) => [name, first[name]]));
    const { customer, day, amount, quantity, cost, order, channel, category, country, plan } = {
      ...each,
      ...shared,
    };
    const money = amount === null ? null : amount / 100;
    return sql`(${customer}::VARCHAR, ${iso(day)}, ${money}::DOUBLE, ${quantity}::DOUBLE, ${cost === null ? null : cost / 100}::DOUBLE,
      ${order === null ? null : `o${order}`}::VARCHAR, ${channel}::VARCHAR, ${category}, ${country}::VARCHAR,
      ${plan}::VARCHAR)`;
  });
  const columns = sql`(customer, ordered_at, amount, quantity, cost, order_id, channel, category, country, plan)`;
  return {
    rows: sql`SELECT * FROM (VALUES ${rows}) AS orders${columns}`,
    orderLines,
    wideKeys,
    atATime,
    prepare: {
      dimensions: DIMENSIONS.filter((name) => name !== 'period'),
      grain,
      days: days === null ? null : { from: iso(days[0]), to: iso(days[1]) },
    },
    asked: seeds.asked.map(({ tiles, figure, clauses }) => ({
      tiles: tiles.map((tile, index) => ({ kind: 'groups', tile: String(index), ...tile })),
      figure: { kind: 'figure', tile: 'f', measures: figure, window: null },
      selection: clauses.map((each) => clauseOf(each, grain)),
    })),
  };
}
