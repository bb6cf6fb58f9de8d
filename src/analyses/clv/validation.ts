import { identifier, sql, type Sql } from '../../contract/sql.ts';
import type { KernelOptions } from '../../contract/kernel.ts';
import type { PlanStep } from '../analysis.ts';
import { EXPECTATION_TABLES, type ExpectationsOptions, TOP_FREQUENCY } from './kernels/expectations.ts';
import type { ClvParams } from './params.ts';
import { entriesInput, holdoutLength, type Window } from './purchase-statistics.ts';
import { FREQUENCY_NAME } from './summaries.ts';
import { DAYS_IN, lengthIn } from './time.ts';
import { fitInput, type Place, tableAt } from './value-steps.ts';

/** What a check of a fit is made of. */
export interface Checked {
  /** Statistics, fit and predictions that are held against what came. */
  readonly place: Place;
  readonly window: Window;
  /** Day of the first order of all. */
  readonly firstDay: number;
}

/** Days of one unit of a fit. */
export function daysPerUnit(params: ClvParams): number {
  return DAYS_IN[params.timeUnit];
}

/** What times are divided by to be in units of a fit: opportunities are that already. */
export function unitDaysOf(params: ClvParams): number {
  return params.model === 'bgbb' ? 1 : DAYS_IN[params.timeUnit];
}

/** Whole weeks from the first order to the end of the observation. Opportunities are not tracked by weeks. */
function trackedWeeks({ window, firstDay }: Checked): number {
  return window.opportunity === null ? Math.floor((window.observationEnd - firstDay + 1) / 7) : 0;
}

/** Step that leaves `expected_tracking`, `expected_frequency` and `matrix`. */
export function expectationsStep(checked: Checked, params: ClvParams): PlanStep {
  const options: ExpectationsOptions = {
    unitDays: unitDaysOf(params),
    daysPerUnit: daysPerUnit(params),
    weeks: trackedWeeks(checked),
    horizon: lengthIn(params.horizon, params.timeUnit),
  };
  return {
    kind: 'compute',
    table: 'expecting',
    kernel: 'clv.expectations',
    inputs: {
      entries: entriesInput(tableAt(checked.place, 'entries')),
      fit: fitInput(tableAt(checked.place, 'fit')),
    },
    options: options as unknown as KernelOptions,
    outputs: EXPECTATION_TABLES,
    reusable: true,
  };
}

/** A table that {@link expectationsStep} or a later step has made. */
function expectedTable({ place }: Checked, name: string): Sql {
  return sql`${identifier(place.schema)}.${identifier(name)}`;
}

/**
 * Repeat purchases of each week since the first order, actual and expected, of the customers of the calibration.
 * `customers` are those who had come by the end of the week.
 */
export function trackingTable(checked: Checked): Sql {
  const { place, window, firstDay } = checked;
  const { calibrationEnd, observationEnd } = window;
  return sql`WITH statistics AS (
  SELECT customer_key, first_day FROM ${tableAt(place, 'statistics')}
),
bought AS (
  SELECT (day - ${firstDay}) // 7 + 1 AS week, count(*) AS actual
  FROM ${place.days} JOIN statistics USING (customer_key)
  WHERE day > first_day AND day <= ${observationEnd}
  GROUP BY ALL
),
arrived AS (
  SELECT (first_day - ${firstDay}) // 7 + 1 AS week, count(*) AS customers FROM statistics GROUP BY ALL
),
weeks AS (
  SELECT week, cumulative_expected, coalesce(actual, 0) AS actual, coalesce(customers, 0) AS customers
  FROM ${expectedTable(checked, 'expected_tracking')} LEFT JOIN bought USING (week) LEFT JOIN arrived USING (week)
)
SELECT week::INTEGER AS week,
  (DATE '1970-01-01' + (${firstDay} + 7 * week - 1)::INTEGER) AS week_end,
  CASE WHEN ${firstDay} + 7 * week - 1 <= ${calibrationEnd} THEN 'calibration' ELSE 'holdout' END AS phase,
  actual::INTEGER AS actual,
  cumulative_expected - coalesce(lag(cumulative_expected) OVER (ORDER BY week), 0) AS expected,
  (sum(actual) OVER (ORDER BY week))::INTEGER AS cumulative_actual,
  cumulative_expected,
  (sum(customers) OVER (ORDER BY week))::INTEGER AS customers
FROM weeks
ORDER BY week`;
}

/** Customers at each calibration frequency, actual and expected. */
export function frequencyTable(checked: Checked): Sql {
  return sql`SELECT ${FREQUENCY_NAME} AS frequency, coalesce(customers, 0) AS customers, expected
FROM ${expectedTable(checked, 'expected_frequency')} AS expected LEFT JOIN (
  SELECT least(x, ${TOP_FREQUENCY}) AS frequency, count(*) AS customers
  FROM ${tableAt(checked.place, 'statistics')}
  GROUP BY ALL
) USING (frequency)
ORDER BY expected.frequency`;
}

/** Length of the holdout in the unit of the statistics' times. */
function lengthOf({ window }: Checked): number {
  return holdoutLength(window);
}

/**
 * Purchases in the holdout: one row per customer with actual, expected, and naive, which gives everybody the
 * calibration's mean rate of repeat purchases.
 */
export function holdoutRows(checked: Checked): Sql {
  const { place } = checked;
  return sql`SELECT customer_key, x, x_star AS actual, expected_holdout AS expected,
  (SELECT sum(x) / nullif(sum(t), 0) * ${lengthOf(checked)} FROM ${tableAt(place, 'statistics')}) AS naive
FROM ${tableAt(place, 'statistics')} JOIN ${tableAt(place, 'predictions')} USING (entry)
WHERE expected_holdout IS NOT NULL`;
}

/** Mean purchases in the holdout by calibration frequency: actual, expected and naive. */
export function holdoutTable(checked: Checked): Sql {
  return sql`SELECT ${FREQUENCY_NAME} AS frequency, customers, actual_mean, expected_mean, naive_mean
FROM (
  SELECT least(x, ${TOP_FREQUENCY}) AS frequency, count(*) AS customers, avg(actual) AS actual_mean,
    avg(expected) AS expected_mean, any_value(naive) AS naive_mean
  FROM (${holdoutRows(checked)})
  GROUP BY ALL
) AS counted
ORDER BY counted.frequency`;
}

/** One row: how far off the forecasts of the holdout are. */
export function holdoutErrors(checked: Checked): Sql {
  return sql`SELECT count(*) AS customers, sum(actual)::DOUBLE AS actual, sum(expected) AS expected,
  avg(abs(actual - expected)) AS mae, sqrt(avg((actual - expected) ** 2)) AS rmse,
  avg(abs(actual - naive)) AS naive_mae, sqrt(avg((actual - naive) ** 2)) AS naive_rmse,
  corr(actual, expected) AS correlation
FROM (${holdoutRows(checked)})`;
}

/** P(alive) or expected purchases over frequency and days since the last purchase. */
export function matrixTable(checked: Checked, figure: 'p_alive' | 'expected_purchases'): Sql {
  return sql`SELECT frequency::INTEGER AS frequency, since_last::INTEGER AS since_last_days, ${identifier(figure)},
  (SELECT count(*) FROM ${tableAt(checked.place, 'statistics')}) AS customers
FROM ${expectedTable(checked, 'matrix')}
ORDER BY frequency, since_last`;
}
