import { identifier, joined, sql, type Sql } from '../../contract/sql.ts';
import { CUSTOMER_COLUMNS, CUSTOMERS, ORDERS } from '../../data/relations.ts';
import type { BoundData, Plan, PlanStep } from '../analysis.ts';
import { daysAfter } from '../calendar-day.ts';
import { marginOf } from '../margin.ts';
import { hasAmount } from '../placed-orders.ts';
import {
  dimensionValue,
  filterColumn,
  isOrdered,
  needsCustomers,
  OTHER_VALUES,
  periodNameOf,
  periodNumberOf,
} from './columns.ts';
import {
  MARGINS,
  type Measure,
  type MetricFilter,
  type MetricParams,
  MONEY,
  NEWCOMERS,
  UNITS,
} from './params.ts';

/** Most groups of a column that are listed by name; the others are put together. */
const LISTED = 50;

function at(name: string): Sql {
  return sql`${identifier('metric')}.${identifier(name)}`;
}

const PLACED = sql`customer_key IS NOT NULL AND ordered_at IS NOT NULL`;
const FIRST_AT = identifier(CUSTOMER_COLUMNS.firstAt);
const ALL_ORDERS = identifier(CUSTOMER_COLUMNS.orders);
const DIMENSIONS = [identifier('dimension1'), identifier('dimension2')] as const;
/** By division: the list of its groups, and whether its period is that of the customer's first order. */
const LISTS = [sql`first`, sql`second`] as const;
const NEW = [sql`new1`, sql`new2`] as const;

/** Aggregate: orders among rows of one customer. A row without an order id is an order of its own. */
function ordersIn(data: BoundData): Sql {
  return data.orderLines
    ? sql`(count(DISTINCT order_key) + count(*) FILTER (WHERE order_key IS NULL))`
    : sql`count(*)`;
}

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

function asksFor({ measures }: MetricParams, some: readonly Measure[]): boolean {
  return measures.some((each) => some.includes(each));
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
  const [new1 = sql`TRUE`, new2 = sql`TRUE`] = DIMENSIONS.map((_, place) => {
    const name = dimensions[place] ?? '';
    const [here, first] = [periodNumberOf(name, sql`ordered_at`), periodNumberOf(name, FIRST_AT)];
    return here === null || first === null ? sql`TRUE` : sql`${here} = ${first}`;
  });
  return sql`${joined(began, ' AND ')} AS began, ${new1} AS new1, ${new2} AS new2`;
}

/** Order rows that meet the conditions, with what they are divided by; periods are numbers, which are grouped faster than names. */
function rowsQuery(data: BoundData, params: MetricParams): Sql {
  const { dimensions, filters } = params;
  const values = divided(params).map((name, place) => {
    const dimension = dimensions[place] ?? '';
    const value = periodNumberOf(dimension, sql`ordered_at`) ?? dimensionValue(data, dimension);
    return sql`, ${value ?? sql`''`} AS ${name}`;
  });
  const amount = hasAmount(data) ? sql`amount` : sql`NULL::DOUBLE`;
  const quantity =
    asksFor(params, UNITS) && data.roles.includes('quantity') ? sql`quantity` : sql`NULL::DOUBLE`;
  const order = data.orderLines ? sql`order_key` : sql`NULL`;
  const margin = asksFor(params, MARGINS) ? marginOf(data) : null;
  const newcomers = asksFor(params, NEWCOMERS) ? sql`, ${newcomerColumns(data, params)}` : sql``;
  const conditions = filters.map((each) => condition(filterColumn(data, each.column), each));
  const where = joined([PLACED, ...conditions], ' AND ');
  return sql`SELECT customer_key, ${order} AS order_key, ${amount} AS amount, ${quantity} AS quantity,
  ${margin ?? sql`NULL::DOUBLE`} AS margin${newcomers}${joined(values, '')}
FROM ${identifier(ORDERS)}${joinedCustomers(data, params)}
WHERE ${where}`;
}

/** The columns that rows are divided by, as many as are asked for. */
function divided({ dimensions }: MetricParams): readonly Sql[] {
  return DIMENSIONS.slice(0, dimensions.length);
}

/** Places of divisions of which the groups with most customers alone are listed. */
function shortened({ dimensions }: MetricParams): readonly number[] {
  return [...dimensions.keys()].filter((place) => !isOrdered(dimensions[place] ?? ''));
}

/**
 * Names under which groups are listed: their own while they are among those with most customers. Rows that are of all
 * others already, as selected orders may be, stay there and take no place. Customers are counted only where there are more
 * groups than are listed.
 */
function listedQuery(rows: Sql, params: MetricParams): Sql {
  const parts = shortened(params).map((place) => {
    const name = DIMENSIONS[place] ?? sql`''`;
    const many = sql`(SELECT count(*) > ${LISTED} FROM names)`;
    return sql`SELECT ${place + 1} AS dimension, name, listed FROM (
    WITH names AS MATERIALIZED (SELECT DISTINCT ${name} AS name FROM (${rows}))
    SELECT name, name AS listed FROM names WHERE NOT ${many}
    UNION ALL
    SELECT name, CASE WHEN place <= ${LISTED} THEN name ELSE ${OTHER_VALUES} END FROM (
      SELECT ${name} AS name, row_number() OVER (ORDER BY ${name} = ${OTHER_VALUES}, count(DISTINCT customer_key) DESC, ${name}) AS place
      FROM (${rows}) WHERE ${many} GROUP BY ${name}
    )
  )`;
  });
  return joined(parts, '\nUNION ALL\n');
}

const GROUPS = [sql`d1`, sql`d2`] as const;

/** Rows with the names under which their groups are listed. */
function groupedRows(rows: Sql, listed: Sql, params: MetricParams): Sql {
  const isShortened = (place: number): boolean => shortened(params).includes(place);
  const places = [...divided(params).keys()];
  const values = places.map((place) => {
    const value = isShortened(place) ? sql`${LISTS[place] ?? sql``}.listed` : (DIMENSIONS[place] ?? sql`''`);
    return sql`, ${value} AS ${GROUPS[place] ?? sql``}`;
  });
  const joins = places.filter(isShortened).map((place) => {
    const [list, name] = [LISTS[place] ?? sql``, DIMENSIONS[place] ?? sql`''`];
    return sql` JOIN ${listed} AS ${list} ON ${list}.dimension = ${place + 1} AND ${list}.name = placed.${name}`;
  });
  return sql`SELECT placed.*${joined(values, '')} FROM (${rows}) AS placed${joined(joins, '')}`;
}

/** Sums of each customer in each of the finest groups, of which those of larger ones are summed. */
function finestQuery(rows: Sql, params: MetricParams): Sql {
  const names = GROUPS.slice(0, params.dimensions.length);
  const newcomers = ['began', 'new1', 'new2'].map(
    (name) => sql`, bool_and(${identifier(name)}) AS ${identifier(name)}`,
  );
  const by = joined([sql`customer_key`, ...names], ', ');
  return sql`SELECT ${by}, count(*) AS orders, sum(amount) AS amount, sum(quantity) AS quantity, sum(margin) AS margin${joined(
    asksFor(params, NEWCOMERS) ? newcomers : [],
    '',
  )}
FROM (${rows}) GROUP BY ${by}`;
}

/**
 * Figures of each customer in each group and in each total: orders that stand in two groups count once in the total
 * of both, which is why rows themselves are counted where one order has several.
 */
function peopleQuery(data: BoundData, rows: Sql, listed: Sql, params: MetricParams): Sql {
  const places = [...divided(params).keys()];
  const over = GROUPS.map((name, place) => (place < places.length ? sql`grouping(${name}) = 1` : sql`TRUE`));
  const shown = GROUPS.map((name, place) => {
    if (place >= places.length) return sql`NULL::VARCHAR AS ${name}`;
    const period = periodNameOf(params.dimensions[place] ?? '', name);
    return period === null ? name : sql`${period} AS ${name}`;
  });
  const isNew = joined(
    [sql`bool_and(began)`, ...over.map((each, place) => sql`(${each} OR bool_and(${NEW[place] ?? sql``}))`)],
    ' AND ',
  );
  const [d1, d2] = GROUPS;
  const sets = [
    sql`(customer_key)`,
    ...(places.length > 0 ? [sql`(customer_key, ${d1})`] : []),
    ...(places.length > 1 ? [sql`(customer_key, ${d2})`, sql`(customer_key, d1, d2)`] : []),
  ];
  const grouped = groupedRows(rows, listed, params);
  const [source, orders] = data.orderLines
    ? [grouped, ordersIn(data)]
    : [finestQuery(grouped, params), sql`sum(orders)::BIGINT`];
  return sql`SELECT customer_key, ${over[0] ?? sql``} AS over1, ${over[1] ?? sql``} AS over2, ${shown},
  ${orders} AS orders, sum(amount) AS revenue, sum(quantity) AS units, sum(margin) AS margin,
  ${asksFor(params, NEWCOMERS) ? isNew : sql`FALSE`} AS is_new
FROM (${source})
GROUP BY GROUPING SETS (${sets})`;
}

/** Groups and their totals; a total over a column that nothing is divided by is the group itself. */
function cellsQuery(people: Sql, params: MetricParams): Sql {
  const { dimensions, measures } = params;
  const wanted = (value: Sql, ...by: readonly Measure[]): Sql =>
    asksFor(params, by) ? value : sql`NULL::DOUBLE`;
  const counted = (value: Sql, ...by: readonly Measure[]): Sql =>
    asksFor(params, by) ? sql`(${value})::BIGINT` : sql`NULL::BIGINT`;
  const largest = (column: Sql, place: number, by: readonly Measure[]): Sql =>
    wanted(sql`round((max(${column}, 2))[${place}], 6)`, ...by);
  const overs = [sql`over1`, sql`over2`].filter((_, place) => dimensions[place] === undefined);
  const where = overs.length === 0 ? sql`TRUE` : joined(overs, ' AND ');
  const newcomers = sql`count(*) FILTER (WHERE is_new)`;
  const share = sql`count(*) / max(CASE WHEN over1 AND over2 THEN count(*) END) OVER ()`;
  // A mean tells of the sum behind it, which the gate's rules are about, and a share of its number: they go along.
  return sql`SELECT d1 AS dimension1, d2 AS dimension2, count(*) AS customers,
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
WHERE ${where}
GROUP BY over1, over2, d1, d2
ORDER BY over1, d1 = ${OTHER_VALUES}, d1, over2, d2 = ${OTHER_VALUES}, d2`;
}

function table(name: string, query: Sql, reusable = true): PlanStep {
  return { table: name, query, kind: 'table', reusable };
}

function view(name: string, query: Sql): PlanStep {
  return { table: name, query, kind: 'view', reusable: false };
}

/** The tables of a metric: figures of each customer in each group, and their sums. */
export function planMetric(data: BoundData, params: MetricParams): Plan {
  const [listed, people] = [at('listed'), at('people')];
  const rows = rowsQuery(data, params);
  const shown = DIMENSIONS.map((name, place) =>
    params.dimensions[place] === undefined
      ? sql`NULL::VARCHAR AS ${name}`
      : sql`${place === 0 ? sql`d1` : sql`d2`} AS ${name}`,
  );
  const finest = divided(params).map((_, place) => (place === 0 ? sql`NOT over1` : sql`NOT over2`));
  return {
    steps: [
      ...(shortened(params).length === 0 ? [] : [table('listed', listedQuery(rows, params))]),
      table('people', peopleQuery(data, rows, listed, params)),
      // Read only where somebody is looked up or a release is compared.
      view(
        'members',
        sql`SELECT customer_key, customer_id AS customer, ${shown}, orders::BIGINT AS orders,
  round(revenue, 6) AS revenue
FROM ${people} JOIN ${identifier(CUSTOMERS)} USING (customer_key)
WHERE ${finest.length === 0 ? sql`TRUE` : joined(finest, ' AND ')}`,
      ),
      // Last: other figures on the same groups need no other people.
      table('cells', cellsQuery(people, params), false),
    ],
    facts: sql`SELECT count(*) AS customers, coalesce(sum(orders), 0)::BIGINT AS orders,
  round(coalesce(fsum(revenue), 0), 6) AS revenue,
  (SELECT count(*) FROM ${at('cells')} WHERE dimension1 IS NOT NULL OR dimension2 IS NOT NULL) AS groups
FROM ${people} WHERE over1 AND over2`,
  };
}
