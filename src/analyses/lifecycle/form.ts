import type { PlainKey } from '../../i18n/messages.ts';
import type { FormField } from '../form-field.ts';

function threshold(param: string, label: PlainKey): FormField {
  return {
    kind: 'number',
    param,
    label,
    group: 'lifecycle.form.thresholds',
    min: 0.1,
    max: 1000,
    step: 0.1,
    empty: 'lifecycle.form.threshold.empty',
  };
}

/** How the parameters of the lifecycle are set on screen. */
export const lifecycleForm: readonly FormField[] = [
  {
    kind: 'choice',
    param: 'period',
    label: 'lifecycle.form.period',
    options: [
      { value: 'week', label: 'lifecycle.period.week' },
      { value: 'month', label: 'lifecycle.period.month' },
      { value: 'quarter', label: 'lifecycle.period.quarter' },
    ],
  },
  {
    kind: 'choice',
    param: 'rule',
    label: 'lifecycle.form.rule',
    help: 'lifecycle.form.rule.help',
    options: [
      { value: 'periods', label: 'lifecycle.rule.periods' },
      { value: 'interval', label: 'lifecycle.rule.interval' },
    ],
  },
  {
    kind: 'choice',
    param: 'interval',
    label: 'lifecycle.form.interval',
    options: [
      { value: 'median', label: 'lifecycle.interval.median' },
      { value: 'mean', label: 'lifecycle.interval.mean' },
    ],
  },
  threshold('coolingAfter', 'lifecycle.form.coolingAfter'),
  threshold('atRiskAfter', 'lifecycle.form.atRiskAfter'),
  threshold('lapsedAfter', 'lifecycle.form.lapsedAfter'),
  {
    kind: 'date',
    param: 'observationEnd',
    label: 'lifecycle.form.observationEnd',
    help: 'lifecycle.form.observationEnd.help',
    empty: 'lifecycle.form.observationEnd.empty',
  },
];
