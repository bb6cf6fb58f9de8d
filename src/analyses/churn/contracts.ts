import { identifier, joined, sql, type Sql } from '../../contract/sql.ts';
import type { KernelOptions } from '../../contract/kernel.ts';
import { ORDERS } from '../../data/relations.ts';
import type { BoundData, PlanStep } from '../analysis.ts';
import { rateFor } from '../clv/time.ts';
import { driverColumns } from './drivers.ts';
import { COEFFICIENT_COLUMNS, DECILE_COLUMNS, DRIVER_FIT_COLUMNS } from './kernels/explain.ts';
import {
  CURVE_COLUMNS,
  CURVE_GROUP_COLUMNS,
  EVERYBODY,
  LOG_RANK_COLUMNS,
  SBG_COLUMNS,
  SBG_FIT_COLUMNS,
  type SurvivalOptions,
} from './kernels/survival.ts';
import { CONFIDENCE, type ChurnParams } from './params.ts';
import { churnTable, groupOfRow, made } from './places.ts';

const CONTRACTS = churnTable('contracts');
const LIFETIMES = churnTable('lifetimes');

/**
 * One row per customer: tenure, whether the contract has ended, the group and what may drive churn. Where a customer
 * has several rows, the one of the longest tenure counts, and any row may say that it has ended.
 */
function contractsQuery(data: BoundData, params: ChurnParams): Sql {
  const columns = driverColumns(data, params.drivers);
  const read = [
    sql`${groupOfRow(data, params.groupBy)} AS grp`,
    ...columns.map(({ name, value }) => sql`${value} AS ${identifier(name)}`),
  ];
  const kept = ['grp', ...columns.map(({ name }) => name)].map((name) => {
    const column = identifier(name);
    return sql`arg_max(${column}, (tenure, ${column})) AS ${column}`;
  });
  return sql`SELECT customer_key, max(tenure) AS tenure, bool_or(churned) AS churned, ${kept}
FROM (
  SELECT customer_key, tenure, churned, ${read}
  FROM ${identifier(ORDERS)}
  WHERE customer_key IS NOT NULL AND tenure >= 0 AND churned IS NOT NULL
)
GROUP BY customer_key`;
}

const LIFETIMES_QUERY = sql`SELECT grp, tenure, count(*) FILTER (WHERE churned) AS events,
  count(*) FILTER (WHERE NOT churned) AS censored
FROM ${CONTRACTS}
GROUP BY grp, tenure
ORDER BY grp, tenure`;

function survivalStep(params: ChurnParams): PlanStep {
  const unit = params.tenureUnit;
  const options: SurvivalOptions = { level: CONFIDENCE, discount: rateFor(params.discountRate, unit) };
  return {
    kind: 'compute',
    table: 'surviving',
    kernel: 'churn.survival',
    inputs: {
      lifetimes: sql`SELECT grp, tenure::DOUBLE AS tenure, events::DOUBLE AS events, censored::DOUBLE AS censored
FROM ${LIFETIMES} ORDER BY grp, tenure`,
    },
    options: options as unknown as KernelOptions,
    outputs: {
      curves: CURVE_COLUMNS,
      curve_groups: CURVE_GROUP_COLUMNS,
      log_rank: LOG_RANK_COLUMNS,
      sbg_fit: SBG_FIT_COLUMNS,
      sbg_periods: SBG_COLUMNS,
    },
    reusable: true,
  };
}

/** Runs the regression over the distinct rows of drivers and outcome, each with its number of customers. */
function explainStep(data: BoundData, params: ChurnParams): PlanStep {
  const columns = driverColumns(data, params.drivers);
  const names = columns.map(({ name }) => identifier(name));
  const complete = joined(
    names.map((name) => sql`${name} IS NOT NULL`),
    ' AND ',
  );
  return {
    kind: 'compute',
    table: 'explaining',
    kernel: 'churn.explain',
    inputs: {
      rows: sql`SELECT ${[...names, sql`churned::INTEGER::DOUBLE AS outcome`, sql`count(*)::DOUBLE AS customers`]}
FROM ${CONTRACTS} WHERE ${complete} GROUP BY ALL ORDER BY ALL`,
    },
    options: { drivers: columns.map(({ name, label }) => ({ name, label })), level: CONFIDENCE },
    outputs: {
      coefficients: COEFFICIENT_COLUMNS,
      driver_fit: DRIVER_FIT_COLUMNS,
      score_deciles: DECILE_COLUMNS,
    },
    reusable: true,
  };
}

const SURVIVAL = sql`SELECT grp AS "group", time, at_risk, events, survival, standard_error, low, high
FROM ${churnTable('curves')}
ORDER BY grp, time`;

const SURVIVAL_GROUPS = sql`SELECT grp AS "group", customers, events AS churned, expected, median, median_low, median_high
FROM ${churnTable('curve_groups')}
ORDER BY grp`;

/** Customers of each curve: customer_key, grp, tenure. */
const CURVE_MEMBERS = sql`SELECT customer_key, curves.grp AS grp, tenure
FROM ${CONTRACTS} AS contracts JOIN ${churnTable('curve_groups')} AS curves
  ON curves.grp = contracts.grp OR curves.grp = ${EVERYBODY}`;

/** Who was still there before each time of a curve: customer_key, grp, time. */
const RISK_MEMBERS = sql`SELECT customer_key, members.grp AS grp, curves.time AS time
FROM ${churnTable('curve_members')} AS members JOIN ${churnTable('curves')} AS curves
  ON curves.grp = members.grp AND members.tenure >= curves.time`;

const SBG = sql`SELECT period, at_risk, observed_retention, fitted_retention, observed_survival, fitted_survival,
  residual_lifetime
FROM ${churnTable('sbg_periods')}
ORDER BY period`;

const DRIVERS = sql`SELECT driver, coefficient, standard_error, p, odds_ratio, low, high, customers
FROM ${churnTable('coefficients')}
ORDER BY place`;

const DECILES = sql`SELECT decile, customers, churned, rate, lift, mean_score
FROM ${churnTable('score_deciles')}
ORDER BY decile`;

/** Steps of the contractual setting. They leave `contracts` and the result tables made from it. */
export function contractSteps(data: BoundData, params: ChurnParams): readonly PlanStep[] {
  const explained = params.drivers.length > 0;
  return [
    made('contracts', contractsQuery(data, params), true),
    made('lifetimes', LIFETIMES_QUERY, true),
    survivalStep(params),
    made('survival', SURVIVAL),
    made('survival_groups', SURVIVAL_GROUPS),
    { table: 'curve_members', query: CURVE_MEMBERS, kind: 'view', reusable: false },
    { table: 'risk_members', query: RISK_MEMBERS, kind: 'view', reusable: false },
    made('sbg', SBG),
    ...(explained ? [explainStep(data, params), made('drivers', DRIVERS), made('deciles', DECILES)] : []),
    made('membership', sql`SELECT customer_key, grp, churned FROM ${CONTRACTS}`),
  ];
}

/** Facts of the contractual setting, as columns of one row. */
export function contractFacts(): Sql {
  const all = sql`(SELECT * FROM ${churnTable('curve_groups')} ORDER BY customers DESC LIMIT 1)`;
  return sql`SELECT everybody.median AS median_survival, median_low AS median_survival_low,
  median_high AS median_survival_high, statistic AS log_rank, degrees AS log_rank_df, p AS log_rank_p,
  alpha AS sbg_alpha, alpha_se AS sbg_alpha_se, beta AS sbg_beta, beta_se AS sbg_beta_se,
  log_likelihood AS sbg_log_likelihood, expected_tenure AS sbg_expected_tenure
FROM (SELECT 1) LEFT JOIN ${all} AS everybody ON TRUE
LEFT JOIN ${churnTable('log_rank')} ON TRUE
LEFT JOIN ${churnTable('sbg_fit')} ON TRUE`;
}

/** Facts of the regression, as columns of one row. */
export function driverFacts(): Sql {
  return sql`SELECT customers AS drivers_customers, log_likelihood AS drivers_log_likelihood, auc, average_precision,
  log_loss, brier, ks, ece
FROM ${churnTable('driver_fit')}`;
}
