import type { DashboardMeasure } from '../../contract/dashboard.ts';
import type { Unit } from '../../contract/result-set.ts';
import type { PlainKey } from '../../i18n/messages.ts';

const UNITS: Readonly<Record<DashboardMeasure, Unit>> = {
  revenue: 'currency',
  orders: 'orders',
  customers: 'customers',
  new_customers: 'customers',
  returning_customers: 'customers',
  units: 'number',
  margin: 'currency',
  average_order_value: 'currency',
  revenue_per_customer: 'currency',
  orders_per_customer: 'purchases',
  units_per_order: 'purchases',
  margin_rate: 'share',
  new_customer_share: 'share',
};

/** What a measure is counted in. */
export function measureUnit(measure: DashboardMeasure): Unit {
  return UNITS[measure];
}

/** Key of the name of a measure. */
export function measureKey(measure: DashboardMeasure): PlainKey {
  return `dashboardScreen.measure.${measure}`;
}
