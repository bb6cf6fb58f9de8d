import type { FormField } from '../form-field.ts';

/** How the parameters of cohorts are set on screen. */
export const cohortsForm: readonly FormField[] = [
  {
    kind: 'choice',
    param: 'period',
    label: 'cohorts.form.period',
    options: [
      { value: 'day', label: 'cohorts.period.day' },
      { value: 'week', label: 'cohorts.period.week' },
      { value: 'month', label: 'cohorts.period.month' },
      { value: 'quarter', label: 'cohorts.period.quarter' },
    ],
  },
  {
    kind: 'choice',
    param: 'mode',
    label: 'cohorts.form.mode',
    help: 'cohorts.form.mode.help',
    options: [
      { value: 'nday', label: 'cohorts.mode.nday' },
      { value: 'onOrAfter', label: 'cohorts.mode.onOrAfter' },
      { value: 'bracket', label: 'cohorts.mode.bracket' },
    ],
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
    options: [
      { value: 'calendar', label: 'cohorts.window.calendar' },
      { value: 'rolling', label: 'cohorts.window.rolling' },
    ],
  },
  {
    kind: 'choice',
    param: 'measure',
    label: 'cohorts.form.measure',
    options: [
      { value: 'customers', label: 'cohorts.measure.customers' },
      { value: 'orders', label: 'cohorts.measure.orders' },
      { value: 'revenue', label: 'cohorts.measure.revenue' },
      { value: 'margin', label: 'cohorts.measure.margin' },
      { value: 'cumulativeValue', label: 'cohorts.measure.cumulativeValue' },
      { value: 'cumulativeMargin', label: 'cohorts.measure.cumulativeMargin' },
    ],
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
