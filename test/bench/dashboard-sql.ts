import {
  type DashboardMeasure,
  type FilterClause,
  type Selection,
  type TileQuestion,
  TIME_DIMENSION,
} from '../../src/contract/dashboard.ts';
import { identifier, joined, sql, type Sql } from '../../src/contract/sql.ts';
import { clauseOn, seenBy, withClause, withoutDimension } from '../../src/crossfilter/selection.ts';

/** What is known of customers, out of the tables that the app's preparation leaves: their names stand there already. */
export const KNOWN: Sql = sql`CREATE TABLE known AS
  SELECT customer_key, cloister_first_at AS first_at, strftime(cloister_first_at, '%Y-%m') AS "cohortMonth",
    CASE WHEN cloister_orders = 1 THEN '1' WHEN cloister_orders = 2 THEN '2' WHEN cloister_orders < 5 THEN '3–4'
      WHEN cloister_orders < 10 THEN '5–9' ELSE '≥ 10' END AS "frequencyBand", name AS segment
  FROM dashboard_customers.main.known JOIN dashboard_customers.main.segment USING (customer_key)`;

const MONTH = sql`strftime(ordered_at, '%Y-%m')`;
const CUSTOMERS = sql`count(DISTINCT customer_key)`;

const MEASURES: Readonly<Partial<Record<DashboardMeasure, Sql>>> = {
  revenue: sql`sum(amount)`,
  orders: sql`count(*)`,
  customers: CUSTOMERS,
  average_order_value: sql`sum(amount) / count(*)`,
};

function value(name: string): Sql {
  return name === TIME_DIMENSION ? MONTH : identifier(name);
}

function condition(clause: FilterClause): Sql {
  const of = value(clause.dimension);
  return clause.op === 'in'
    ? sql`${of} IN (${clause.values.map((each) => sql`${each}`)})`
    : sql`${of} BETWEEN ${clause.low} AND ${clause.high}`;
}

function statement(
  dimensions: readonly string[],
  measures: readonly DashboardMeasure[],
  selection: Selection,
): Sql {
  const where = [sql`TRUE`, ...selection.map(condition)];
  const time = clauseOn(selection, TIME_DIMENSION);
  const began =
    time?.op === 'between'
      ? sql`strftime(first_at, '%Y-%m') BETWEEN ${time.low} AND ${time.high}`
      : dimensions.includes(TIME_DIMENSION)
        ? sql`date_trunc('month', first_at) = date_trunc('month', ordered_at)`
        : sql`TRUE`;
  const figures = measures.map(
    (name) => MEASURES[name] ?? sql`count(DISTINCT customer_key) FILTER (WHERE ${began})`,
  );
  const groups = dimensions.map(value);
  const by = groups.length === 0 ? sql`` : sql` GROUP BY ${groups}`;
  return sql`SELECT ${[...groups, ...figures]} FROM orders JOIN known USING (customer_key)
    WHERE ${joined(where, ' AND ')}${by}`;
}

/** The months before and a year before, as names. */
function earlier(low: string, high: string): readonly (readonly [string, string])[] {
  const number = (name: string): number => Number(name.slice(0, 4)) * 12 + Number(name.slice(5)) - 1;
  const name = (month: number): string =>
    `${Math.floor(month / 12)}-${String((month % 12) + 1).padStart(2, '0')}`;
  const [from, to] = [number(low), number(high)];
  return [0, to - from + 1, 12].map((back) => [name(from - back), name(to - back)]);
}

/**
 * A tile by plain SQL on the orders.
 *
 * @param last last whole month, which a figure is about without a condition on time
 */
export function tileStatements(tile: TileQuestion, selection: Selection, last: string): readonly Sql[] {
  const { measures } = tile;
  if (tile.kind === 'groups') {
    return [statement(tile.dimensions, measures, seenBy(selection, tile.dimensions))];
  }
  const others = withoutDimension(selection, TIME_DIMENSION);
  const time = clauseOn(selection, TIME_DIMENSION);
  const [low, high] = time?.op === 'between' ? [time.low, time.high] : [last, last];
  return [
    statement([TIME_DIMENSION], measures, others),
    ...earlier(low, high).map(([from, to]) => {
      const window = { dimension: TIME_DIMENSION, op: 'between' as const, low: from, high: to };
      return statement([], measures, withClause(others, window));
    }),
  ];
}
