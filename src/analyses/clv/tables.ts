import type { Unit } from '../../contract/result-set.ts';
import type { Label } from '../../charts/chart-spec.ts';
import type { MessageKey } from '../../i18n/messages.ts';
import type { ColumnShape, TableShape } from '../analysis.ts';
import { segmentLabel, SEGMENTS } from '../rfm/segments.ts';
import { tierLabel } from '../tiers/names.ts';
import { NO_GROUP } from './grouping.ts';
import { checkLabel, findingLabel, statusLabel } from './health.ts';

const customers: ColumnShape = {
  name: 'customers',
  type: 'integer',
  unit: 'customers',
  meaning: 'contributors',
  label: 'clv.column.customers',
};

function measure(name: string, label: MessageKey, unit: Unit): ColumnShape {
  return { name, type: 'number', unit, meaning: 'measure', label };
}

function counted(name: string, label: MessageKey, unit: Unit): ColumnShape {
  return { name, type: 'integer', unit, meaning: 'measure', label };
}

/** A figure that runs over all rows so far. */
function running(column: ColumnShape, of: string | null): ColumnShape {
  return { ...column, disclosure: { kind: 'running', of, within: [] } };
}

function group(
  name: string,
  label: MessageKey,
  valueLabel?: (value: string) => Label,
  type: 'text' | 'date' = 'text',
): ColumnShape {
  return { name, type, meaning: 'group', label, ...(valueLabel === undefined ? {} : { valueLabel }) };
}

function namedBy(labels: Readonly<Record<string, MessageKey>>): (value: string) => Label {
  return (value) => {
    const key = labels[value];
    return key === undefined ? { text: value } : { key };
  };
}

/** Name of a group of customers: a segment, a tier, a month, or a value of the data. */
export function groupLabel(name: string): Label {
  if (name === NO_GROUP) return { key: 'clv.group.none' };
  return SEGMENTS[name] === undefined ? tierLabel(name) : segmentLabel(name);
}

/** Letters of parameters as papers write them. */
const LETTERS: Readonly<Record<string, string>> = {
  alpha: 'α',
  beta: 'β',
  gamma: 'γ',
  delta: 'δ',
};

/** Name of a parameter of a model. */
export function parameterLabel(name: string): Label {
  const spend = /^gamma_gamma_(.)$/u.exec(name)?.[1];
  return spend === undefined
    ? { text: LETTERS[name] ?? name }
    : { key: 'clv.parameter.spend', values: { name: spend } };
}

/** Name of a band of historic value. */
export const valueBandLabel = namedBy({
  top20: 'clv.band.top20',
  next30: 'clv.band.next30',
  rest50: 'clv.band.rest50',
});

/** Name of a band of P(alive). */
export const aliveBandLabel = namedBy({
  below20: 'clv.band.below20',
  '20to50': 'clv.band.20to50',
  '50to80': 'clv.band.50to80',
  from80: 'clv.band.from80',
});

const totalLabel = namedBy({
  clv: 'clv.fact.totalClv',
  expected_purchases: 'clv.fact.expectedPurchases',
  active_customers: 'clv.fact.activeCustomers',
});

const phaseLabel = namedBy({ calibration: 'clv.phase.calibration', holdout: 'clv.phase.holdout' });

const frequency = group('frequency', 'clv.column.frequency');
const historicValue = measure('historic_value', 'clv.column.historicValue', 'currency');
const clv = measure('clv', 'clv.column.clv', 'currency');
const clvLow = measure('clv_low', 'clv.column.clvLow', 'currency');
const clvHigh = measure('clv_high', 'clv.column.clvHigh', 'currency');
const expectedPurchases = measure('expected_purchases', 'clv.column.expectedPurchases', 'purchases');
const alive = measure('p_alive', 'clv.column.pAlive', 'share');

function matrix(title: MessageKey, figure: ColumnShape): TableShape {
  return {
    kind: 'aggregate',
    title,
    members: { table: 'checked_members', by: {}, figures: [] },
    columns: [
      { name: 'frequency', type: 'integer', unit: 'number', meaning: 'group', label: 'clv.column.frequency' },
      {
        name: 'since_last_days',
        type: 'integer',
        unit: 'days',
        meaning: 'group',
        label: 'clv.column.sinceLast',
      },
      figure,
      customers,
    ],
  };
}

/** Tables of customer lifetime value. Names of tables and columns are part of the command line. */
export const clvTables: Readonly<Record<string, TableShape>> = {
  health: {
    kind: 'aggregate',
    title: 'clv.table.health',
    columns: [
      group('check', 'clv.column.check', checkLabel),
      group('finding', 'clv.column.finding', findingLabel),
      group('status', 'clv.column.status', statusLabel),
      measure('figure', 'clv.column.figure', 'number'),
      measure('reference', 'clv.column.reference', 'number'),
      customers,
    ],
  },
  totals: {
    kind: 'aggregate',
    title: 'clv.table.totals',
    members: { table: 'valued', by: {}, figures: [] },
    columns: [
      group('total', 'clv.column.total', totalLabel),
      measure('estimate', 'clv.column.estimate', 'number'),
      measure('low', 'clv.column.low', 'number'),
      measure('high', 'clv.column.high', 'number'),
      customers,
    ],
  },
  groups: {
    kind: 'aggregate',
    title: 'clv.table.groups',
    members: { table: 'valued', by: { group: 'group_name' } },
    mayBeEmpty: true,
    columns: [
      group('group', 'clv.column.group', groupLabel),
      customers,
      historicValue,
      clv,
      clvLow,
      clvHigh,
      measure('clv_per_customer', 'clv.column.clvPerCustomer', 'currency'),
      measure('clv_share', 'clv.column.clvShare', 'share'),
      measure('p_alive', 'clv.column.meanPAlive', 'share'),
      expectedPurchases,
    ],
  },
  at_risk: {
    kind: 'aggregate',
    title: 'clv.table.atRisk',
    members: {
      table: 'band_members',
      by: { value_band: 'value_band', alive_band: 'alive_band' },
      figures: ['historic_value'],
    },
    columns: [
      group('value_band', 'clv.column.valueBand', valueBandLabel),
      group('alive_band', 'clv.column.aliveBand', aliveBandLabel),
      customers,
      historicValue,
      clv,
      measure('clv_at_stake', 'clv.column.clvAtStake', 'currency'),
    ],
  },
  concentration: {
    kind: 'aggregate',
    title: 'clv.table.concentration',
    columns: [
      {
        name: 'customer_share',
        type: 'number',
        unit: 'share',
        meaning: 'group',
        label: 'clv.column.customerShare',
      },
      running(measure('clv_share', 'clv.column.cumulativeClvShare', 'share'), null),
      running(measure('historic_share', 'clv.column.cumulativeHistoricShare', 'share'), null),
      customers,
    ],
  },
  marginal: {
    kind: 'aggregate',
    title: 'clv.table.marginal',
    members: { table: 'frequency_members', by: { frequency: 'frequency' }, figures: [] },
    columns: [
      frequency,
      customers,
      measure('clv_per_customer', 'clv.column.clvPerCustomer', 'currency'),
      measure('clv_after_purchase', 'clv.column.clvAfterPurchase', 'currency'),
      measure('marginal_value', 'clv.column.marginalValue', 'currency'),
    ],
  },
  parameters: {
    kind: 'aggregate',
    title: 'clv.table.parameters',
    columns: [
      group('parameter', 'clv.column.parameter', parameterLabel),
      measure('estimate', 'clv.column.estimate', 'number'),
      measure('se', 'clv.column.se', 'number'),
      measure('low', 'clv.column.low', 'number'),
      measure('high', 'clv.column.high', 'number'),
      customers,
    ],
  },
  tracking: {
    kind: 'aggregate',
    title: 'clv.table.tracking',
    members: { table: 'tracking_members', by: { week: 'week' }, figures: [] },
    nestedBy: () => ({ within: [], holds: 'preceding', counts: ['customers'] }),
    mayBeEmpty: true,
    columns: [
      { name: 'week', type: 'integer', unit: 'number', meaning: 'group', label: 'clv.column.week' },
      group('week_end', 'clv.column.weekEnd', undefined, 'date'),
      group('phase', 'clv.column.phase', phaseLabel),
      counted('actual', 'clv.column.actual', 'purchases'),
      measure('expected', 'clv.column.expected', 'purchases'),
      running(counted('cumulative_actual', 'clv.column.cumulativeActual', 'purchases'), 'actual'),
      running(measure('cumulative_expected', 'clv.column.cumulativeExpected', 'purchases'), 'expected'),
      customers,
    ],
  },
  frequency: {
    kind: 'aggregate',
    title: 'clv.table.frequency',
    members: { table: 'checked_members', by: { frequency: 'frequency' }, figures: [] },
    columns: [frequency, customers, measure('expected', 'clv.column.expectedCustomers', 'customers')],
  },
  holdout: {
    kind: 'aggregate',
    title: 'clv.table.holdout',
    members: { table: 'holdout_members', by: { frequency: 'frequency' }, figures: [] },
    mayBeEmpty: true,
    columns: [
      frequency,
      customers,
      measure('actual_mean', 'clv.column.actualMean', 'purchases'),
      measure('expected_mean', 'clv.column.expectedMean', 'purchases'),
      measure('naive_mean', 'clv.column.naiveMean', 'purchases'),
    ],
  },
  alive_matrix: matrix('clv.table.aliveMatrix', alive),
  expected_matrix: matrix('clv.table.expectedMatrix', expectedPurchases),
  customers: {
    kind: 'rows',
    title: 'clv.table.customers',
    key: 'customer_key',
    columns: [
      { name: 'customer', type: 'text', meaning: 'identifier', label: 'clv.column.customer' },
      group('group', 'clv.column.group', groupLabel),
      counted('frequency', 'clv.column.frequency', 'purchases'),
      counted('recency_days', 'clv.column.recencyDays', 'days'),
      counted('age_days', 'clv.column.ageDays', 'days'),
      measure('monetary', 'clv.column.monetary', 'currency'),
      historicValue,
      measure('historic_margin', 'clv.column.historicMargin', 'currency'),
      alive,
      expectedPurchases,
      measure('probability_of_purchase', 'clv.column.probabilityOfPurchase', 'share'),
      measure('expected_spend', 'clv.column.expectedSpend', 'currency'),
      clv,
      clvLow,
      clvHigh,
      { name: 'next_purchase', type: 'date', meaning: 'measure', label: 'clv.column.nextPurchase' },
      counted('holdout_purchases', 'clv.column.holdoutPurchases', 'purchases'),
      measure('holdout_spend', 'clv.column.holdoutSpend', 'currency'),
      measure('expected_holdout', 'clv.column.expectedHoldout', 'purchases'),
      measure('dert', 'clv.column.dert', 'purchases'),
    ],
  },
  alive_history: {
    kind: 'rows',
    title: 'clv.table.aliveHistory',
    key: 'point',
    mayBeEmpty: true,
    columns: [
      { name: 'customer', type: 'text', meaning: 'identifier', label: 'clv.column.customer' },
      { name: 'day', type: 'date', meaning: 'measure', label: 'clv.column.day' },
      counted('purchases', 'clv.column.purchaseDays', 'purchases'),
      alive,
    ],
  },
};
