import type { ColumnType, Unit } from '../../contract/result-set.ts';
import type { MessageKey } from '../../i18n/messages.ts';
import type { ColumnShape, FactShape, TableShape } from '../analysis.ts';
import { flowLabel, stateColour, stateLabel } from './states.ts';

function measure(name: string, type: ColumnType, unit: Unit, label: MessageKey): ColumnShape {
  return { name, type, unit, meaning: 'measure', label };
}

function stateColumn(name: string, label: MessageKey): ColumnShape {
  return { name, type: 'text', meaning: 'group', label, valueLabel: stateLabel, valueColour: stateColour };
}

const customers: ColumnShape = {
  name: 'customers',
  type: 'integer',
  unit: 'customers',
  meaning: 'contributors',
  label: 'lifecycle.column.customers',
};

const period: readonly ColumnShape[] = [
  { name: 'period', type: 'text', meaning: 'group', label: 'lifecycle.column.period' },
  { name: 'period_start', type: 'date', meaning: 'group', label: 'lifecycle.column.periodStart' },
  { name: 'complete', type: 'boolean', meaning: 'group', label: 'lifecycle.column.complete' },
];

const changes: readonly ColumnShape[] = [
  stateColumn('from_state', 'lifecycle.column.fromState'),
  stateColumn('to_state', 'lifecycle.column.toState'),
];

const shareOfBefore = measure('share', 'number', 'share', 'lifecycle.column.shareOfBefore');

/** Tables of the lifecycle. Names of tables and columns are part of the command line. */
export const lifecycleTables: Readonly<Record<string, TableShape>> = {
  customers: {
    kind: 'rows',
    title: 'lifecycle.table.customers',
    key: 'customer_key',
    columns: [
      { name: 'customer', type: 'text', meaning: 'identifier', label: 'lifecycle.column.customer' },
      stateColumn('state', 'lifecycle.column.state'),
      { name: 'since', type: 'date', meaning: 'measure', label: 'lifecycle.column.since' },
      { name: 'last_order', type: 'date', meaning: 'measure', label: 'lifecycle.column.lastOrder' },
      measure('days_since', 'integer', 'days', 'lifecycle.column.daysSince'),
      measure('orders', 'integer', 'orders', 'lifecycle.column.orders'),
      measure('interval_days', 'number', 'days', 'lifecycle.column.interval'),
      { name: 'expected_next', type: 'date', meaning: 'measure', label: 'lifecycle.column.expectedNext' },
    ],
  },
  states: {
    kind: 'aggregate',
    title: 'lifecycle.table.states',
    members: { table: 'period_members', by: { period: 'period', state: 'state' }, figures: ['revenue'] },
    columns: [
      ...period,
      stateColumn('state', 'lifecycle.column.state'),
      customers,
      measure('share', 'number', 'share', 'lifecycle.column.share'),
      measure('revenue', 'number', 'currency', 'lifecycle.column.revenue'),
    ],
  },
  transitions: {
    kind: 'aggregate',
    title: 'lifecycle.table.transitions',
    members: {
      table: 'transition_members',
      by: { from_state: 'from_state', to_state: 'to_state' },
      figures: [],
    },
    columns: [...changes, customers, shareOfBefore],
  },
  all_transitions: {
    kind: 'aggregate',
    title: 'lifecycle.table.allTransitions',
    members: {
      table: 'every_transition_members',
      by: { from_state: 'from_state', to_state: 'to_state' },
      figures: ['moves'],
    },
    columns: [
      ...changes,
      customers,
      measure('moves', 'integer', 'number', 'lifecycle.column.moves'),
      shareOfBefore,
    ],
  },
  flows: {
    kind: 'aggregate',
    title: 'lifecycle.table.flows',
    members: { table: 'flow_members', by: { period: 'period', flow: 'flow' }, figures: [] },
    columns: [
      ...period,
      {
        name: 'flow',
        type: 'text',
        meaning: 'group',
        label: 'lifecycle.column.flow',
        valueLabel: flowLabel,
      },
      customers,
    ],
  },
  quick_ratio: {
    kind: 'aggregate',
    title: 'lifecycle.table.quickRatio',
    mayBeEmpty: true,
    columns: [
      ...period,
      { ...customers, label: 'lifecycle.column.smallerSide' },
      measure('quick_ratio', 'number', 'number', 'lifecycle.column.quickRatio'),
    ],
  },
};

function count(label: MessageKey): FactShape {
  return { type: 'integer', unit: 'customers', label };
}

/** Single figures of the lifecycle, at the end of observation unless they say otherwise. */
export const lifecycleFacts: Readonly<Record<string, FactShape>> = {
  customers: count('lifecycle.fact.customers'),
  customers_new: count('lifecycle.fact.new'),
  customers_active: count('lifecycle.fact.active'),
  customers_cooling: count('lifecycle.fact.cooling'),
  customers_at_risk: count('lifecycle.fact.atRisk'),
  customers_lapsed: count('lifecycle.fact.lapsed'),
  customers_won_back: count('lifecycle.fact.wonBack'),
  share_active: { type: 'number', unit: 'share', label: 'lifecycle.fact.shareActive' },
  quick_ratio: { type: 'number', unit: 'number', label: 'lifecycle.fact.quickRatio' },
  typical_interval: { type: 'number', unit: 'days', label: 'lifecycle.fact.typicalInterval' },
  observation_end: { type: 'date', label: 'lifecycle.fact.observationEnd' },
  last_complete_period: { type: 'date', label: 'lifecycle.fact.lastComplete' },
  cooling_after: { type: 'number', unit: 'number', label: 'lifecycle.fact.coolingAfter' },
  at_risk_after: { type: 'number', unit: 'number', label: 'lifecycle.fact.atRiskAfter' },
  lapsed_after: { type: 'number', unit: 'number', label: 'lifecycle.fact.lapsedAfter' },
};
