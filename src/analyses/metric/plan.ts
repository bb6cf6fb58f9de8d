import { identifier, joined, sql, type Sql } from '../../contract/sql.ts';
import { CUSTOMER_COLUMNS, CUSTOMERS, ORDERS } from '../../data/relations.ts';
import type { BoundData, Plan } from '../analysis.ts';
import { daysAfter } from '../calendar-day.ts';
import {
  filterColumn,
  needsCustomers,
  numberedGroups,
  OTHER_VALUES,
  periodNumberOf,
  textColumn,
} from './columns.ts';
import {
  dividedPlaces,
  DIVISIONS,
  groupedRows,
  listedQuery,
  named,
  namesQuery,
  shortened,
} from './groups.ts';
import {
  asksFor,
  MARGINS,
  type Measure,
  type MetricFilter,
  type MetricParams,
  MONEY,
  NEWCOMERS,
  UNITS,
} from './params.ts';
import { ordersIn, peopleSteps, summedOf } from './people.ts';
import { at, table, view } from './steps.ts';

const PLACED = sql`customer_key IS NOT NULL AND ordered_at IS NOT NULL`;
const FIRST_AT = identifier(CUSTOMER_COLUMNS.firstAt);
const ALL_ORDERS = identifier(CUSTOMER_COLUMNS.orders);

/** A condition in SQL; no row meets one on a column that is not there. */
function condition(column: ReturnType<typeof filterColumn>, { op, values }: MetricFilter): Sql {
  if (column === null) return sql`FALSE`;
  const { kind, value } = column;
  const [first = 0, second = 0] = values;
  if (kind === 'text') {
    const list = values.map((each) => sql`${String(each)}`);
    return op === 'notIn' ? sql`${value} NOT IN (${list})` : sql`${value} IN (${list})`;
  }
  const from = (bound: string | number): Sql =>
    kind === 'date' ? sql`${value} >= TIMESTAMP ${String(bound)}` : sql`${value} >= ${bound}`;
  const to = (bound: string | number): Sql =>
    kind === 'date' ? sql`${value} < TIMESTAMP ${daysAfter(String(bound), 1)}` : sql`${value} <= ${bound}`;
  switch (op) {
    case 'atMost':
      return to(first);
    case 'between':
      return sql`(${from(first)} AND ${to(second)})`;
    default:
      return from(first);
  }
}

/** Joins what is known of the customer of a row over all orders, where rows do not say it themselves. */
function joinedCustomers(data: BoundData, params: MetricParams): Sql {
  const known = data.customerColumns ?? [];
  const needed = params.dimensions.some(needsCustomers) || asksFor(params, NEWCOMERS);
  if (!needed || (known.includes('firstAt') && known.includes('orders'))) return sql``;
  return sql` JOIN (
    SELECT customer_key, min(ordered_at) AS ${FIRST_AT}, ${ordersIn(data)} AS ${ALL_ORDERS}
    FROM ${identifier(ORDERS)} WHERE ${PLACED} GROUP BY customer_key
  ) USING (customer_key)`;
}

/**
 * Whether the first order of a row's customer lies where a cell's orders do: within the conditions on the day, and in
 * the period of each dimension of time. A customer is new in a cell when all of these hold that the cell does not sum
 * over.
 */
function newcomerColumns(data: BoundData, { dimensions, filters }: MetricParams): Sql {
  const selected = data.customerColumns?.includes('began') === true;
  const began = [
    selected ? identifier(CUSTOMER_COLUMNS.began) : sql`TRUE`,
    ...filters
      .filter(({ column }) => column === 'orderedAt')
      .map((each) => condition({ kind: 'date', value: FIRST_AT }, each)),
  ];
  const [new1 = sql`TRUE`, new2 = sql`TRUE`] = DIVISIONS.map((_, place) => {
    const name = dimensions[place] ?? '';
    const [here, first] = [periodNumberOf(name, sql`ordered_at`), periodNumberOf(name, FIRST_AT)];
    return here === null || first === null ? sql`TRUE` : sql`${here} = ${first}`;
  });
  return sql`${joined(began, ' AND ')} AS began, ${new1} AS new1, ${new2} AS new2`;
}

/** Order rows that meet the conditions, with what they are divided by. */
function rowsQuery(data: BoundData, params: MetricParams): Sql {
  const { dimensions, filters } = params;
  const values = dividedPlaces(params).map((place) => {
    const name = dimensions[place] ?? '';
    const text = textColumn(data, name) ?? sql`''`;
    const value = numberedGroups(name)?.number ?? sql`${text}::VARCHAR`;
    return sql`, ${value} AS ${DIVISIONS[place] ?? sql``}`;
  });
  const order = data.orderLines ? sql`, order_key` : sql``;
  const sums = Object.entries(summedOf(data, params)).map(
    ([name, value]) => sql`, ${value} AS ${identifier(name)}`,
  );
  const newcomers = asksFor(params, NEWCOMERS) ? sql`, ${newcomerColumns(data, params)}` : sql``;
  const conditions = filters.map((each) => condition(filterColumn(data, each.column), each));
  const where = joined([PLACED, ...conditions], ' AND ');
  return sql`SELECT customer_key${order}${joined([...sums, newcomers, ...values], '')}
FROM ${identifier(ORDERS)}${joinedCustomers(data, params)}
WHERE ${where}`;
}

/** Groups and their totals; a total over a column that nothing is divided by is the group itself. */
function cellsQuery(people: Sql, names: Sql, params: MetricParams): Sql {
  const { measures } = params;
  const wanted = (value: Sql, ...by: readonly Measure[]): Sql =>
    asksFor(params, by) ? value : sql`NULL::DOUBLE`;
  const counted = (value: Sql, ...by: readonly Measure[]): Sql =>
    asksFor(params, by) ? sql`(${value})::BIGINT` : sql`NULL::BIGINT`;
  const largest = (column: Sql, place: number, by: readonly Measure[]): Sql =>
    wanted(sql`round((max(${column}, 2))[${place}], 6)`, ...by);
  const newcomers = sql`count(*) FILTER (WHERE is_new)`;
  const share = sql`count(*) / max(CASE WHEN over1 AND over2 THEN count(*) END) OVER ()`;
  // A mean tells of the sum behind it, which the gate's rules are about, and a share of its number: they go along.
  const { shown, joins } = named(sql`figures`, names, params);
  return sql`SELECT ${shown}, figures.* EXCLUDE (over1, over2, d1, d2) FROM (
SELECT over1, over2, d1, d2, count(*) AS customers,
  ${counted(sql`sum(orders)`, 'orders')} AS orders,
  ${wanted(sql`round(fsum(revenue), 6)`, ...MONEY)} AS revenue,
  ${wanted(sql`round(fsum(revenue) / nullif(sum(orders), 0), 9)`, 'average_order_value')} AS average_order_value,
  ${wanted(sql`round(fsum(revenue) / count(*), 9)`, 'revenue_per_customer')} AS revenue_per_customer,
  ${wanted(sql`round(fsum(units), 6)`, ...UNITS)} AS units,
  ${measures.includes('customer_share') ? share : sql`NULL::DOUBLE`} AS customer_share,
  ${counted(newcomers, ...NEWCOMERS)} AS new_customers,
  ${counted(sql`count(*) - ${newcomers}`, 'returning_customers')} AS returning_customers,
  ${wanted(sql`${newcomers} / count(*)`, 'new_customer_share')} AS new_customer_share,
  ${wanted(sql`sum(orders) / count(*)`, 'orders_per_customer')} AS orders_per_customer,
  ${wanted(sql`round(fsum(units) / nullif(sum(orders), 0), 9)`, 'units_per_order')} AS units_per_order,
  ${wanted(sql`round(fsum(margin), 6)`, ...MARGINS)} AS margin,
  ${wanted(sql`round(fsum(margin) / nullif(fsum(revenue), 0), 9)`, 'margin_rate')} AS margin_rate,
  ${largest(sql`revenue`, 1, MONEY)} AS revenue_largest, ${largest(sql`revenue`, 2, MONEY)} AS revenue_second,
  ${largest(sql`units`, 1, UNITS)} AS units_largest, ${largest(sql`units`, 2, UNITS)} AS units_second,
  ${largest(sql`margin`, 1, MARGINS)} AS margin_largest, ${largest(sql`margin`, 2, MARGINS)} AS margin_second
FROM ${people}
GROUP BY over1, over2, d1, d2
) AS figures${joins}
ORDER BY over1, dimension1 = ${OTHER_VALUES}, dimension1, over2, dimension2 = ${OTHER_VALUES}, dimension2`;
}

/** The tables of a metric: figures of each customer in each group, and their sums. */
export function planMetric(data: BoundData, params: MetricParams): Plan {
  const [listed, names, people] = [at('listed'), at('names'), at('people')];
  const rows = rowsQuery(data, params);
  const { tables, views } = peopleSteps(data, groupedRows(rows, listed, params), params);
  const places = dividedPlaces(params);
  const numbered = at(data.orderLines ? 'counted' : 'finest');
  const { shown, joins } = named(sql`people`, names, params);
  const finest = places.map((place) => (place === 0 ? sql`NOT over1` : sql`NOT over2`));
  return {
    steps: [
      ...(shortened(params).length === 0 ? [] : [table('listed', listedQuery(data, rows, params))]),
      ...tables,
      ...(places.length === 0 ? [] : [table('names', namesQuery(numbered, listed, params))]),
      ...views,
      // Read only where somebody is looked up or a release is compared.
      view(
        'members',
        sql`SELECT customer_key, customer_id AS customer, ${shown}, orders::BIGINT AS orders,
  round(revenue, 6) AS revenue
FROM ${people} AS people JOIN ${identifier(CUSTOMERS)} USING (customer_key)${joins}
WHERE ${finest.length === 0 ? sql`TRUE` : joined(finest, ' AND ')}`,
      ),
      // Last: other figures on the same groups need no other people.
      table('cells', cellsQuery(people, names, params), false),
    ],
    facts: sql`SELECT count(*) AS customers, coalesce(sum(orders), 0)::BIGINT AS orders,
  round(coalesce(fsum(revenue), 0), 6) AS revenue,
  (SELECT count(*) FROM ${at('cells')} WHERE dimension1 IS NOT NULL OR dimension2 IS NOT NULL) AS groups
FROM ${people} WHERE over1 AND over2`,
  };
}
