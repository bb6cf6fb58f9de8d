import type { CUSTOMER_DIMENSIONS } from '../contract/dashboard.ts';
import type { MessageKey } from '../i18n/messages.ts';
import type { ColumnShape, TableShape } from './analysis.ts';
import { lookOf, valueLabelIn } from './metric/tables.ts';

/** What lists of the customers behind a selection are called in the log and the register. */
export const DRILLED_CUSTOMERS = 'dashboard/customers';

const BOUGHT: readonly ColumnShape[] = [
  { name: 'customer', type: 'text', meaning: 'identifier', label: 'customer.column.customer' },
  { name: 'orders', type: 'integer', unit: 'orders', meaning: 'measure', label: 'customer.column.orders' },
  { name: 'revenue', type: 'number', unit: 'currency', meaning: 'measure', label: 'customer.column.revenue' },
  { name: 'first_order', type: 'date', meaning: 'measure', label: 'customer.column.firstOrder' },
  { name: 'last_order', type: 'date', meaning: 'measure', label: 'customer.column.lastOrder' },
];

const KNOWN: Readonly<Record<(typeof CUSTOMER_DIMENSIONS)[number], MessageKey>> = {
  segment: 'rfm.column.segment',
  tier: 'tiers.column.tier',
  lifecycleState: 'metric.dimension.lifecycleState',
};

function known([name, label]: [string, MessageKey]): ColumnShape {
  const of = { dimensions: [name] };
  return {
    name,
    type: 'text',
    meaning: 'group',
    label,
    valueLabel: (value) => valueLabelIn(of, 0, value),
    valueColour: (value) => lookOf(of, 0)?.colour(value) ?? 'accent',
  };
}

/**
 * Shape of the customers behind a selection: what they bought under it, and what analyses say of them.
 *
 * @param has whether a column is there
 */
export function drilledShape(has: (name: string) => boolean): TableShape {
  const columns = [...BOUGHT, ...Object.entries(KNOWN).map(known)];
  return {
    kind: 'rows',
    title: 'customer.list.table',
    key: 'customer_key',
    columns: columns.filter(({ name }) => has(name)),
  };
}
