import type { ColumnShape, FactShape, TableShape } from '../analysis.ts';
import { contributionColumns, summed } from '../contributions.ts';
import { segmentColour, segmentLabel } from './segments.ts';

const customers: ColumnShape = {
  name: 'customers',
  type: 'integer',
  unit: 'customers',
  meaning: 'contributors',
  label: 'rfm.column.customers',
};

const segment: ColumnShape = {
  name: 'segment',
  type: 'text',
  meaning: 'group',
  label: 'rfm.column.segment',
  valueLabel: segmentLabel,
  valueColour: segmentColour,
};

const revenue: ColumnShape = {
  name: 'revenue',
  type: 'number',
  unit: 'currency',
  meaning: 'measure',
  label: 'rfm.column.revenue',
};

const medianMonetary: ColumnShape = {
  name: 'median_monetary',
  type: 'number',
  unit: 'currency',
  meaning: 'measure',
  label: 'rfm.column.medianMonetary',
};

const r: ColumnShape = { name: 'r', type: 'integer', unit: 'score', meaning: 'group', label: 'rfm.column.r' };
const f: ColumnShape = { name: 'f', type: 'integer', unit: 'score', meaning: 'group', label: 'rfm.column.f' };
const m: ColumnShape = { name: 'm', type: 'integer', unit: 'score', meaning: 'group', label: 'rfm.column.m' };

function distribution(
  title: TableShape['title'],
  members: string,
  type: 'integer' | 'number',
  unit: 'days' | 'orders' | 'currency',
): TableShape {
  return {
    kind: 'aggregate',
    title,
    members: { table: members, by: { from: 'from' }, figures: [] },
    columns: [
      { name: 'from', type, unit, meaning: 'group', label: 'rfm.column.from' },
      { name: 'to', type, unit, meaning: 'group', label: 'rfm.column.to' },
      customers,
    ],
  };
}

/** Tables of RFM. Names of tables and columns are part of the command line. */
export const rfmTables: Readonly<Record<string, TableShape>> = {
  customers: {
    kind: 'rows',
    title: 'rfm.table.customers',
    key: 'customer_key',
    columns: [
      { name: 'customer', type: 'text', meaning: 'identifier', label: 'rfm.column.customer' },
      {
        name: 'recency_days',
        type: 'integer',
        unit: 'days',
        meaning: 'measure',
        label: 'rfm.column.recencyDays',
      },
      {
        name: 'frequency',
        type: 'integer',
        unit: 'orders',
        meaning: 'measure',
        label: 'rfm.column.frequency',
      },
      {
        name: 'monetary',
        type: 'number',
        unit: 'currency',
        meaning: 'measure',
        label: 'rfm.column.monetary',
      },
      r,
      f,
      m,
      segment,
    ],
  },
  segments: {
    kind: 'aggregate',
    title: 'rfm.table.segments',
    members: { table: 'customers', by: { segment: 'segment' } },
    columns: [
      segment,
      customers,
      {
        name: 'customer_share',
        type: 'number',
        unit: 'share',
        meaning: 'measure',
        label: 'rfm.column.customerShare',
      },
      summed(revenue),
      {
        name: 'revenue_share',
        type: 'number',
        unit: 'share',
        meaning: 'measure',
        label: 'rfm.column.revenueShare',
      },
      {
        name: 'average_order_value',
        type: 'number',
        unit: 'currency',
        meaning: 'measure',
        label: 'rfm.column.averageOrderValue',
      },
      {
        name: 'median_recency',
        type: 'number',
        unit: 'days',
        meaning: 'measure',
        label: 'rfm.column.medianRecency',
      },
      {
        name: 'median_frequency',
        type: 'number',
        unit: 'orders',
        meaning: 'measure',
        label: 'rfm.column.medianFrequency',
      },
      medianMonetary,
      ...contributionColumns('revenue'),
    ],
  },
  grid: {
    kind: 'aggregate',
    title: 'rfm.table.grid',
    members: { table: 'customers', by: { r: 'r', f: 'f' } },
    columns: [r, f, segment, customers, summed(revenue), medianMonetary, ...contributionColumns('revenue')],
  },
  recency_distribution: distribution('rfm.table.recencyDistribution', 'recency_members', 'integer', 'days'),
  frequency_distribution: distribution(
    'rfm.table.frequencyDistribution',
    'frequency_members',
    'integer',
    'orders',
  ),
  monetary_distribution: distribution(
    'rfm.table.monetaryDistribution',
    'monetary_members',
    'number',
    'currency',
  ),
  thresholds: {
    kind: 'aggregate',
    title: 'rfm.table.thresholds',
    members: { table: 'score_members', by: { dimension: 'dimension', score: 'score' }, figures: [] },
    columns: [
      { name: 'dimension', type: 'text', meaning: 'group', label: 'rfm.column.dimension' },
      { name: 'score', type: 'integer', unit: 'score', meaning: 'group', label: 'rfm.column.score' },
      { name: 'from', type: 'number', meaning: 'measure', label: 'rfm.column.from' },
      { name: 'to', type: 'number', meaning: 'measure', label: 'rfm.column.to' },
      customers,
    ],
  },
  tie_policies: {
    kind: 'aggregate',
    title: 'rfm.table.tiePolicies',
    columns: [
      { name: 'policy', type: 'text', meaning: 'group', label: 'rfm.column.policy' },
      {
        name: 'customers_moved',
        type: 'integer',
        unit: 'customers',
        meaning: 'contributors',
        label: 'rfm.column.customersMoved',
      },
    ],
  },
};

/** Single figures of RFM. */
export const rfmFacts: Readonly<Record<string, FactShape>> = {
  customers: { type: 'integer', unit: 'customers', label: 'rfm.fact.customers' },
  orders: { type: 'integer', unit: 'orders', label: 'rfm.fact.orders' },
  revenue: { type: 'number', unit: 'currency', label: 'rfm.fact.revenue' },
  average_order_value: { type: 'number', unit: 'currency', label: 'rfm.fact.averageOrderValue' },
  analysis_date: { type: 'date', label: 'rfm.fact.analysisDate' },
  first_order: { type: 'date', label: 'rfm.fact.firstOrder' },
  last_order: { type: 'date', label: 'rfm.fact.lastOrder' },
  tied_recency: { type: 'integer', unit: 'customers', label: 'rfm.fact.tiedRecency' },
  tied_frequency: { type: 'integer', unit: 'customers', label: 'rfm.fact.tiedFrequency' },
  tied_monetary: { type: 'integer', unit: 'customers', label: 'rfm.fact.tiedMonetary' },
};
