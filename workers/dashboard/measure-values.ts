import type { DashboardMeasure } from '../../src/contract/dashboard.ts';
import type { ColumnType, Unit } from '../../src/contract/result-set.ts';
import type { OrderCells, Summed } from './order-cells.ts';
import type { Tally } from './tally-question.ts';

/** How a figure is read off a group; null where it means nothing, as a mean of none. */
type Reader = (tally: Tally, group: number) => number | null;

interface MeasureRule {
  readonly type: ColumnType;
  readonly unit: Unit;
  readonly read: Reader;
}

/** A sum: 0 of no orders, null where there are orders and none says it. */
function summed(name: Summed): Reader {
  return (tally, group) => {
    const sums = tally.sum(name);
    if (sums === null) return null;
    const said = sums.known === null || (sums.known[group] ?? 0) > 0 || tally.orders()[group] === 0;
    return said ? (sums.values[group] ?? 0) : null;
  };
}

const revenue = summed('revenue');
const units = summed('units');
const margin = summed('margin');
const orders: Reader = (tally, group) => tally.orders()[group] ?? 0;
const customers: Reader = (tally, group) => tally.customers()[group] ?? 0;
const newcomers: Reader = (tally, group) => tally.newcomers()[group] ?? 0;

function ratio(over: Reader, under: Reader): Reader {
  return (tally, group) => {
    const [above, below] = [over(tally, group), under(tally, group)];
    return above === null || below === null || below === 0 ? null : above / below;
  };
}

/**
 * Figures of dashboards. New customers of a group are those in it whose first order of all orders, within the dashboard's
 * days, lies in the group's periods and meets the conditions on time; whether that order meets the other conditions is not
 * asked. Returning ones are the others.
 */
export const MEASURE_RULES: Readonly<Record<DashboardMeasure, MeasureRule>> = {
  revenue: { type: 'number', unit: 'currency', read: revenue },
  orders: { type: 'integer', unit: 'orders', read: orders },
  customers: { type: 'integer', unit: 'customers', read: customers },
  new_customers: { type: 'integer', unit: 'customers', read: newcomers },
  returning_customers: {
    type: 'integer',
    unit: 'customers',
    read: (tally, group) => (tally.customers()[group] ?? 0) - (tally.newcomers()[group] ?? 0),
  },
  units: { type: 'number', unit: 'number', read: units },
  margin: { type: 'number', unit: 'currency', read: margin },
  average_order_value: { type: 'number', unit: 'currency', read: ratio(revenue, orders) },
  revenue_per_customer: { type: 'number', unit: 'currency', read: ratio(revenue, customers) },
  orders_per_customer: { type: 'number', unit: 'number', read: ratio(orders, customers) },
  units_per_order: { type: 'number', unit: 'number', read: ratio(units, orders) },
  margin_rate: { type: 'number', unit: 'share', read: ratio(margin, revenue) },
  new_customer_share: { type: 'number', unit: 'share', read: ratio(newcomers, customers) },
};

/** What figures are read off. */
export interface Needs {
  readonly sums: ReadonlySet<Summed | 'orders'>;
  /** Whether customers are counted. */
  readonly customers: boolean;
}

/** What some figures of these cells are read off, found by reading them. */
export function needsOf(measures: readonly DashboardMeasure[], { sums: ofCells }: OrderCells): Needs {
  const sums = new Set<Summed | 'orders'>();
  let customers = false;
  const one = Float64Array.of(1);
  const counted = (): Float64Array => {
    customers = true;
    return one;
  };
  const tally: Tally = {
    groups: [],
    size: 1,
    orders: () => {
      sums.add('orders');
      return one;
    },
    customers: counted,
    newcomers: counted,
    sum: (name) => {
      sums.add(name);
      return { values: one, known: ofCells[name]?.known == null ? null : new Float64Array(1) };
    },
  };
  for (const measure of measures) MEASURE_RULES[measure].read(tally, 0);
  return { sums, customers };
}
