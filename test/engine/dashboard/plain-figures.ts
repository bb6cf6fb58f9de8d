import type {
  DashboardGrain,
  DashboardMeasure,
  DayRange,
  Selection,
} from '../../../src/contract/dashboard.ts';
import { identifier, joined, sql, type Sql } from '../../../src/contract/sql.ts';

/** Figures to be computed by plain SQL, straight from `orders`: nothing of the product's way is used. */
export interface PlainQuestion {
  readonly grain: DashboardGrain;
  readonly days: DayRange | null;
  readonly orderLines: boolean;
  readonly dimensions: readonly string[];
  readonly measures: readonly DashboardMeasure[];
  readonly selection: Selection;
}

function period(grain: DashboardGrain, at: Sql): Sql {
  if (grain === 'month') return sql`strftime(${at}, '%Y-%m')`;
  if (grain === 'week') return sql`strftime(${at}, '%G-W%V')`;
  return sql`(year(${at}) || '-Q' || quarter(${at}))`;
}

/** The period of a time, by the name of the dimension; null for dimensions that are not of time. */
function timeOf(name: string, grain: DashboardGrain, at: Sql): Sql | null {
  if (name === 'orderQuarter') return period('quarter', at);
  return name === 'period' ? period(grain, at) : null;
}

function value(name: string, grain: DashboardGrain): Sql {
  const time = timeOf(name, grain, sql`ordered_at`);
  if (time !== null) return time;
  if (name === 'cohortMonth') return period('month', sql`first_at`);
  if (name === 'frequencyBand') {
    return sql`CASE WHEN all_orders = 1 THEN '1' WHEN all_orders = 2 THEN '2' WHEN all_orders < 5 THEN '3–4'
      WHEN all_orders < 10 THEN '5–9' ELSE '≥ 10' END`;
  }
  return sql`CASE WHEN ${identifier(name)} IS NULL OR ${identifier(name)} = '' THEN '(none)' ELSE ${identifier(name)} END`;
}

function condition(clause: Selection[number], of: Sql): Sql {
  if (clause.op === 'between') return sql`(${of} >= ${clause.low} AND ${of} <= ${clause.high})`;
  const values = clause.values.map((each) => sql`${of} = ${each}`);
  return values.length === 0 ? sql`FALSE` : sql`(${joined(values, ' OR ')})`;
}

const all = (conditions: readonly Sql[]): Sql =>
  conditions.length === 0 ? sql`TRUE` : joined(conditions, ' AND ');

function counted({ orderLines }: Pick<PlainQuestion, 'orderLines'>): Sql {
  if (!orderLines) return sql`count(*)`;
  return sql`(count(DISTINCT CASE WHEN order_key IS NOT NULL THEN customer_key || '/' || order_key END)
    + count(CASE WHEN order_key IS NULL THEN 1 END))`;
}

function rows(question: Omit<PlainQuestion, 'measures' | 'dimensions'>): Sql {
  const { days, grain, selection } = question;
  const range =
    days === null
      ? sql`TRUE`
      : sql`ordered_at::DATE >= DATE ${days.from} AND ordered_at::DATE <= DATE ${days.to}`;
  const here = sql`customer_key IS NOT NULL AND ordered_at IS NOT NULL AND ${range}`;
  return sql`(SELECT o.*, first_at, all_orders FROM orders AS o JOIN (
      SELECT customer_key, min(ordered_at) AS first_at, ${counted(question)} AS all_orders
      FROM orders WHERE ${here} GROUP BY customer_key
    ) USING (customer_key)
    WHERE ${here} AND ${all(selection.map((clause) => condition(clause, value(clause.dimension, grain))))})`;
}

/** One row a group: the dimensions, the measures, and how many rows there are. */
export function filteredFigures(question: PlainQuestion): Sql {
  const { dimensions, measures, grain, selection } = question;
  const began = [
    ...selection.flatMap((clause) => {
      const first = timeOf(clause.dimension, grain, sql`first_at`);
      return first === null ? [] : [condition(clause, first)];
    }),
    ...dimensions.flatMap((name) => {
      const first = timeOf(name, grain, sql`first_at`);
      return first === null ? [] : [sql`${first} = ${value(name, grain)}`];
    }),
  ];
  const orders = counted(question);
  const customers = sql`count(DISTINCT customer_key)`;
  const fresh = sql`count(DISTINCT CASE WHEN ${all(began)} THEN customer_key END)`;
  const share = (over: Sql, under: Sql): Sql => sql`(${over} / nullif(${under}, 0)::DOUBLE)`;
  const figures: Readonly<Record<DashboardMeasure, Sql>> = {
    revenue: sql`sum(amount)`,
    orders,
    customers,
    new_customers: fresh,
    returning_customers: sql`(${customers} - ${fresh})`,
    units: sql`sum(quantity)`,
    margin: sql`sum(amount - cost)`,
    average_order_value: share(sql`sum(amount)`, orders),
    revenue_per_customer: share(sql`sum(amount)`, customers),
    orders_per_customer: share(orders, customers),
    units_per_order: share(sql`sum(quantity)`, orders),
    margin_rate: share(sql`sum(amount - cost)`, sql`sum(amount)`),
    new_customer_share: share(fresh, customers),
  };
  const groups = dimensions.map((name) => sql`${value(name, grain)} AS ${identifier(name)}`);
  const asked = measures.map((name) => sql`${figures[name]} AS ${identifier(name)}`);
  const by = dimensions.length === 0 ? sql`` : sql` GROUP BY ${dimensions.map((name) => value(name, grain))}`;
  return sql`SELECT ${[...groups, ...asked, sql`count(*) AS rows`]} FROM ${rows(question)}${by}`;
}

/** Customers and orders that meet all conditions. */
export function filteredTotals(question: Omit<PlainQuestion, 'measures' | 'dimensions'>): Sql {
  return sql`SELECT count(DISTINCT customer_key) AS customers, ${counted(question)} AS orders FROM ${rows(question)}`;
}
