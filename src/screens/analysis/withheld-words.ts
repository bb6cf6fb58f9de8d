import type { WithheldCell } from '../../contract/privacy.ts';
import type { Formats } from '../../i18n/formats.ts';
import type { Translate } from '../../i18n/translate.ts';

/** What stands in a withheld cell, and what it means. */
export interface WithheldWords {
  readonly column: string;
  readonly text: string;
  readonly meaning: string;
}

/** What can be inferred of withheld counts, by row, in words. Counts of which nothing is known are left out. */
export function withheldWords(
  cells: readonly WithheldCell[],
  { t, formats }: { readonly t: Translate; readonly formats: Formats },
): ReadonlyMap<number, WithheldWords> {
  return new Map(
    cells.flatMap(({ row, column, low, high }) => {
      if (low === null) return [];
      const least = formats.number(low);
      if (high === null) {
        const words = {
          column,
          text: t('withheld.least', { low: least }),
          meaning: t('withheld.cell.least', { low: least }),
        };
        return [[row, words] as const];
      }
      const ends = { low: least, high: formats.number(high) };
      const words = { column, text: t('chart.withheld.range', ends), meaning: t('withheld.cell', ends) };
      return [[row, words] as const];
    }),
  );
}
