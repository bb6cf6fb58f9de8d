import { labelText } from '../../../charts/labels.ts';
import { TIME_DIMENSION } from '../../../contract/dashboard.ts';
import type { FindingWords } from '../../../dashboard/data-changes.ts';
import type { Writing } from '../../analysis/figure-text.ts';
import { dimensionValueLabel } from '../../../dashboard/drawing/dimension-words.ts';
import { measureKey } from '../../../dashboard/drawing/measure-names.ts';
import { measureText } from './measure-words.ts';

/** How figures, periods and days are written in sentences. */
export function findingWords(currency: string | null, writing: Writing): FindingWords {
  const { t, locale, formats } = writing;
  return {
    measure: (measure) => t(measureKey(measure)),
    figure: (measure, value) => measureText(measure, value, currency, writing),
    share: (value) => formats.share(value),
    period: (name) => labelText(dimensionValueLabel(TIME_DIMENSION, name), { locale, translate: t }),
    score: (value) => formats.number(value, 2),
    day: (iso) => formats.date(Date.parse(iso)),
  };
}
