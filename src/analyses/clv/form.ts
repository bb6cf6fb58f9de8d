import type { FormField, UnitChoice } from '../form-field.ts';
import { optionsUnder } from '../form-options.ts';

const SPANS: readonly UnitChoice[] = [
  { value: 'day', label: 'clv.unit.days' },
  { value: 'week', label: 'clv.unit.weeks' },
  { value: 'month', label: 'clv.unit.months' },
  { value: 'year', label: 'clv.unit.years' },
];

const PERIODS: readonly UnitChoice[] = optionsUnder('clv.unit', 'day', 'week', 'month', 'year');

/** How the parameters of customer lifetime value are set on screen. */
export const clvForm: readonly FormField[] = [
  {
    kind: 'choice',
    param: 'model',
    label: 'clv.form.model',
    help: 'clv.form.model.help',
    options: optionsUnder('clv.model', 'bgnbd', 'mbgnbd', 'paretonbd', 'bgbb', 'nbd'),
  },
  {
    kind: 'quantity',
    param: 'horizon',
    label: 'clv.form.horizon',
    help: 'clv.form.horizon.help',
    min: 1,
    max: 1000,
    units: SPANS,
  },
  {
    kind: 'rate',
    param: 'discountRate',
    label: 'clv.form.discountRate',
    help: 'clv.form.discountRate.help',
    max: 1,
    units: PERIODS,
  },
  {
    kind: 'attribute',
    param: 'groupBy',
    label: 'clv.form.groupBy',
    none: 'clv.form.groupBy.none',
    fixed: optionsUnder('clv.form.groupBy', 'cohort', 'segment', 'tier'),
  },
  {
    kind: 'date',
    param: 'calibrationEnd',
    label: 'clv.form.calibrationEnd',
    help: 'clv.form.calibrationEnd.help',
    empty: 'clv.form.lastOrder',
    group: 'clv.form.group.check',
  },
  {
    kind: 'date',
    param: 'observationEnd',
    label: 'clv.form.observationEnd',
    empty: 'clv.form.lastOrder',
    group: 'clv.form.group.check',
  },
  {
    kind: 'choice',
    param: 'timeUnit',
    label: 'clv.form.timeUnit',
    help: 'clv.form.timeUnit.help',
    group: 'clv.form.group.model',
    options: PERIODS.filter(({ value }) => value !== 'year'),
  },
  {
    kind: 'choice',
    param: 'spend',
    label: 'clv.form.spend',
    group: 'clv.form.group.model',
    options: optionsUnder('clv.spend', 'gammagamma', 'mean'),
  },
  {
    kind: 'number',
    param: 'bootstrap',
    label: 'clv.form.bootstrap',
    help: 'clv.form.bootstrap.help',
    group: 'clv.form.group.intervals',
    min: 0,
    max: 2000,
    step: 100,
  },
  {
    kind: 'number',
    param: 'seed',
    label: 'clv.form.seed',
    help: 'clv.form.seed.help',
    group: 'clv.form.group.intervals',
    min: 0,
    max: 4_294_967_295,
    step: 1,
    when: ({ bootstrap }) => bootstrap !== 0,
  },
  {
    kind: 'number',
    param: 'customer',
    label: 'clv.form.customer',
    help: 'clv.form.customer.help',
    empty: 'clv.form.customer.none',
    group: 'clv.form.group.customer',
    min: 1,
    max: 1_000_000_000,
    step: 1,
  },
];
