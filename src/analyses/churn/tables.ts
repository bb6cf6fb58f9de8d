import type { Label } from '../../charts/chart-spec.ts';
import type { MessageKey } from '../../i18n/messages.ts';
import type { ColumnShape, FactShape, Meaning, TableShape } from '../analysis.ts';
import { CHECKS, FINDINGS } from './health.ts';
import { INTERCEPT } from './kernels/explain.ts';
import { EVERYBODY } from './kernels/survival.ts';
import { NOT_STATED } from './places.ts';

/** Name of a group as readers are shown it. */
export function groupLabel(value: string): Label {
  if (value === EVERYBODY) return { key: 'churn.group.everybody' };
  return value === NOT_STATED ? { key: 'churn.group.notStated' } : { text: value };
}

function labelFrom<Value extends string>(
  values: readonly Value[],
  key: (value: Value) => MessageKey,
): (value: string) => Label {
  return (value) => {
    const known = values.find((each) => each === value);
    return known === undefined ? { text: value } : { key: key(known) };
  };
}

/** What the rule says of a customer, in words. */
const ruleLabel = labelFrom(['lapsed', 'active', 'unknown'] as const, (value) => `churn.rule.${value}`);
/** What the model says of a customer, in words. */
const modelLabel = labelFrom(['gone', 'alive', 'unknown'] as const, (value) => `churn.verdict.${value}`);

function column(
  name: string,
  meaning: Meaning,
  label: MessageKey,
  rest: Omit<ColumnShape, 'name' | 'meaning' | 'label'>,
): ColumnShape {
  return { name, meaning, label, ...rest };
}

const measure = (name: string, label: MessageKey, unit: NonNullable<ColumnShape['unit']>): ColumnShape =>
  column(name, 'measure', label, { type: 'number', unit });

const whole = (name: string, label: MessageKey, unit: NonNullable<ColumnShape['unit']>): ColumnShape =>
  column(name, 'measure', label, { type: 'integer', unit });

const customers = column('customers', 'contributors', 'churn.column.customers', {
  type: 'integer',
  unit: 'customers',
});
const group = column('group', 'group', 'churn.column.group', { type: 'text', valueLabel: groupLabel });
const churned = whole('churned', 'churn.column.churned', 'customers');
const customerShare = measure('customer_share', 'churn.column.customerShare', 'share');
const revenue = measure('revenue', 'churn.column.revenue', 'currency');
const clv = measure('clv', 'churn.column.clv', 'currency');
const pAlive = measure('p_alive', 'churn.column.pAlive', 'share');

const rule = (meaning: Meaning): ColumnShape =>
  column('rule', meaning, 'churn.column.rule', { type: 'text', valueLabel: ruleLabel });
const model = (meaning: Meaning): ColumnShape =>
  column('model', meaning, 'churn.column.model', { type: 'text', valueLabel: modelLabel });

function driverLabel(value: string): Label {
  return value === INTERCEPT ? { key: 'churn.driver.intercept' } : { text: value };
}

/** Tables of churn. Names of tables and columns are part of the command line. */
export const churnTables: Readonly<Record<string, TableShape>> = {
  customers: {
    kind: 'rows',
    title: 'churn.table.customers',
    key: 'customer_key',
    mayBeEmpty: true,
    columns: [
      column('customer', 'identifier', 'churn.column.customer', { type: 'text' }),
      column('last_order', 'measure', 'churn.column.lastOrder', { type: 'date' }),
      whole('purchase_days', 'churn.column.purchaseDays', 'days'),
      measure('interval_days', 'churn.column.intervalDays', 'days'),
      whole('days_since', 'churn.column.daysSince', 'days'),
      measure('multiple', 'churn.column.multiple', 'number'),
      rule('measure'),
      pAlive,
      model('measure'),
      measure('expected_purchases', 'churn.column.expectedPurchases', 'purchases'),
      measure('expected_spend', 'churn.column.expectedSpend', 'currency'),
      clv,
      column('next_purchase', 'measure', 'churn.column.nextPurchase', { type: 'date' }),
    ],
  },
  groups: {
    kind: 'aggregate',
    title: 'churn.table.groups',
    members: { table: 'membership', by: { group: 'grp' } },
    columns: [
      group,
      customers,
      churned,
      measure('churn_rate', 'churn.column.churnRate', 'share'),
      measure('churn_rate_low', 'churn.column.low', 'share'),
      measure('churn_rate_high', 'churn.column.high', 'share'),
    ],
  },
  bands: {
    kind: 'aggregate',
    title: 'churn.table.bands',
    members: { table: 'band_members', by: { from: 'from' }, figures: ['revenue'] },
    mayBeEmpty: true,
    columns: [
      column('from', 'group', 'churn.column.from', { type: 'number', unit: 'share' }),
      column('to', 'group', 'churn.column.to', { type: 'number', unit: 'share' }),
      customers,
      customerShare,
      measure('lapsed_share', 'churn.column.lapsedShare', 'share'),
      revenue,
      clv,
    ],
  },
  agreement: {
    kind: 'aggregate',
    title: 'churn.table.agreement',
    members: { table: 'customers', by: { rule: 'rule', model: 'model' } },
    mayBeEmpty: true,
    columns: [rule('group'), model('group'), customers, customerShare, revenue, clv],
  },
  survival: {
    kind: 'aggregate',
    title: 'churn.table.survival',
    members: { table: 'risk_members', by: { group: 'grp', time: 'time' }, figures: [] },
    nestedBy: () => ({ within: ['group'], holds: 'following', counts: ['at_risk'] }),
    mayBeEmpty: true,
    columns: [
      group,
      column('time', 'group', 'churn.column.tenure', { type: 'number', unit: 'periods' }),
      column('at_risk', 'contributors', 'churn.column.atRisk', { type: 'integer', unit: 'customers' }),
      whole('events', 'churn.column.churned', 'customers'),
      measure('survival', 'churn.column.survival', 'share'),
      measure('standard_error', 'churn.column.standardError', 'number'),
      measure('low', 'churn.column.low', 'share'),
      measure('high', 'churn.column.high', 'share'),
    ],
  },
  survival_groups: {
    kind: 'aggregate',
    title: 'churn.table.survivalGroups',
    members: { table: 'curve_members', by: { group: 'grp' }, figures: [] },
    mayBeEmpty: true,
    columns: [
      group,
      customers,
      churned,
      measure('expected', 'churn.column.expectedChurned', 'number'),
      measure('median', 'churn.column.median', 'periods'),
      measure('median_low', 'churn.column.medianLow', 'periods'),
      measure('median_high', 'churn.column.medianHigh', 'periods'),
    ],
  },
  sbg: {
    kind: 'aggregate',
    title: 'churn.table.sbg',
    nestedBy: () => ({ within: [], holds: 'following', counts: ['at_risk'] }),
    mayBeEmpty: true,
    columns: [
      column('period', 'group', 'churn.column.period', { type: 'integer', unit: 'periods' }),
      column('at_risk', 'contributors', 'churn.column.atRisk', { type: 'integer', unit: 'customers' }),
      measure('observed_retention', 'churn.column.observedRetention', 'share'),
      measure('fitted_retention', 'churn.column.fittedRetention', 'share'),
      measure('observed_survival', 'churn.column.observedSurvival', 'share'),
      measure('fitted_survival', 'churn.column.fittedSurvival', 'share'),
      measure('residual_lifetime', 'churn.column.residualLifetime', 'periods'),
    ],
  },
  drivers: {
    kind: 'aggregate',
    title: 'churn.table.drivers',
    mayBeEmpty: true,
    columns: [
      column('driver', 'group', 'churn.column.driver', { type: 'text', valueLabel: driverLabel }),
      measure('coefficient', 'churn.column.coefficient', 'number'),
      measure('standard_error', 'churn.column.standardError', 'number'),
      measure('p', 'churn.column.p', 'number'),
      measure('odds_ratio', 'churn.column.oddsRatio', 'number'),
      measure('low', 'churn.column.oddsLow', 'number'),
      measure('high', 'churn.column.oddsHigh', 'number'),
      customers,
    ],
  },
  deciles: {
    kind: 'aggregate',
    title: 'churn.table.deciles',
    mayBeEmpty: true,
    columns: [
      column('decile', 'group', 'churn.column.decile', { type: 'integer', unit: 'number' }),
      customers,
      churned,
      measure('rate', 'churn.column.churnRate', 'share'),
      measure('lift', 'churn.column.lift', 'number'),
      measure('mean_score', 'churn.column.meanScore', 'share'),
    ],
  },
  health: {
    kind: 'aggregate',
    title: 'churn.table.health',
    columns: [
      column('check', 'group', 'churn.column.check', {
        type: 'text',
        valueLabel: labelFrom(CHECKS, (value) => `churn.check.${value}`),
      }),
      column('finding', 'group', 'churn.column.finding', {
        type: 'text',
        valueLabel: labelFrom(FINDINGS, (value) => `churn.finding.${value}`),
      }),
      column('status', 'group', 'churn.column.status', { type: 'text' }),
      measure('figure', 'churn.column.figure', 'number'),
      measure('reference', 'churn.column.reference', 'number'),
      customers,
    ],
  },
};

const fact = (
  type: FactShape['type'],
  label: MessageKey,
  unit?: NonNullable<FactShape['unit']>,
): FactShape => (unit === undefined ? { type, label } : { type, label, unit });

/** Single figures of churn; those of the other setting are NULL. */
export const churnFacts: Readonly<Record<string, FactShape>> = {
  setting: fact('text', 'churn.fact.setting'),
  customers: fact('integer', 'churn.fact.customers', 'customers'),
  churned: fact('integer', 'churn.fact.churned', 'customers'),
  churn_rate: fact('number', 'churn.fact.churnRate', 'share'),
  churn_rate_low: fact('number', 'churn.fact.churnRateLow', 'share'),
  churn_rate_high: fact('number', 'churn.fact.churnRateHigh', 'share'),
  analysis_date: fact('date', 'churn.fact.analysisDate'),
  one_time_customers: fact('integer', 'churn.fact.oneTime', 'customers'),
  typical_interval: fact('number', 'churn.fact.typicalInterval', 'days'),
  p_alive_mean: fact('number', 'churn.fact.pAliveMean', 'share'),
  expected_alive: fact('number', 'churn.fact.expectedAlive', 'number'),
  gone_by_model: fact('integer', 'churn.fact.goneByModel', 'customers'),
  agreement_share: fact('number', 'churn.fact.agreementShare', 'share'),
  clv: fact('number', 'churn.fact.clv', 'currency'),
  model_used: fact('text', 'churn.fact.modelUsed'),
  model_log_likelihood: fact('number', 'churn.fact.modelLogLikelihood', 'number'),
  median_survival: fact('number', 'churn.fact.medianSurvival', 'periods'),
  median_survival_low: fact('number', 'churn.fact.medianSurvivalLow', 'periods'),
  median_survival_high: fact('number', 'churn.fact.medianSurvivalHigh', 'periods'),
  log_rank: fact('number', 'churn.fact.logRank', 'number'),
  log_rank_df: fact('integer', 'churn.fact.logRankDf', 'number'),
  log_rank_p: fact('number', 'churn.fact.logRankP', 'number'),
  sbg_alpha: fact('number', 'churn.fact.sbgAlpha', 'number'),
  sbg_alpha_se: fact('number', 'churn.fact.sbgAlphaSe', 'number'),
  sbg_beta: fact('number', 'churn.fact.sbgBeta', 'number'),
  sbg_beta_se: fact('number', 'churn.fact.sbgBetaSe', 'number'),
  sbg_log_likelihood: fact('number', 'churn.fact.sbgLogLikelihood', 'number'),
  sbg_expected_tenure: fact('number', 'churn.fact.sbgExpectedTenure', 'periods'),
  drivers_customers: fact('integer', 'churn.fact.driversCustomers', 'customers'),
  drivers_log_likelihood: fact('number', 'churn.fact.driversLogLikelihood', 'number'),
  auc: fact('number', 'churn.fact.auc', 'number'),
  average_precision: fact('number', 'churn.fact.averagePrecision', 'number'),
  log_loss: fact('number', 'churn.fact.logLoss', 'number'),
  brier: fact('number', 'churn.fact.brier', 'number'),
  ks: fact('number', 'churn.fact.ks', 'number'),
  ece: fact('number', 'churn.fact.ece', 'number'),
};
