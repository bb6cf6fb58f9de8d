import type { FormField } from '../form-field.ts';
import { optionsUnder } from '../form-options.ts';
import { LONGEST_DAYS } from './period.ts';
import { kpiLabel } from './tables.ts';

/** How the parameters are set on screen. */
export const kpiForm: readonly FormField[] = [
  {
    kind: 'choice',
    param: 'grain',
    label: 'kpi.form.grain',
    options: optionsUnder('kpi.grain', 'day', 'week', 'month', 'quarter', 'year'),
  },
  { kind: 'date', param: 'from', label: 'kpi.form.from', empty: 'kpi.form.fromEmpty' },
  { kind: 'date', param: 'to', label: 'kpi.form.to', empty: 'kpi.form.toEmpty', help: 'kpi.form.toHelp' },
  {
    kind: 'attribute',
    param: 'groupBy',
    label: 'kpi.form.groupBy',
    none: 'kpi.form.groupByNone',
    fixed: [{ value: 'product', label: 'kpi.form.product' }],
  },
  {
    kind: 'quantity',
    param: 'lostAfter',
    label: 'kpi.form.lostAfter',
    help: 'kpi.form.lostAfterHelp',
    min: 1,
    max: 10 * LONGEST_DAYS.year,
    units: [
      { value: 'period', label: 'kpi.form.lostPeriods' },
      { value: 'day', label: 'kpi.form.lostDays' },
    ],
  },
  { kind: 'switch', param: 'clv', label: 'kpi.form.clv', help: 'kpi.form.clvHelp' },
  {
    kind: 'rows',
    param: 'targets',
    label: 'kpi.form.targets',
    help: 'kpi.form.targetsHelp',
    nameLabel: kpiLabel,
    columns: [{ name: 'value', label: 'kpi.form.targetValue', min: -1e15, max: 1e15, step: 0.01 }],
  },
];
