import { identifier, joined, sql, type Sql } from '../../contract/sql.ts';
import type { ColumnType, Unit } from '../../contract/result-set.ts';
import type { MessageKey } from '../../i18n/messages.ts';
import type { FactShape } from '../analysis.ts';
import { endOf } from './interval-steps.ts';
import { PURCHASE_PARAMETERS } from './kernels/fit-purchases.ts';
import type { ClvParams } from './params.ts';
import { holdoutLength } from './purchase-statistics.ts';
import { DAYS_IN, rateFor } from './time.ts';
import { type Place, tableAt } from './value-steps.ts';
import type { Windows } from './windows.ts';

interface Context {
  readonly place: Place;
  readonly windows: Windows;
  readonly params: ClvParams;
}

interface Fact {
  readonly name: string;
  readonly type: ColumnType;
  readonly unit?: Unit;
  readonly label: MessageKey;
  readonly value: (context: Context) => Sql;
}

const number = (name: string, label: MessageKey, value: Fact['value'], unit: Unit = 'number'): Fact => ({
  name,
  type: 'number',
  unit,
  label,
  value,
});
const integer = (name: string, label: MessageKey, value: Fact['value'], unit: Unit): Fact => ({
  name,
  type: 'integer',
  unit,
  label,
  value,
});
const plain = (name: string, type: ColumnType, label: MessageKey, value: Fact['value']): Fact => ({
  name,
  type,
  label,
  value,
});

const ofFit =
  (column: string): Fact['value'] =>
  () =>
    sql`fit.${identifier(column)}`;
const ofSpend =
  (column: string): Fact['value'] =>
  () =>
    sql`spend.${identifier(column)}`;
const ofTotals =
  (column: string): Fact['value'] =>
  () =>
    sql`totals.${identifier(column)}`;
const ofErrors =
  (column: string): Fact['value'] =>
  () =>
    sql`errors.${identifier(column)}`;

const day = (pick: (windows: Windows) => number): Fact['value'] => {
  return ({ windows }) => sql`(DATE '1970-01-01' + ${pick(windows)}::INTEGER)`;
};

const totalEnd = (column: string, share: 0.025 | 0.975): Fact['value'] => {
  return ({ place, params }) =>
    params.bootstrap > 0
      ? sql`(SELECT ${endOf(identifier(column), share)} FROM ${tableAt(place, 'replicate_totals')})`
      : sql`NULL::DOUBLE`;
};

const PARAMETER_LABELS: Readonly<
  Record<(typeof PURCHASE_PARAMETERS)[number], readonly [MessageKey, MessageKey]>
> = {
  r: ['clv.fact.r', 'clv.fact.rError'],
  alpha: ['clv.fact.alpha', 'clv.fact.alphaError'],
  a: ['clv.fact.a', 'clv.fact.aError'],
  b: ['clv.fact.b', 'clv.fact.bError'],
  s: ['clv.fact.s', 'clv.fact.sError'],
  beta: ['clv.fact.beta', 'clv.fact.betaError'],
  gamma: ['clv.fact.gamma', 'clv.fact.gammaError'],
  delta: ['clv.fact.delta', 'clv.fact.deltaError'],
};

/** Every single figure, in the order of the facts. */
const FACTS: readonly Fact[] = [
  integer('customers', 'clv.fact.customers', ofTotals('customers'), 'customers'),
  integer('repeat_customers', 'clv.fact.repeatCustomers', ofTotals('repeat_customers'), 'customers'),
  integer('sum_x', 'clv.fact.sumX', ofTotals('sum_x'), 'number'),
  number('total_clv', 'clv.fact.totalClv', ofTotals('clv'), 'currency'),
  number('total_clv_low', 'clv.fact.totalClvLow', totalEnd('clv', 0.025), 'currency'),
  number('total_clv_high', 'clv.fact.totalClvHigh', totalEnd('clv', 0.975), 'currency'),
  number('mean_clv', 'clv.fact.meanClv', () => sql`totals.clv / totals.customers`, 'currency'),
  number(
    'total_expected_purchases',
    'clv.fact.expectedPurchases',
    ofTotals('expected_purchases'),
    'purchases',
  ),
  number(
    'total_expected_purchases_low',
    'clv.fact.expectedPurchasesLow',
    totalEnd('expected_purchases', 0.025),
    'purchases',
  ),
  number(
    'total_expected_purchases_high',
    'clv.fact.expectedPurchasesHigh',
    totalEnd('expected_purchases', 0.975),
    'purchases',
  ),
  number('total_p_alive', 'clv.fact.activeCustomers', ofTotals('p_alive')),
  number('total_historic_value', 'clv.fact.historicValue', ofTotals('historic_value'), 'currency'),
  number('total_historic_margin', 'clv.fact.historicMargin', ofTotals('historic_margin'), 'currency'),
  number('gini', 'clv.fact.gini', ofTotals('gini')),
  number('top_20_share', 'clv.fact.top20Share', ofTotals('top_20_share'), 'share'),
  number('dert_total', 'clv.fact.dertTotal', ofTotals('dert'), 'purchases'),
  plain(
    'health',
    'text',
    'clv.fact.health',
    ({ place }) => sql`(
    SELECT CASE max(CASE status WHEN 'bad' THEN 2 WHEN 'caution' THEN 1 ELSE 0 END)
      WHEN 2 THEN 'bad' WHEN 1 THEN 'caution' ELSE 'good' END
    FROM ${tableAt(place, 'health')}
  )`,
  ),
  plain('model', 'text', 'clv.fact.model', ofFit('asked')),
  plain('model_used', 'text', 'clv.fact.modelUsed', ofFit('model')),
  plain('boundary', 'boolean', 'clv.fact.boundary', () => sql`fit.boundary = 1`),
  plain('converged', 'boolean', 'clv.fact.converged', () => sql`fit.converged = 1`),
  ...PURCHASE_PARAMETERS.flatMap((name): Fact[] => [
    number(name, PARAMETER_LABELS[name][0], ofFit(name)),
    number(`${name}_se`, PARAMETER_LABELS[name][1], ofFit(`${name}_se`)),
  ]),
  number('log_likelihood', 'clv.fact.logLikelihood', ofFit('log_likelihood')),
  number('nbd_log_likelihood', 'clv.fact.nbdLogLikelihood', ofFit('nbd_log_likelihood')),
  number('gradient_norm', 'clv.fact.gradientNorm', ofFit('gradient_norm')),
  number('condition_number', 'clv.fact.conditionNumber', ofFit('condition_number')),
  integer('iterations', 'clv.fact.iterations', ofFit('iterations'), 'number'),
  plain('spend_used', 'text', 'clv.fact.spendUsed', () => sql`coalesce(spend.used, 'mean')`),
  number('gamma_gamma_p', 'clv.fact.ggP', ofSpend('p')),
  number('gamma_gamma_p_se', 'clv.fact.ggPError', ofSpend('p_se')),
  number('gamma_gamma_q', 'clv.fact.ggQ', ofSpend('q')),
  number('gamma_gamma_q_se', 'clv.fact.ggQError', ofSpend('q_se')),
  number('gamma_gamma_v', 'clv.fact.ggV', ofSpend('v')),
  number('gamma_gamma_v_se', 'clv.fact.ggVError', ofSpend('v_se')),
  number('gamma_gamma_log_likelihood', 'clv.fact.ggLogLikelihood', ofSpend('log_likelihood')),
  number('gamma_gamma_correlation', 'clv.fact.ggCorrelation', ofSpend('correlation')),
  integer('gamma_gamma_customers', 'clv.fact.ggCustomers', ofSpend('customers'), 'customers'),
  plain(
    'calibration_end',
    'date',
    'clv.fact.calibrationEnd',
    day(({ valued }) => valued.calibrationEnd),
  ),
  plain(
    'observation_end',
    'date',
    'clv.fact.observationEnd',
    day(({ valued }) => valued.observationEnd),
  ),
  number('horizon_value', 'clv.fact.horizonValue', ({ params }) => sql`${params.horizon.value}::DOUBLE`),
  plain('horizon_unit', 'text', 'clv.fact.horizonUnit', ({ params }) => sql`${params.horizon.unit}`),
  number(
    'horizon_days',
    'clv.fact.horizonDays',
    ({ params: { horizon } }) => sql`${horizon.value * DAYS_IN[horizon.unit]}::DOUBLE`,
    'days',
  ),
  number(
    'discount_rate_yearly',
    'clv.fact.discountYearly',
    ({ params }) => sql`${rateFor(params.discountRate, 'year')}::DOUBLE`,
    'share',
  ),
  number(
    'discount_rate_monthly',
    'clv.fact.discountMonthly',
    ({ params }) => sql`${rateFor(params.discountRate, 'month')}::DOUBLE`,
    'share',
  ),
  plain('time_unit', 'text', 'clv.fact.timeUnit', ({ params }) => sql`${params.timeUnit}`),
  plain(
    'holdout_calibration_end',
    'date',
    'clv.fact.holdoutCalibrationEnd',
    day(({ checked }) => checked.calibrationEnd),
  ),
  plain(
    'holdout_end',
    'date',
    'clv.fact.holdoutEnd',
    day(({ checked }) => checked.observationEnd),
  ),
  number(
    'holdout_length',
    'clv.fact.holdoutLength',
    ({ windows: { checked }, params }) =>
      sql`${holdoutLength(checked) / (checked.opportunity === null ? DAYS_IN[params.timeUnit] : 1)}::DOUBLE`,
    'periods',
  ),
  number('holdout_actual', 'clv.fact.holdoutActual', ofErrors('actual'), 'purchases'),
  number('holdout_expected', 'clv.fact.holdoutExpected', ofErrors('expected'), 'purchases'),
  number('holdout_mae', 'clv.fact.holdoutMae', ofErrors('mae')),
  number('holdout_rmse', 'clv.fact.holdoutRmse', ofErrors('rmse')),
  number('naive_mae', 'clv.fact.naiveMae', ofErrors('naive_mae')),
  number('naive_rmse', 'clv.fact.naiveRmse', ofErrors('naive_rmse')),
  number('holdout_correlation', 'clv.fact.holdoutCorrelation', ofErrors('correlation')),
  integer('bootstrap_replicates', 'clv.fact.replicates', ({ params }) => sql`${params.bootstrap}`, 'number'),
];

/** Single figures of customer lifetime value. Their names are part of the command line. */
export const clvFacts: Readonly<Record<string, FactShape>> = Object.fromEntries(
  FACTS.map(({ name, type, unit, label }) => [
    name,
    { type, label, ...(unit === undefined ? {} : { unit }) },
  ]),
);

/**
 * The query of the facts: one row. Gini's coefficient is 2Σ i·v/(nΣv) − (n+1)/n over customers in the order of
 * their value; the top fifth is rounded up to whole customers.
 */
export function factsQuery(place: Place, windows: Windows, params: ClvParams): Sql {
  const context: Context = { place, windows, params };
  const columns = FACTS.map(({ name, value, type }) => {
    const cast = type === 'integer' ? sql`(${value(context)})::BIGINT` : value(context);
    return sql`${cast} AS ${identifier(name)}`;
  });
  return sql`SELECT ${joined(columns, ',\n  ')}
FROM (
  SELECT count(*) AS customers, count(*) FILTER (WHERE x > 0) AS repeat_customers, sum(x) AS sum_x, sum(clv) AS clv,
    sum(expected_purchases) AS expected_purchases, sum(p_alive) AS p_alive, sum(historic_value) AS historic_value,
    sum(historic_margin) AS historic_margin, sum(dert) AS dert,
    2 * sum(place * worth) / nullif(count(*) * sum(worth), 0) - (count(*) + 1) / count(*) AS gini,
    sum(worth) FILTER (WHERE place > n - ceil(0.2 * n)) / nullif(sum(worth), 0) AS top_20_share
  FROM (
    SELECT *, greatest(coalesce(clv, 0), 0) AS worth, count(*) OVER () AS n,
      row_number() OVER (ORDER BY greatest(coalesce(clv, 0), 0), customer_key) AS place
    FROM ${tableAt(place, 'valued')}
  )
) AS totals
CROSS JOIN ${tableAt(place, 'fit')} AS fit
LEFT JOIN ${tableAt(place, 'spend')} AS spend ON TRUE
LEFT JOIN ${tableAt(place, 'holdout_errors')} AS errors ON TRUE`;
}
