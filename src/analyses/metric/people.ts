import { identifier, joined, sql, type Sql } from '../../contract/sql.ts';
import type { BoundData, TableStep } from '../analysis.ts';
import { marginOf } from '../margin.ts';
import { hasAmount } from '../placed-orders.ts';
import { GROUPS } from './groups.ts';
import { asksFor, MARGINS, type MetricParams, NEWCOMERS, UNITS } from './params.ts';
import { at, table, view } from './steps.ts';

/** By division: whether its period is that of the customer's first order. */
const NEW = [sql`new1`, sql`new2`] as const;

/** Aggregate: orders among rows of one customer. A row without an order id is an order of its own. */
export function ordersIn(data: BoundData): Sql {
  return data.orderLines
    ? sql`(count(DISTINCT order_key) + count(*) FILTER (WHERE order_key IS NULL))`
    : sql`count(*)`;
}

/** What is added up over the rows of a customer. */
const SUMMED = ['revenue', 'units', 'margin'] as const;

/** What rows say of it, as far as it is asked for; the money always, as it is what members are compared by. */
export function summedOf(
  data: BoundData,
  params: MetricParams,
): Readonly<Partial<Record<(typeof SUMMED)[number], Sql>>> {
  const margin = asksFor(params, MARGINS) ? marginOf(data) : null;
  return {
    ...(hasAmount(data) ? { revenue: sql`amount` } : {}),
    ...(asksFor(params, UNITS) && data.roles.includes('quantity') ? { units: sql`quantity` } : {}),
    ...(margin === null ? {} : { margin }),
  };
}

/** Sums of each customer in each of the finest groups, of which those of larger ones are summed. */
function finestQuery(data: BoundData, grouped: Sql, params: MetricParams): Sql {
  const groups = GROUPS.slice(0, params.dimensions.length);
  const sums = Object.keys(summedOf(data, params)).map((name) => {
    const column = identifier(name);
    return sql`, sum(${column}) AS ${column}`;
  });
  const news = [sql`began`, ...NEW].map((name) => sql`, bool_and(${name}) AS ${name}`);
  const newcomers = asksFor(params, NEWCOMERS) ? news : [];
  const by = joined([sql`customer_key`, ...groups], ', ');
  return sql`SELECT ${by}, count(*) AS orders${joined([...sums, ...newcomers], '')}
FROM (${grouped}) GROUP BY ${by}`;
}

/** Places of the divisions by which people are grouped together. */
type GroupSet = readonly number[];

/** Sets that people are summed over: all of them, those of each division, and the finest groups, which come last. */
function groupSets({ dimensions }: MetricParams): readonly GroupSet[] {
  return [[], [0], [1], [0, 1]].slice(0, 2 ** dimensions.length);
}

/** Figures of each customer in groups of several sets, of rows with the numbers of their groups. */
function summedPeople(
  data: BoundData,
  source: Sql,
  sets: readonly GroupSet[],
  { orders, params }: { readonly orders: Sql; readonly params: MetricParams },
): Sql {
  // A group that no set is of is a column that all sets sum over.
  const isIn = GROUPS.map((_, place) => sets.some((set) => set.includes(place)));
  const over = GROUPS.map((name, place) => (isIn[place] === true ? sql`grouping(${name}) = 1` : sql`TRUE`));
  const groups = GROUPS.map((name, place) => (isIn[place] === true ? name : sql`NULL::INTEGER AS ${name}`));
  const isNew = joined(
    [sql`bool_and(began)`, ...over.map((each, place) => sql`(${each} OR bool_and(${NEW[place] ?? sql``}))`)],
    ' AND ',
  );
  const sums = summedOf(data, params);
  const figures = SUMMED.map((name) => {
    const column = identifier(name);
    return sums[name] === undefined ? sql`NULL::DOUBLE AS ${column}` : sql`sum(${column}) AS ${column}`;
  });
  const listed = sets.map(
    (set) => sql`(${[sql`customer_key`, ...GROUPS.filter((_, place) => set.includes(place))]})`,
  );
  return sql`SELECT customer_key, ${over[0] ?? sql``} AS over1, ${over[1] ?? sql``} AS over2, ${groups},
  ${orders} AS orders, ${figures}, ${asksFor(params, NEWCOMERS) ? isNew : sql`FALSE`} AS is_new
FROM ${source}
GROUP BY GROUPING SETS (${listed})`;
}

/** The finest groups of each customer, with the columns of {@link summedPeople}. */
function finestPeople(data: BoundData, finest: Sql, params: MetricParams): Sql {
  const places = params.dimensions.length;
  const sums = summedOf(data, params);
  const over = GROUPS.map((_, place) => (place < places ? sql`FALSE` : sql`TRUE`));
  const groups = GROUPS.map((name, place) => (place < places ? name : sql`NULL::INTEGER AS ${name}`));
  const figures = SUMMED.map((name) => {
    const column = identifier(name);
    return sums[name] === undefined ? sql`NULL::DOUBLE AS ${column}` : column;
  });
  const isNew = asksFor(params, NEWCOMERS)
    ? joined([sql`began`, ...NEW.slice(0, places)], ' AND ')
    : sql`FALSE`;
  return sql`SELECT customer_key, ${over[0] ?? sql``} AS over1, ${over[1] ?? sql``} AS over2, ${groups},
  orders, ${figures}, ${isNew} AS is_new
FROM ${finest}`;
}

/**
 * Steps to the figures of each customer in each group and in each total. Orders that stand in two groups count once in the
 * total of both, which is why rows themselves are counted for each set where one order has several; else they are added up
 * of the finest groups, which stand once and are not copied.
 */
export function peopleSteps(
  data: BoundData,
  grouped: Sql,
  params: MetricParams,
): Record<'tables' | 'views', readonly TableStep[]> {
  const sets = groupSets(params);
  if (data.orderLines) {
    const people = summedPeople(data, sql`(${grouped})`, sets, { orders: ordersIn(data), params });
    return {
      tables: [table('counted', people)],
      views: [view('people', sql`SELECT * FROM ${at('counted')}`)],
    };
  }
  const totals = sets.slice(0, -1);
  const finest = finestPeople(data, at('finest'), params);
  const orders = sql`sum(orders)::BIGINT`;
  return {
    tables: [
      table('finest', finestQuery(data, grouped, params)),
      ...(totals.length === 0
        ? []
        : [table('totals', summedPeople(data, at('finest'), totals, { orders, params }))]),
    ],
    views: [
      view('people', totals.length === 0 ? finest : sql`SELECT * FROM ${at('totals')}\nUNION ALL\n${finest}`),
    ],
  };
}
