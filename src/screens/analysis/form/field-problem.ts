import type { FormField } from '../../../analyses/form-field.ts';
import type { Translate } from '../../../i18n/translate.ts';
import { toPercent } from '../parameter-form.ts';

/** What to do about a field whose value cannot be used. */
export function fieldProblem(field: FormField, t: Translate): string {
  switch (field.kind) {
    case 'number':
    case 'quantity':
      return t('analysisScreen.problem.number', { min: field.min, max: field.max });
    case 'rate':
      return t('analysisScreen.problem.rate', { max: toPercent(field.max) });
    case 'date':
      return t('analysisScreen.problem.date');
    case 'numbers':
      return t('analysisScreen.problem.numbers', { example: field.example });
    case 'filters':
      return t('filterFields.problem');
    case 'rows':
      return t('analysisScreen.problem.rows');
    default:
      return t('analysisScreen.problem.choice');
  }
}
