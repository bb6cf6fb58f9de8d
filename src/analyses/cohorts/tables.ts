import type { ColumnType, Unit } from '../../contract/result-set.ts';
import type { Label } from '../../charts/chart-spec.ts';
import type { MessageKey } from '../../i18n/messages.ts';
import type { ColumnShape, FactShape, TableShape } from '../analysis.ts';
import { periodLabel } from '../period-label.ts';
import { MEMBER_FIGURES } from './cell-members.ts';
import { NO_VALUE, OTHER_GROUPS } from './customer-steps.ts';
import { FACT_PERIODS } from './plan.ts';

/** Name of a group of customers as it is shown. A value of the data may look like a period; it is none. */
export function groupLabel(value: string): Label {
  if (value === NO_VALUE) return { key: 'cohorts.value.none' };
  return value === OTHER_GROUPS ? { key: 'cohorts.value.others' } : { text: value };
}

/** Name of a cohort as it is shown: a period as its readers write it, where cohorts are of those who came in one. */
export function cohortLabel(value: string, params: Readonly<Record<string, unknown>> = {}): Label {
  const byTime = (params['cohortBy'] ?? null) === null;
  return (byTime ? periodLabel(value) : null) ?? groupLabel(value);
}

function measure(name: string, type: ColumnType, unit: Unit, label: MessageKey): ColumnShape {
  return { name, type, unit, meaning: 'measure', label };
}

const cohort: ColumnShape = {
  name: 'cohort',
  type: 'text',
  meaning: 'group',
  label: 'cohorts.column.cohort',
  valueLabel: cohortLabel,
};
const cohortStart: ColumnShape = {
  name: 'cohort_start',
  type: 'date',
  meaning: 'group',
  label: 'cohorts.column.cohortStart',
};
const period: ColumnShape = {
  name: 'period',
  type: 'integer',
  unit: 'periods',
  meaning: 'group',
  label: 'cohorts.column.period',
};
const periodTo: ColumnShape = {
  name: 'period_to',
  type: 'integer',
  unit: 'periods',
  meaning: 'group',
  label: 'cohorts.column.periodTo',
};

function contributors(label: MessageKey): ColumnShape {
  return { name: 'customers', type: 'integer', unit: 'customers', meaning: 'contributors', label };
}

const size = measure('size', 'integer', 'customers', 'cohorts.column.size');
const retention: readonly ColumnShape[] = [
  measure('retention', 'number', 'share', 'cohorts.column.retention'),
  measure('low', 'number', 'share', 'cohorts.column.low'),
  measure('high', 'number', 'share', 'cohorts.column.high'),
];

/** Sums so far per customer of those rows that agree in `within`. */
function cumulative(...within: readonly string[]): readonly ColumnShape[] {
  const disclosure = { kind: 'running', of: null, within } as const;
  return [
    { ...measure('cumulative_value', 'number', 'currency', 'cohorts.column.cumulativeValue'), disclosure },
    { ...measure('cumulative_margin', 'number', 'currency', 'cohorts.column.cumulativeMargin'), disclosure },
  ];
}

const money: readonly ColumnShape[] = [
  measure('orders', 'integer', 'orders', 'cohorts.column.orders'),
  measure('revenue', 'number', 'currency', 'cohorts.column.revenue'),
  measure('margin', 'number', 'currency', 'cohorts.column.margin'),
];
const perCustomer: readonly ColumnShape[] = [
  measure('orders_per_customer', 'number', 'number', 'cohorts.column.ordersPerCustomer'),
  measure('revenue_per_customer', 'number', 'currency', 'cohorts.column.revenuePerCustomer'),
  measure('margin_per_customer', 'number', 'currency', 'cohorts.column.marginPerCustomer'),
];
const averaged: readonly ColumnShape[] = [
  period,
  periodTo,
  measure('cohorts', 'integer', 'number', 'cohorts.column.cohorts'),
  contributors('cohorts.column.active'),
  size,
  ...retention,
  ...perCustomer,
];

/** Where the customers behind rows stand, and by which of its columns. */
function membersIn(table: string, ...columns: readonly string[]): TableShape['members'] & object {
  return { table, by: Object.fromEntries(columns.map((name) => [name, name])), figures: MEMBER_FIGURES };
}

/** Customers who have bought in the very periods of a row: for the gate alone. */
const adding: ColumnShape = {
  name: 'adding_customers',
  type: 'integer',
  meaning: 'contribution',
  label: 'cohorts.column.adding',
};

/**
 * The customers of a row are some of the cohort. The later a period, the fewer cohorts are observed up to it; and where
 * those count who buy in it or later, the fewer count of each.
 */
function nestedIn(...within: readonly string[]): TableShape['nestedBy'] & object {
  const nested = { within, holds: 'following', counts: ['size'], among: 'size' } as const;
  return ({ mode }) =>
    mode === 'onOrAfter' ? { ...nested, counts: ['size', 'customers'], adding: 'adding_customers' } : nested;
}

/** Cohorts of a period stand in the order of time, others the largest first. */
function isByAttribute({ cohortBy }: Readonly<Record<string, unknown>>): boolean {
  return cohortBy !== null;
}

/** Tables of cohorts. Names of tables and columns are part of the command line. */
export const cohortsTables: Readonly<Record<string, TableShape>> = {
  cells: {
    kind: 'aggregate',
    rankedBy: isByAttribute,
    title: 'cohorts.table.cells',
    members: membersIn('cell_members', 'cohort', 'period'),
    nestedBy: nestedIn('cohort'),
    columns: [
      cohort,
      cohortStart,
      period,
      periodTo,
      { name: 'complete', type: 'boolean', meaning: 'group', label: 'cohorts.column.complete' },
      contributors('cohorts.column.active'),
      size,
      ...retention,
      ...money,
      ...cumulative('cohort'),
      adding,
    ],
  },
  average: {
    kind: 'aggregate',
    title: 'cohorts.table.average',
    members: membersIn('average_members', 'period'),
    nestedBy: nestedIn(),
    columns: [...averaged, ...cumulative(), adding],
  },
  cohorts: {
    kind: 'aggregate',
    rankedBy: isByAttribute,
    title: 'cohorts.table.cohorts',
    members: membersIn('cohort_members', 'cohort'),
    columns: [
      cohort,
      cohortStart,
      contributors('cohorts.column.size'),
      measure('customer_share', 'number', 'share', 'cohorts.column.customerShare'),
      ...money,
      measure('revenue_per_customer', 'number', 'currency', 'cohorts.column.revenuePerCustomer'),
    ],
  },
  curves: {
    kind: 'aggregate',
    rankedBy: () => true,
    title: 'cohorts.table.curves',
    members: membersIn('curve_members', 'group', 'period'),
    nestedBy: nestedIn('group'),
    mayBeEmpty: true,
    columns: [
      {
        name: 'group',
        type: 'text',
        meaning: 'group',
        label: 'cohorts.column.group',
        valueLabel: groupLabel,
      },
      ...averaged,
      ...cumulative('group'),
      adding,
    ],
  },
};

const AVERAGE_LABELS: Readonly<Record<(typeof FACT_PERIODS)[number], MessageKey>> = {
  1: 'cohorts.fact.average1',
  2: 'cohorts.fact.average2',
  3: 'cohorts.fact.average3',
  6: 'cohorts.fact.average6',
  12: 'cohorts.fact.average12',
};

/** Single figures of cohorts. */
export const cohortsFacts: Readonly<Record<string, FactShape>> = {
  cohorts: { type: 'integer', unit: 'number', label: 'cohorts.fact.cohorts' },
  customers: { type: 'integer', unit: 'customers', label: 'cohorts.fact.customers' },
  orders: { type: 'integer', unit: 'orders', label: 'cohorts.fact.orders' },
  revenue: { type: 'number', unit: 'currency', label: 'cohorts.fact.revenue' },
  returned_share: { type: 'number', unit: 'share', label: 'cohorts.fact.returnedShare' },
  observation_end: { type: 'date', label: 'cohorts.fact.observationEnd' },
  definition: { type: 'text', label: 'cohorts.fact.definition' },
  ...Object.fromEntries(
    FACT_PERIODS.map((k): [string, FactShape] => [
      `weighted_average_${k}`,
      { type: 'number', unit: 'share', label: AVERAGE_LABELS[k] },
    ]),
  ),
};
