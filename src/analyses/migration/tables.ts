import type { ColourToken } from '../../charts/chart-spec.ts';
import type { ColumnType, Unit } from '../../contract/result-set.ts';
import type { MessageKey } from '../../i18n/messages.ts';
import type { ColumnShape, FactShape, TableShape } from '../analysis.ts';
import { directionColour, directionLabel, stateColour, stateLabel } from './states.ts';
import type { MigrationParams } from './params.ts';

/** Colour of the segment or tier that a state is. */
function valueColour(value: string, params: Readonly<Record<string, unknown>>): ColourToken {
  return stateColour(params as unknown as MigrationParams, value);
}

function state(name: string, label: MessageKey): ColumnShape {
  return { name, type: 'text', meaning: 'group', label, valueLabel: stateLabel, valueColour };
}

function measure(name: string, unit: Unit, label: MessageKey, type: ColumnType = 'number'): ColumnShape {
  return { name, type, unit, meaning: 'measure', label };
}

function customers(label: MessageKey): ColumnShape {
  return { name: 'customers', type: 'integer', unit: 'customers', meaning: 'contributors', label };
}

const direction: ColumnShape = {
  name: 'direction',
  type: 'text',
  meaning: 'group',
  label: 'migration.column.direction',
  valueLabel: directionLabel,
  valueColour: directionColour,
};
const fromState = state('from_state', 'migration.column.fromState');
const toState = state('to_state', 'migration.column.toState');
const share = measure('share', 'share', 'migration.column.share');
const clv = measure('clv', 'currency', 'migration.column.clv');

const STATE_PAIR = { from_state: 'from_state', to_state: 'to_state' };

/** Tables of segment migration. Names of tables and columns are part of the command line. */
export const migrationTables: Readonly<Record<string, TableShape>> = {
  summary: {
    kind: 'aggregate',
    title: 'migration.table.summary',
    members: { table: 'state_members', by: { direction: 'direction' } },
    columns: [
      direction,
      customers('migration.column.customers'),
      share,
      clv,
      measure('clv_share', 'share', 'migration.column.clvShare'),
    ],
  },
  flows: {
    kind: 'aggregate',
    title: 'migration.table.flows',
    members: { table: 'state_members', by: STATE_PAIR },
    columns: [fromState, toState, direction, customers('migration.column.customers'), share, clv],
  },
  matrix: {
    kind: 'aggregate',
    title: 'migration.table.matrix',
    members: { table: 'state_members', by: STATE_PAIR },
    columns: [
      fromState,
      toState,
      customers('migration.column.customers'),
      measure('share', 'share', 'migration.column.shareOfState'),
      clv,
    ],
  },
  net: {
    kind: 'aggregate',
    title: 'migration.table.net',
    columns: [
      state('state', 'migration.column.state'),
      customers('migration.column.customersFewer'),
      measure('customers_before', 'customers', 'migration.column.customersBefore', 'integer'),
      measure('customers_after', 'customers', 'migration.column.customersAfter', 'integer'),
      measure('net_change', 'customers', 'migration.column.netChange', 'integer'),
      clv,
    ],
  },
  movers: {
    kind: 'rows',
    title: 'migration.table.movers',
    key: 'customer_key',
    mayBeEmpty: true,
    columns: [
      { name: 'customer', type: 'text', meaning: 'identifier', label: 'migration.column.customer' },
      fromState,
      toState,
      direction,
      measure('recency_days', 'days', 'migration.column.recencyDays', 'integer'),
      measure('orders', 'orders', 'migration.column.orders', 'integer'),
      measure('revenue', 'currency', 'migration.column.revenue'),
      measure('p_alive', 'share', 'migration.column.pAlive'),
      clv,
    ],
  },
};

/** Single figures of segment migration. */
export const migrationFacts: Readonly<Record<string, FactShape>> = {
  customers: { type: 'integer', unit: 'customers', label: 'migration.column.customers' },
  moved: { type: 'integer', unit: 'customers', label: 'migration.fact.moved' },
  improved: { type: 'integer', unit: 'customers', label: 'migration.direction.improved' },
  stable: { type: 'integer', unit: 'customers', label: 'migration.direction.stable' },
  declined: { type: 'integer', unit: 'customers', label: 'migration.direction.declined' },
  new_customers: { type: 'integer', unit: 'customers', label: 'migration.direction.new' },
  clv: { type: 'number', unit: 'currency', label: 'migration.column.clv' },
  clv_at_stake: { type: 'number', unit: 'currency', label: 'migration.fact.clvAtStake' },
  from_date: { type: 'date', label: 'migration.fact.fromDate' },
  to_date: { type: 'date', label: 'migration.fact.toDate' },
};
