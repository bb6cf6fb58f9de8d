import type { FormField } from '../form-field.ts';
import { optionsUnder } from '../form-options.ts';

function byRfm(params: Readonly<Record<string, unknown>>): boolean {
  return params['by'] === 'rfm';
}

/** How the parameters of segment migration are set on screen. */
export const migrationForm: readonly FormField[] = [
  {
    kind: 'choice',
    param: 'by',
    label: 'migration.form.by',
    options: optionsUnder('migration.form.by', 'rfm', 'tier'),
  },
  { kind: 'date', param: 'from', label: 'migration.fact.fromDate', empty: 'migration.form.quarterBefore' },
  { kind: 'date', param: 'to', label: 'migration.fact.toDate', empty: 'migration.form.dayAfterLast' },
  {
    kind: 'choice',
    param: 'map',
    label: 'migration.form.map',
    when: byRfm,
    options: optionsUnder('migration.form.map', 'grid10', 'cran'),
  },
  {
    kind: 'choice',
    param: 'ties',
    label: 'migration.form.ties',
    help: 'migration.form.ties.help',
    when: byRfm,
    options: [
      { value: 'ntile', label: 'migration.form.ties.ntile' },
      { value: 'cume_dist', label: 'migration.form.ties.cumeDist' },
      { value: 'rfm_r', label: 'migration.form.ties.rfmR' },
      { value: 'qcut', label: 'migration.form.ties.qcut' },
    ],
  },
];
