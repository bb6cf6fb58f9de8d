import type { FormField } from '../form-field.ts';
import { optionsUnder } from '../form-options.ts';

/** How the parameters of cohorts are set on screen. */
export const cohortsForm: readonly FormField[] = [
  {
    kind: 'choice',
    param: 'period',
    label: 'cohorts.form.period',
    options: optionsUnder('cohorts.period', 'day', 'week', 'month', 'quarter'),
  },
  {
    kind: 'choice',
    param: 'mode',
    label: 'cohorts.form.mode',
    help: 'cohorts.form.mode.help',
    options: optionsUnder('cohorts.mode', 'nday', 'onOrAfter', 'bracket'),
  },
  {
    kind: 'numbers',
    param: 'brackets',
    label: 'cohorts.form.brackets',
    help: 'cohorts.form.brackets.help',
    example: '1, 3, 7, 14',
    when: ({ mode }) => mode === 'bracket',
  },
  {
    kind: 'choice',
    param: 'window',
    label: 'cohorts.form.window',
    help: 'cohorts.form.window.help',
    options: optionsUnder('cohorts.window', 'calendar', 'rolling'),
  },
  {
    kind: 'choice',
    param: 'measure',
    label: 'cohorts.form.measure',
    options: optionsUnder(
      'cohorts.measure',
      'customers',
      'orders',
      'revenue',
      'margin',
      'cumulativeValue',
      'cumulativeMargin',
    ),
  },
  {
    kind: 'attribute',
    param: 'cohortBy',
    label: 'cohorts.form.cohortBy',
    help: 'cohorts.form.cohortBy.help',
    none: 'cohorts.form.cohortBy.none',
  },
  {
    kind: 'attribute',
    param: 'compare',
    label: 'cohorts.form.compare',
    none: 'cohorts.form.compare.none',
  },
  {
    kind: 'date',
    param: 'observationEnd',
    label: 'cohorts.form.observationEnd',
    help: 'cohorts.form.observationEnd.help',
    empty: 'cohorts.form.observationEnd.empty',
  },
  {
    kind: 'number',
    param: 'periods',
    label: 'cohorts.form.periods',
    min: 1,
    max: 10_000,
    step: 1,
    empty: 'cohorts.form.periods.empty',
  },
];
