import type { Label } from '../../charts/chart-spec.ts';
import type { MessageKey } from '../../i18n/messages.ts';
import type { FormField } from '../form-field.ts';
import { optionsUnder } from '../form-options.ts';
import { tierLabel } from './names.ts';
import type { ScorePart } from './params.ts';

const SCORE = 'tiers.form.score';
const TIERS = 'tiers.form.tiers';
const REPLAY = 'tiers.form.replay';
const PLAN = 'tiers.form.plan';
const MANY = 1e9;

const PARTS: Readonly<Record<ScorePart, MessageKey>> = {
  value: 'tiers.column.valuePart',
  loyalty: 'tiers.column.loyaltyPart',
  growth: 'tiers.column.growthPart',
  profitability: 'tiers.column.profitabilityPart',
};

function partLabel(name: string): Label {
  const key = (PARTS as Readonly<Record<string, MessageKey>>)[name];
  return key === undefined ? { text: name } : { key };
}

function is(param: string, value: unknown): (params: Readonly<Record<string, unknown>>) => boolean {
  return (params) => params[param] === value;
}

/** How the parameters of the tier model are set on screen. */
export const tiersForm: readonly FormField[] = [
  {
    kind: 'choice',
    param: 'thresholds',
    label: 'tiers.form.thresholds',
    help: 'tiers.form.thresholds.help',
    group: TIERS,
    options: optionsUnder('tiers.form.thresholds', 'quantile', 'units'),
  },
  {
    kind: 'rows',
    param: 'tiers',
    nameLabel: tierLabel,
    label: 'tiers.form.shares',
    help: 'tiers.form.shares.help',
    group: TIERS,
    when: is('thresholds', 'quantile'),
    columns: [{ name: 'share', label: 'tiers.form.share', min: 0, max: 1, step: 0.01, share: true }],
  },
  {
    kind: 'rows',
    param: 'tiers',
    nameLabel: tierLabel,
    label: 'tiers.form.minimums',
    help: 'tiers.form.minimums.help',
    group: TIERS,
    when: is('thresholds', 'units'),
    columns: [
      { name: 'revenue', label: 'tiers.column.revenue', min: 0, max: MANY, step: 1 },
      { name: 'orders', label: 'tiers.column.orders', min: 0, max: MANY, step: 1 },
      { name: 'tenure', label: 'tiers.form.tenure', min: 0, max: MANY, step: 1 },
    ],
  },
  {
    kind: 'rows',
    param: 'basis',
    nameLabel: partLabel,
    label: 'tiers.form.basis',
    help: 'tiers.form.basis.help',
    group: SCORE,
    columns: [{ name: 'weight', label: 'tiers.form.weight', min: 0, max: 1, step: 0.05 }],
  },
  {
    kind: 'choice',
    param: 'valueBy',
    label: 'tiers.form.valueBy',
    group: SCORE,
    options: optionsUnder('tiers.form.valueBy', 'historic', 'predicted'),
  },
  {
    kind: 'number',
    param: 'window',
    label: 'tiers.form.window',
    group: SCORE,
    min: 1,
    max: 120,
    step: 1,
    unit: 'tiers.form.months',
  },
  {
    kind: 'date',
    param: 'analysisDate',
    label: 'tiers.fact.analysisDate',
    empty: 'tiers.form.dayAfterLast',
    group: REPLAY,
  },
  {
    kind: 'choice',
    param: 'evaluateEvery',
    label: 'tiers.form.evaluateEvery',
    group: REPLAY,
    options: optionsUnder('tiers.form', 'month', 'quarter', 'year'),
  },
  {
    kind: 'number',
    param: 'evaluations',
    label: 'tiers.form.evaluations',
    group: REPLAY,
    min: 0,
    max: 12,
    step: 1,
  },
  {
    kind: 'number',
    param: 'budget',
    label: 'tiers.form.budget',
    help: 'tiers.form.budget.help',
    empty: 'tiers.form.noBudget',
    group: PLAN,
    min: 0,
    max: MANY,
    step: 1,
  },
  {
    kind: 'rows',
    param: 'plan',
    nameLabel: tierLabel,
    label: 'tiers.form.offers',
    help: 'tiers.form.offers.help',
    group: PLAN,
    when: (params) => params['budget'] !== null,
    columns: [
      { name: 'cost', label: 'tiers.form.cost', min: 0, max: MANY, step: 0.1 },
      { name: 'response', label: 'tiers.form.response', min: 0, max: 1, step: 0.01, share: true },
      { name: 'value', label: 'tiers.form.value', min: 0, max: MANY, step: 1 },
      { name: 'maxShare', label: 'tiers.form.maxShare', min: 0, max: 1, step: 0.05, share: true },
    ],
  },
];
