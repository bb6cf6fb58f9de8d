import { identifier, joined, sql, type Sql } from '../../contract/sql.ts';
import { CUSTOMERS, ORDERS } from '../../data/relations.ts';
import type { BoundData, Plan, PlanStep } from '../analysis.ts';
import { daysAfter } from '../calendar-day.ts';
import { hasAmount } from '../placed-orders.ts';
import { dimensionValue, filterColumn, isOrdered, needsCustomers, OTHER_VALUES } from './columns.ts';
import { type Measure, type MetricFilter, type MetricParams, MONEY } from './params.ts';

/** Most groups of a column that are listed by name; the others are put together. */
const LISTED = 50;

function at(name: string): Sql {
  return sql`${identifier('metric')}.${identifier(name)}`;
}

const PLACED = sql`customer_key IS NOT NULL AND ordered_at IS NOT NULL`;
const DIMENSIONS = [identifier('dimension1'), identifier('dimension2')] as const;

/** Aggregate: orders among rows of one customer. A row without an order id is an order of its own. */
function ordersIn(data: BoundData): Sql {
  return data.orderLines
    ? sql`(count(DISTINCT order_key) + count(*) FILTER (WHERE order_key IS NULL))`
    : sql`count(*)`;
}

/** A condition in SQL; no row meets one on a column that is not there. */
function condition(data: BoundData, { column: name, op, values }: MetricFilter): Sql {
  const column = filterColumn(data, name);
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

/** Order rows that meet the conditions, with what they are divided by. */
function rowsQuery(data: BoundData, { dimensions, filters }: MetricParams): Sql {
  const values = DIMENSIONS.map((name, place) => {
    const dimension = dimensions[place];
    const value = dimension === undefined ? null : dimensionValue(data, dimension);
    return sql`${value ?? sql`''`} AS ${name}`;
  });
  const amount = hasAmount(data) ? sql`amount` : sql`NULL::DOUBLE`;
  const quantity = data.roles.includes('quantity') ? sql`quantity` : sql`NULL::DOUBLE`;
  const order = data.orderLines ? sql`order_key` : sql`NULL`;
  const where = joined([PLACED, ...filters.map((each) => condition(data, each))], ' AND ');
  const people = dimensions.some(needsCustomers)
    ? sql` JOIN (
    SELECT customer_key, min(ordered_at) AS first_at, ${ordersIn(data)} AS all_orders
    FROM ${identifier(ORDERS)} WHERE ${PLACED} GROUP BY customer_key
  ) USING (customer_key)`
    : sql``;
  return sql`SELECT customer_key, ${order} AS order_key, ${amount} AS amount, ${quantity} AS quantity, ${values}
FROM ${identifier(ORDERS)}${people}
WHERE ${where}`;
}

/** Names under which groups are listed: their own while they are among those with most customers. */
function listedQuery(rows: Sql, { dimensions }: MetricParams): Sql {
  const parts = DIMENSIONS.map((name, place) => {
    const all = dimensions[place] === undefined || isOrdered(dimensions[place]);
    const listed = all ? sql`name` : sql`CASE WHEN place <= ${LISTED} THEN name ELSE ${OTHER_VALUES} END`;
    return sql`SELECT ${place + 1} AS dimension, name, ${listed} AS listed FROM (
    SELECT ${name} AS name, row_number() OVER (ORDER BY count(DISTINCT customer_key) DESC, ${name}) AS place
    FROM ${rows} GROUP BY ${name}
  )`;
  });
  return joined(parts, '\nUNION ALL\n');
}

/**
 * Figures of each customer in each group and in each total: orders that stand in two groups count once in the total
 * of both.
 */
function peopleQuery(data: BoundData, rows: Sql, listed: Sql): Sql {
  return sql`SELECT customer_key, grouping(d1) = 1 AS over1, grouping(d2) = 1 AS over2, d1, d2,
  ${ordersIn(data)} AS orders, sum(amount) AS revenue, sum(quantity) AS units
FROM (
  SELECT customer_key, order_key, amount, quantity, first.listed AS d1, second.listed AS d2
  FROM ${rows} AS placed
    JOIN ${listed} AS first ON first.dimension = 1 AND first.name = placed.dimension1
    JOIN ${listed} AS second ON second.dimension = 2 AND second.name = placed.dimension2
)
GROUP BY GROUPING SETS ((customer_key, d1, d2), (customer_key, d1), (customer_key, d2), (customer_key))`;
}

/** Groups and their totals; a total over a column that nothing is divided by is the group itself. */
function cellsQuery(people: Sql, { dimensions, measures }: MetricParams): Sql {
  const wanted = (measure: Measure, value: Sql): Sql =>
    measures.includes(measure) ? value : sql`NULL::DOUBLE`;
  const largest = (measure: Measure, column: Sql, place: number): Sql =>
    wanted(measure, sql`round((max(${column}, 2))[${place}], 6)`);
  // A mean of money tells of the sum behind it, which the gate's rules are about: it goes along.
  const spent = measures.find((each) => MONEY.includes(each)) ?? 'revenue';
  const overs = [sql`over1`, sql`over2`].filter((_, place) => dimensions[place] === undefined);
  const where = overs.length === 0 ? sql`TRUE` : joined(overs, ' AND ');
  return sql`SELECT d1 AS dimension1, d2 AS dimension2, count(*) AS customers,
  ${measures.includes('orders') ? sql`sum(orders)::BIGINT` : sql`NULL::BIGINT`} AS orders,
  ${wanted(spent, sql`round(fsum(revenue), 6)`)} AS revenue,
  ${wanted('average_order_value', sql`round(fsum(revenue) / nullif(sum(orders), 0), 9)`)} AS average_order_value,
  ${wanted('revenue_per_customer', sql`round(fsum(revenue) / count(*), 9)`)} AS revenue_per_customer,
  ${wanted('units', sql`round(fsum(units), 6)`)} AS units,
  ${wanted('customer_share', sql`count(*) / max(CASE WHEN over1 AND over2 THEN count(*) END) OVER ()`)}
    AS customer_share,
  ${largest(spent, sql`revenue`, 1)} AS revenue_largest, ${largest(spent, sql`revenue`, 2)} AS revenue_second,
  ${largest('units', sql`units`, 1)} AS units_largest, ${largest('units', sql`units`, 2)} AS units_second
FROM ${people}
WHERE ${where}
GROUP BY over1, over2, d1, d2
ORDER BY over1, d1 = ${OTHER_VALUES}, d1, over2, d2 = ${OTHER_VALUES}, d2`;
}

function table(name: string, query: Sql): PlanStep {
  return { table: name, query, kind: 'table', reusable: false };
}

/** The tables of a metric: rows that meet the conditions, figures of each customer in each group, and their sums. */
export function planMetric(data: BoundData, params: MetricParams): Plan {
  const [rows, listed, people] = [at('rows'), at('listed'), at('people')];
  const shown = DIMENSIONS.map((name, place) =>
    params.dimensions[place] === undefined
      ? sql`NULL::VARCHAR AS ${name}`
      : sql`${place === 0 ? sql`d1` : sql`d2`} AS ${name}`,
  );
  return {
    steps: [
      table('rows', rowsQuery(data, params)),
      table('listed', listedQuery(rows, params)),
      table('people', peopleQuery(data, rows, listed)),
      table('cells', cellsQuery(people, params)),
      table(
        'members',
        sql`SELECT customer_key, customer_id AS customer, ${shown}, orders::BIGINT AS orders,
  round(revenue, 6) AS revenue
FROM ${people} JOIN ${identifier(CUSTOMERS)} USING (customer_key)
WHERE NOT over1 AND NOT over2`,
      ),
    ],
    facts: sql`SELECT count(*) AS customers, coalesce(sum(orders), 0)::BIGINT AS orders,
  round(coalesce(fsum(revenue), 0), 6) AS revenue,
  (SELECT count(*) FROM ${at('cells')} WHERE dimension1 IS NOT NULL OR dimension2 IS NOT NULL) AS groups
FROM ${people} WHERE over1 AND over2`,
  };
}
