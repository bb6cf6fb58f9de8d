import type { Unit } from '../../contract/result-set.ts';
import type { MessageKey } from '../../i18n/messages.ts';

/** What an indicator is called, what it is counted in, and whether more of it is better. */
export interface Indicator {
  readonly label: MessageKey;
  readonly unit: Unit;
  readonly better: 'more' | 'less';
}

/** Every indicator of a period, by its permanent id, in the order they are listed. */
export const INDICATORS = {
  revenue: { label: 'kpi.name.revenue', unit: 'currency', better: 'more' },
  margin: { label: 'kpi.name.margin', unit: 'currency', better: 'more' },
  margin_rate: { label: 'kpi.name.marginRate', unit: 'share', better: 'more' },
  orders: { label: 'kpi.name.orders', unit: 'orders', better: 'more' },
  active: { label: 'kpi.name.active', unit: 'customers', better: 'more' },
  new: { label: 'kpi.name.new', unit: 'customers', better: 'more' },
  returning: { label: 'kpi.name.returning', unit: 'customers', better: 'more' },
  lost: { label: 'kpi.name.lost', unit: 'customers', better: 'less' },
  reactivated: { label: 'kpi.name.reactivated', unit: 'customers', better: 'more' },
  retention: { label: 'kpi.name.retention', unit: 'share', better: 'more' },
  repeat_rate: { label: 'kpi.name.repeatRate', unit: 'share', better: 'more' },
  acquisition_rate: { label: 'kpi.name.acquisitionRate', unit: 'share', better: 'more' },
  average_order_value: { label: 'kpi.name.averageOrderValue', unit: 'currency', better: 'more' },
  purchase_frequency: { label: 'kpi.name.purchaseFrequency', unit: 'number', better: 'more' },
  order_interval: { label: 'kpi.name.orderInterval', unit: 'days', better: 'less' },
  revenue_per_customer: { label: 'kpi.name.revenuePerCustomer', unit: 'currency', better: 'more' },
  top_share: { label: 'kpi.name.topShare', unit: 'share', better: 'less' },
} as const satisfies Readonly<Record<string, Indicator>>;

export type IndicatorId = keyof typeof INDICATORS;

/** Ids of the indicators, in order. */
export const INDICATOR_IDS = Object.keys(INDICATORS) as readonly IndicatorId[];

/** Indicators whose change is shown for every period. */
export const COMPARED = ['revenue', 'orders', 'active', 'average_order_value'] as const;

/** What indicators a target may be set for: those of a period, and the value customers will have. */
export const TARGET_IDS = [...INDICATOR_IDS, 'clv'] as const;
