import type { FormField } from '../form-field.ts';

/** How the parameters are set where there is no room for cut points and maps of one's own. */
export const rfmForm: readonly FormField[] = [
  {
    kind: 'date',
    param: 'analysisDate',
    label: 'rfmScreen.parameters.date',
    empty: 'rfmScreen.parameters.dateDefault',
  },
  {
    kind: 'choice',
    param: 'bins',
    label: 'rfmScreen.parameters.bins',
    options: [
      { value: 5, label: 'rfm.form.bins5' },
      { value: 4, label: 'rfm.form.bins4' },
      { value: 3, label: 'rfm.form.bins3' },
    ],
  },
  {
    kind: 'choice',
    param: 'ties',
    label: 'rfmScreen.parameters.ties',
    options: [
      { value: 'ntile', label: 'rfmScreen.parameters.ties.ntile' },
      { value: 'cume_dist', label: 'rfmScreen.parameters.ties.cume_dist' },
      { value: 'rfm_r', label: 'rfmScreen.parameters.ties.rfm_r' },
      { value: 'qcut', label: 'rfmScreen.parameters.ties.qcut' },
    ],
    when: ({ bins }) => typeof bins === 'number',
  },
  {
    kind: 'choice',
    param: 'monetary',
    label: 'rfmScreen.parameters.monetary',
    options: [
      { value: 'sum', label: 'rfmScreen.parameters.monetary.sum' },
      { value: 'mean', label: 'rfmScreen.parameters.monetary.mean' },
    ],
  },
  {
    kind: 'choice',
    param: 'map',
    label: 'rfmScreen.parameters.map',
    options: [
      { value: 'grid10', label: 'rfmScreen.parameters.map.grid10' },
      { value: 'cran', label: 'rfmScreen.parameters.map.cran' },
    ],
  },
];
