import type { FormField } from '../form-field.ts';
import { optionsUnder } from '../form-options.ts';

const GROUP_RULE = 'churn.form.group.rule';
const SPANS = optionsUnder('churn.unit', 'day', 'week', 'month', 'year');

const notContractual = ({ setting }: Readonly<Record<string, unknown>>): boolean => setting !== 'contractual';
const notNonContractual = ({ setting }: Readonly<Record<string, unknown>>): boolean =>
  setting !== 'nonContractual';

/** How the parameters of churn are set on screen. */
export const churnForm: readonly FormField[] = [
  {
    kind: 'choice',
    param: 'setting',
    label: 'churn.form.setting',
    help: 'churn.form.setting.help',
    options: [
      { value: null, label: 'churn.form.setting.byData' },
      { value: 'nonContractual', label: 'churn.setting.nonContractual' },
      { value: 'contractual', label: 'churn.setting.contractual' },
    ],
  },
  { kind: 'attribute', param: 'groupBy', label: 'churn.form.groupBy', none: 'churn.form.groupBy.none' },
  {
    kind: 'date',
    param: 'analysisDate',
    label: 'churn.form.analysisDate',
    empty: 'churn.form.analysisDate.empty',
    group: GROUP_RULE,
    when: notContractual,
  },
  {
    kind: 'number',
    param: 'multiple',
    label: 'churn.form.multiple',
    help: 'churn.form.multiple.help',
    min: 0.5,
    max: 100,
    step: 0.5,
    group: GROUP_RULE,
    when: notContractual,
  },
  {
    kind: 'choice',
    param: 'model',
    label: 'churn.form.model',
    options: optionsUnder('churn.model', 'bgnbd', 'mbgnbd', 'paretonbd'),
    group: GROUP_RULE,
    when: notContractual,
  },
  {
    kind: 'number',
    param: 'threshold',
    label: 'churn.form.threshold',
    help: 'churn.form.threshold.help',
    min: 0,
    max: 1,
    step: 0.05,
    group: GROUP_RULE,
    when: notContractual,
  },
  {
    kind: 'choice',
    param: 'tenureUnit',
    label: 'churn.form.tenureUnit',
    options: SPANS,
    when: notNonContractual,
  },
  {
    kind: 'attribute',
    param: 'drivers',
    label: 'churn.form.drivers',
    help: 'churn.form.drivers.help',
    none: 'churn.form.drivers.none',
    when: notNonContractual,
  },
  { kind: 'rate', param: 'discountRate', label: 'churn.form.discountRate', max: 1, units: SPANS },
];
