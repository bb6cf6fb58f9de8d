import type { DashboardMeasure } from '../../../contract/dashboard.ts';
import { measureUnit } from '../../../dashboard/drawing/measure-names.ts';
import type { PlainKey } from '../../../i18n/messages.ts';
import { valueText, type Writing } from '../../analysis/figure-text.ts';

/** Key of how a measure is worked out, in one sentence. */
export function definitionKey(measure: DashboardMeasure): PlainKey {
  return `dashboardScreen.definition.${measure}`;
}

/** Writes a figure of a measure; `–` where there is none. */
export function measureText(
  measure: DashboardMeasure,
  value: number | null,
  currency: string | null,
  writing: Writing,
): string {
  const unit = measureUnit(measure);
  const isWhole = unit === 'customers' || unit === 'orders';
  return valueText(value, { type: isWhole ? 'integer' : 'number', unit }, currency, writing);
}
