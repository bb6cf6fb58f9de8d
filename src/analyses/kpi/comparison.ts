import { identifier, joined, sql, type Sql } from '../../contract/sql.ts';
import { COMPARED, INDICATOR_IDS, type IndicatorId, INDICATORS } from './indicators.ts';
import type { KpiParams } from './params.ts';
import { type KpiGrain, PERIODS_IN_YEAR, startOfPeriod } from './period.ts';

/** Tables that comparisons are made from. */
export interface Sources {
  /** Indicators of all periods of the data. */
  readonly history: Sql;
  /** First and last period that is shown. */
  readonly bounds: Sql;
  /** The period that is summed up, and those it is compared with. */
  readonly current: Sql;
}

/** What a period is compared with: the one before it, and the same one of last year. */
export const BASES = ['previous', 'last_year'] as const;
export type Basis = (typeof BASES)[number];

/** How many periods back a basis lies. */
export function periodsBack(basis: Basis, { grain }: Pick<KpiParams, 'grain'>): number {
  return basis === 'previous' ? 1 : PERIODS_IN_YEAR[grain];
}

/** Columns of the fewest customers behind figures of several periods; periods without any do not count. */
export function fewest(counts: readonly Sql[]): Sql {
  return sql`coalesce(least(${counts.map((count) => sql`nullif(${count}, 0)`)}), 0)::BIGINT`;
}

/** What has changed, as a share of what was; NULL unless that was above 0. */
function rateOf(change: Sql, before: Sql): Sql {
  return sql`CASE WHEN ${before} > 0 THEN round((${change}) / ${before}, 9) END`;
}

/**
 * One row: the last whole period that is shown, or the last one where none is whole, with the two it can be compared
 * with. Those are NULL where they are not in the data or where either is partial.
 */
export function currentTable({ history, bounds }: Omit<Sources, 'current'>, params: KpiParams): Sql {
  const base = (basis: Basis): Sql =>
    sql`(SELECT any_value(period) FROM ${history} AS base
    WHERE base.period = chosen.period - ${periodsBack(basis, params)} AND NOT base.partial AND NOT chosen.partial)`;
  return sql`SELECT period, start, partial, ${base('previous')} AS previous, ${base('last_year')} AS last_year
FROM (
  SELECT period, start, partial
  FROM ${history}, ${bounds}
  WHERE period BETWEEN shown_first AND shown_last
  ORDER BY partial, period DESC
  LIMIT 1
) AS chosen`;
}

/** The indicators of every period that is shown. */
export function periodsTable({ history, bounds }: Sources): Sql {
  const rest = INDICATOR_IDS.filter((id) => id !== 'active').map(identifier);
  return sql`SELECT start AS period, partial, active AS customers, ${rest}
FROM ${history} AS history, ${bounds}
WHERE history.period BETWEEN shown_first AND shown_last
ORDER BY start`;
}

/** Customers with an order, by the first day of the period. */
export function periodMembers(activity: Sql, grain: KpiGrain): Sql {
  return sql`SELECT customer_key, ${startOfPeriod(grain, sql`period`)} AS period, orders, revenue, margin
  FROM ${activity}`;
}

/**
 * The main indicators of every period that is shown, against the period before and the same one of last year.
 * Nothing is compared with a partial period, nor is a partial one with anything. `customers` is the fewest of the
 * periods compared, since every figure of a row can be told from two others.
 */
export function changesTable({ history, bounds }: Sources, params: KpiParams): Sql {
  const compared = COMPARED.flatMap((id) => {
    const [now, before, yearAgo] = ['now', 'before', 'year_ago'].map(
      (table) => sql`${identifier(table)}.${identifier(id)}`,
    ) as [Sql, Sql, Sql];
    const name = (suffix: string): Sql => identifier(`${id}${suffix}`);
    const ofWhole = (figure: Sql): Sql => sql`CASE WHEN NOT now.partial THEN ${figure} END`;
    return [
      sql`${now} AS ${name('')}`,
      sql`${before} AS ${name('_previous')}`,
      sql`${ofWhole(sql`round(${now} - ${before}, 6)`)}::DOUBLE AS ${name('_change')}`,
      sql`${ofWhole(rateOf(sql`${now} - ${before}`, before))} AS ${name('_change_rate')}`,
      sql`${yearAgo} AS ${name('_last_year')}`,
      sql`${ofWhole(sql`round(${now} - ${yearAgo}, 6)`)}::DOUBLE AS ${name('_year_change')}`,
      sql`${ofWhole(rateOf(sql`${now} - ${yearAgo}`, yearAgo))} AS ${name('_year_change_rate')}`,
    ];
  });
  return sql`SELECT now.start AS period, now.partial AS partial,
  ${fewest([sql`now.active`, sql`before.active`, sql`year_ago.active`])} AS customers,
  ${joined(compared, ',\n  ')}
FROM ${bounds}, ${history} AS now
  LEFT JOIN ${history} AS before
    ON before.period = now.period - ${periodsBack('previous', params)} AND NOT before.partial
  LEFT JOIN ${history} AS year_ago
    ON year_ago.period = now.period - ${periodsBack('last_year', params)} AND NOT year_ago.partial
WHERE now.period BETWEEN shown_first AND shown_last
ORDER BY now.start`;
}

/** Indicators that need a margin. */
const OF_MARGIN: readonly IndicatorId[] = ['margin', 'margin_rate'];

/** What is known of the value customers will have: SQL of their mean value and of their number. */
export interface MeanValue {
  readonly mean: Sql;
  readonly customers: Sql;
}

/**
 * Every indicator of the current period with what it is compared with, its target and whether that is reached.
 *
 * @param value a row for expected value, which has no past to compare with; null leaves it out
 * @param margin whether the data have a margin; without one its rows are left out
 */
export function summaryTable(
  sources: Sources,
  params: KpiParams,
  { value, margin }: { readonly value: MeanValue | null; readonly margin: boolean },
): Sql {
  const { history, current } = sources;
  const targets = new Map(params.targets.map((each) => [each.name, each.value] as const));
  const targetOf = (id: (typeof params.targets)[number]['name']): Sql =>
    sql`${targets.get(id) ?? null}::DOUBLE`;
  const ids = INDICATOR_IDS.filter((id) => margin || !OF_MARGIN.includes(id));
  const rows = ids.map((id, index) => {
    const column = identifier(id);
    return sql`SELECT ${index} AS position, ${id} AS kpi, ${INDICATORS[id].unit} AS unit,
    ${fewest([sql`now.active`, sql`before.active`, sql`year_ago.active`])} AS customers,
    now.${column}::DOUBLE AS current, before.${column}::DOUBLE AS previous, year_ago.${column}::DOUBLE AS last_year,
    ${targetOf(id)} AS target, ${INDICATORS[id].better === 'less'} AS less_is_better
  FROM compared`;
  });
  const valued =
    value === null
      ? []
      : [
          sql`SELECT ${INDICATOR_IDS.length}, 'clv', 'currency', ${value.customers}, ${value.mean}, NULL, NULL,
    ${targetOf('clv')}, FALSE`,
        ];
  return sql`WITH compared AS (
  SELECT now, before, year_ago
  FROM ${current} AS chosen
    JOIN ${history} AS now ON now.period = chosen.period
    LEFT JOIN ${history} AS before ON before.period = chosen.previous
    LEFT JOIN ${history} AS year_ago ON year_ago.period = chosen.last_year
),
figures AS (
  ${joined([...rows, ...valued], '\n  UNION ALL\n  ')}
)
SELECT kpi, unit, customers, current,
  previous, round(current - previous, 9) AS change, ${rateOf(sql`current - previous`, sql`previous`)} AS change_rate,
  last_year, round(current - last_year, 9) AS year_change,
  ${rateOf(sql`current - last_year`, sql`last_year`)} AS year_change_rate,
  target,
  CASE WHEN target IS NULL OR current IS NULL THEN NULL
    WHEN less_is_better THEN CASE WHEN current <= target THEN 'reached' ELSE 'missed' END
    WHEN current >= target THEN 'reached' ELSE 'missed' END AS status
FROM figures
ORDER BY position`;
}
