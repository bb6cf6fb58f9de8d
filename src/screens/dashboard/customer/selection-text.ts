import { chipsOf, type ChipWords } from '../../../crossfilter/chips.ts';
import type { Selection } from '../../../contract/dashboard.ts';

/** The conditions in one line, e.g. `Segment: Champions, Loyal · Period: Mar 2026`. */
export function selectionText(selection: Selection, words: ChipWords): string {
  return chipsOf(selection, words)
    .map(({ title, kind, values, more }) => {
      const listed = values.map(({ label }) => label).join(kind === 'values' ? ', ' : ' – ');
      return `${title}: ${listed}${more > 0 ? ` +${more}` : ''}`;
    })
    .join(' · ');
}
