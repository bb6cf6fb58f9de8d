import type { FormField } from '../form-field.ts';
import { optionsUnder } from '../form-options.ts';

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
    options: optionsUnder('rfmScreen.parameters.ties', 'ntile', 'cume_dist', 'rfm_r', 'qcut'),
    when: ({ bins }) => typeof bins === 'number',
  },
  {
    kind: 'choice',
    param: 'monetary',
    label: 'rfmScreen.parameters.monetary',
    options: optionsUnder('rfmScreen.parameters.monetary', 'sum', 'mean'),
  },
  {
    kind: 'choice',
    param: 'map',
    label: 'rfmScreen.parameters.map',
    options: optionsUnder('rfmScreen.parameters.map', 'grid10', 'cran'),
  },
];
