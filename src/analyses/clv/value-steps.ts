import { identifier, sql, type Sql } from '../../contract/sql.ts';
import type { KernelOptions } from '../../contract/kernel.ts';
import type { BoundData, ComputeStep, PlanStep } from '../analysis.ts';
import { dayNumber } from '../calendar-day.ts';
import { marginOf } from '../margin.ts';
import { FIT_COLUMNS, type PurchasesOptions } from './kernels/fit-purchases.ts';
import { SPEND_COLUMNS, type SpendOptions } from './kernels/fit-spend.ts';
import { PREDICTION_COLUMNS, type PredictOptions } from './kernels/predict.ts';
import {
  distinctEntries,
  entriesInput,
  holdoutLength,
  purchaseDays,
  purchaseStatistics,
  statisticsUnit,
  type Window,
} from './purchase-statistics.ts';
import { DAYS_IN, type DiscountRate, discountPeriods, type Horizon, rateFor, type TimeUnit } from './time.ts';

/** How customers are to be valued inside another analysis. */
export interface ValueChoice {
  readonly model: 'bgnbd' | 'mbgnbd' | 'paretonbd' | 'nbd';
  /** ISO day; orders after it are not read. */
  readonly asOf: string;
  readonly timeUnit: TimeUnit;
  readonly horizon: Horizon;
  readonly discountRate: DiscountRate;
}

/** BG/NBD in weeks, 12 months ahead, at 10 % a year. */
export const USUAL_VALUE: Omit<ValueChoice, 'asOf'> = {
  model: 'bgnbd',
  timeUnit: 'week',
  horizon: { value: 12, unit: 'month' },
  discountRate: { rate: 0.1, per: 'year' },
};

/** What is to be fitted and predicted. */
export interface ModelChoice {
  readonly model: 'bgnbd' | 'mbgnbd' | 'paretonbd' | 'nbd' | 'bgbb';
  readonly timeUnit: TimeUnit;
  readonly horizon: Horizon;
  readonly discountRate: DiscountRate;
  readonly spend: 'gammagamma' | 'mean';
  readonly window: Window;
}

/** Where steps find and leave their tables. */
export interface Place {
  readonly schema: string;
  /** Before the name of each table. */
  readonly prefix: string;
  /** Table of {@link purchaseDays}. */
  readonly days: Sql;
}

/** A table of a place. */
export function tableAt({ schema, prefix }: Pick<Place, 'schema' | 'prefix'>, name: string): Sql {
  return sql`${identifier(schema)}.${identifier(`${prefix}${name}`)}`;
}

function kernelOptions(options: object): KernelOptions {
  return options as unknown as KernelOptions;
}

function made(place: Place, table: string, query: Sql): PlanStep {
  return { table: `${place.prefix}${table}`, query, kind: 'table', reusable: true };
}

function computed(place: Place, step: Omit<ComputeStep, 'kind' | 'reusable'>): PlanStep {
  return { ...step, kind: 'compute', table: `${place.prefix}${step.table}`, reusable: true };
}

/**
 * Statistics, fits and predictions: leaves `statistics` (one row per customer), `entries` (the distinct ones), `fit`,
 * `spend` and `predictions` (one row per entry) at the place.
 */
export function modelSteps(place: Place, choice: ModelChoice): readonly PlanStep[] {
  const { window } = choice;
  const statistics = tableAt(place, 'statistics');
  const entries = tableAt(place, 'entries');
  const unitDays = window.opportunity === null ? DAYS_IN[choice.timeUnit] : 1;
  const name = (table: string): string => `${place.prefix}${table}`;
  const fitting: PurchasesOptions = { model: choice.model, unitDays, output: name('fit') };
  const spending: SpendOptions = { spend: choice.spend, output: name('spend') };
  const predicting: PredictOptions = {
    unitDays,
    periods: discountPeriods(choice.horizon, choice.discountRate, choice.timeUnit),
    holdout: holdoutLength(window) / unitDays,
    daysPerUnit: unitDays * statisticsUnit(window),
    continuousRate: Math.log1p(rateFor(choice.discountRate, choice.timeUnit)),
    output: name('predictions'),
  };
  return [
    made(place, 'statistics', purchaseStatistics(place.days, window)),
    made(place, 'entries', distinctEntries(statistics)),
    computed(place, {
      table: 'fitting',
      kernel: 'clv.purchases',
      inputs: { entries: entriesInput(entries) },
      options: kernelOptions(fitting),
      outputs: { [name('fit')]: FIT_COLUMNS },
    }),
    computed(place, {
      table: 'spending',
      kernel: 'clv.spend',
      inputs: {
        customers: sql`SELECT x::DOUBLE AS x, m FROM ${statistics} WHERE x > 0 AND m > 0 ORDER BY x, m`,
      },
      options: kernelOptions(spending),
      outputs: { [name('spend')]: SPEND_COLUMNS },
    }),
    computed(place, {
      table: 'predicting',
      kernel: 'clv.predict',
      inputs: { entries: entriesInput(entries), fit: fitInput(tableAt(place, 'fit')) },
      options: kernelOptions(predicting),
      outputs: { [name('predictions')]: PREDICTION_COLUMNS },
    }),
  ];
}

/** What kernels are given of a fit, or of fits of replicates. */
export function fitInput(fit: Sql): Sql {
  return sql`SELECT model, r, alpha, a, b, s, beta, gamma, delta FROM ${fit}`;
}

/**
 * Expected amount of a customer's next purchases: of the Gamma-Gamma model p(v + xm)/(px + q − 1) (Fader & Hardie
 * 2013), or means where it is not used: the customer's own, and the mean of all repeat buyers, or of first
 * purchases if nobody came back, for who has bought once.
 */
function expectedSpend(place: Place): Sql {
  return sql`CASE
    WHEN spend.used = 'gammagamma' THEN spend.p * (spend.v + x * greatest(m, 0)) / (spend.p * x + spend.q - 1)
    WHEN x > 0 THEN m
    ELSE coalesce(spend.mean_repeat, (SELECT avg(first_amount) FROM ${tableAt(place, 'statistics')}))
  END`;
}

/**
 * One row per customer with statistics, predictions, `expected_spend` and `clv`: expected spend times discounted
 * expected purchases.
 */
export function valueQuery(place: Place): Sql {
  return sql`SELECT customer_key, first_day, last_day, x, tx, t, m, historic_value, historic_margin, x_star, spend_star,
  predictions.*, expected_spend, expected_spend * discounted_purchases AS clv
FROM (
  SELECT statistics.*, ${expectedSpend(place)} AS expected_spend
  FROM ${tableAt(place, 'statistics')} AS statistics
  LEFT JOIN ${tableAt(place, 'spend')} AS spend ON TRUE
)
JOIN ${tableAt(place, 'predictions')} AS predictions USING (entry)`;
}

/**
 * Steps that value every customer, for use inside another analysis. They leave `<schema>.<prefix>value` with one row
 * per customer with an order up to `asOf`: `customer_key, first_day, last_day` (days since 1970), `x, tx, t, m`,
 * `historic_value, historic_margin, p_alive, expected_purchases, probability_of_purchase, discounted_purchases,
 * expected_spend, clv, next_purchase_days` (from asOf; NULL beyond ten years), and `<schema>.<prefix>fit` with the
 * model in use: `nbd` where the one asked for has no interior maximum.
 *
 * @param schema id of the analysis
 * @param prefix before the names of all tables, so that several valuations can stand side by side
 * @param days a table of {@link purchaseDays} that stands already; without it one is made
 */
export function valueSteps(
  schema: string,
  data: BoundData,
  choice: ValueChoice,
  prefix = '',
  days?: Sql,
): readonly PlanStep[] {
  const asOf = dayNumber(choice.asOf);
  const own = tableAt({ schema, prefix }, 'purchase_days');
  const place: Place = { schema, prefix, days: days ?? own };
  const { model, timeUnit, horizon, discountRate } = choice;
  const window: Window = { calibrationEnd: asOf, observationEnd: asOf, opportunity: null };
  return [
    ...(days === undefined ? [made(place, 'purchase_days', purchaseDays(data, marginOf(data)))] : []),
    ...modelSteps(place, { model, timeUnit, horizon, discountRate, spend: 'gammagamma', window }),
    made(place, 'value', valueQuery(place)),
  ];
}
