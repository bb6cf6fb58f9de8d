import type { BoundData } from '../../src/analyses/analysis.ts';
import { periodNumber, periodOfName } from '../../src/analyses/calendar-periods.ts';
import { dimensionValue, OTHER_VALUES, periodOfTime } from '../../src/analyses/metric/columns.ts';
import { type DashboardGrain, type FilterClause, TIME_DIMENSION } from '../../src/contract/dashboard.ts';
import { appError, AppFailure } from '../../src/contract/error.ts';
import { joined, sql, type Sql } from '../../src/contract/sql.ts';

/** The dimension of the analysis `metric` that tells periods of a grain. */
const PERIODS = { week: 'orderWeek', month: 'orderMonth', quarter: 'orderQuarter' } as const;

/** A dimension by the name it has in the analysis `metric`: `period` is that of the dashboard's grain. */
export function metricDimension(name: string, grain: DashboardGrain): string {
  return name === TIME_DIMENSION ? PERIODS[grain] : name;
}

/** Whether a dimension tells when an order was placed. */
export function isTime(name: string, grain: DashboardGrain): boolean {
  return periodOfTime(metricDimension(name, grain), sql`ordered_at`) !== null;
}

/** Which periods these are, by number; null for dimensions of time that have no numbers. */
function grainOf(name: string): DashboardGrain | null {
  const found = Object.entries(PERIODS).find(([, dimension]) => dimension === name);
  return found === undefined ? null : (found[0] as DashboardGrain);
}

/** A condition on numbered periods: much cheaper than on their names. */
function byNumber(grain: DashboardGrain, clause: FilterClause, at: Sql): Sql {
  const number = periodNumber(grain, at);
  if (clause.op === 'in') {
    const listed = clause.values.flatMap((value) => periodOfName(grain, value) ?? []);
    return listed.length === 0 ? sql`FALSE` : sql`${number} IN (${listed.map((each) => sql`${each}`)})`;
  }
  const [low, high] = [periodOfName(grain, clause.low), periodOfName(grain, clause.high)];
  return low === null || high === null ? sql`FALSE` : sql`${number} BETWEEN ${low} AND ${high}`;
}

/** A condition on values as text. Values that are not listed by name are `(others)`. */
function byText(clause: FilterClause, value: Sql, listed: readonly string[] | null): Sql {
  if (clause.op === 'between') return sql`${value} BETWEEN ${clause.low} AND ${clause.high}`;
  const list = (values: readonly string[]): Sql =>
    values.length === 0 ? sql`FALSE` : sql`${value} IN (${values.map((each) => sql`${each}`)})`;
  if (listed === null) return list(clause.values);
  const named = list(clause.values.filter((each) => listed.includes(each)));
  return clause.values.includes(OTHER_VALUES) ? sql`(${named} OR NOT ${list(listed)})` : named;
}

/** What conditions are put together from. */
export interface ClauseGround {
  readonly data: BoundData;
  readonly grain: DashboardGrain;
  /** Values listed by name, of dimensions with so many that the rest is put together. */
  readonly listed: ReadonlyMap<string, readonly string[]>;
}

/** When an order was placed, in SQL over rows of `orders`. */
const ORDERED_AT = sql`ordered_at`;

/**
 * A condition of a cross-filter as SQL over rows of `orders` with what is known of their customers.
 *
 * @param at what conditions on time are asked of; absent: when the order was placed
 * @throws AppFailure `analysis.params` when the data have no such dimension
 */
export function clauseCondition(clause: FilterClause, ground: ClauseGround, at: Sql = ORDERED_AT): Sql {
  const { data, grain, listed } = ground;
  const name = metricDimension(clause.dimension, grain);
  const numbered = grainOf(name);
  if (numbered !== null) return byNumber(numbered, clause, at);
  const value = periodOfTime(name, at) ?? dimensionValue(data, name);
  if (value === null) {
    const detail = `the data have no dimension ${clause.dimension}`;
    throw new AppFailure(appError('analysis.params', { path: 'selection', detail }));
  }
  return byText(clause, value, listed.get(name) ?? null);
}

/** All conditions together; TRUE for none. */
export function allOf(conditions: readonly Sql[]): Sql {
  return conditions.length === 0 ? sql`TRUE` : joined(conditions, ' AND ');
}
