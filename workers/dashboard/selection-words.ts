import { columnLabel, NO_VALUE, OTHER_VALUES } from '../../src/analyses/metric/columns.ts';
import { valueLabelIn } from '../../src/analyses/metric/tables.ts';
import { labelText } from '../../src/charts/labels.ts';
import type { Language } from '../../src/charts/look.ts';
import type { DashboardGrain, FilterClause, Selection } from '../../src/contract/dashboard.ts';
import { metricDimension } from './clause-conditions.ts';

function valueWords(name: string, value: string, language: Language): string {
  const known = [NO_VALUE, OTHER_VALUES].includes(value) ? { dimensions: [] } : { dimensions: [name] };
  return labelText(valueLabelIn(known, 0, value), language);
}

function clauseWords(clause: FilterClause, grain: DashboardGrain, language: Language): string {
  const name = metricDimension(clause.dimension, grain);
  const word = (value: string): string => valueWords(name, value, language);
  const values =
    clause.op === 'in'
      ? clause.values.map(word).join(', ')
      : [...new Set([clause.low, clause.high])].map(word).join(' – ');
  return `${labelText(columnLabel(name), language)}: ${values}`;
}

/**
 * The conditions in force in words, one after the other, e.g. `Segment: Champions, Loyal`.
 *
 * @returns one text for each condition
 */
export function selectionWords(
  selection: Selection,
  grain: DashboardGrain,
  language: Language,
): readonly string[] {
  return selection.map((clause) => clauseWords(clause, grain, language));
}
