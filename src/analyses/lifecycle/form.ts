import type { PlainKey } from '../../i18n/messages.ts';
import type { FormField } from '../form-field.ts';
import { optionsUnder } from '../form-options.ts';

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
    options: optionsUnder('lifecycle.period', 'week', 'month', 'quarter'),
  },
  {
    kind: 'choice',
    param: 'rule',
    label: 'lifecycle.form.rule',
    help: 'lifecycle.form.rule.help',
    options: optionsUnder('lifecycle.rule', 'periods', 'interval'),
  },
  {
    kind: 'choice',
    param: 'interval',
    label: 'lifecycle.form.interval',
    options: optionsUnder('lifecycle.interval', 'median', 'mean'),
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
