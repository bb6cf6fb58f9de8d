import type { CatalogColumn, CellFilter } from '../../contract/notebook.ts';
import type { Value } from '../../contract/result-set.ts';
import type { Translate } from '../../i18n/translate.ts';

/** A condition in words, such as `amount: 10 – 20`. */
export function filterWords(
  filter: CellFilter,
  column: CatalogColumn,
  write: (column: CatalogColumn, value: Value) => string,
  t: Translate,
): string {
  const name = filter.column;
  switch (filter.op) {
    case 'contains':
      return t('grid.chip.contains', { column: name, text: filter.text });
    case 'in':
      return t('grid.chip.is', {
        column: name,
        text: filter.values.map((value) => write(column, value)).join(t('grid.chip.or')),
      });
    case 'between': {
      const [low, high] = [filter.low, filter.high].map((end) => (end === null ? null : write(column, end)));
      if (low === null) return t('grid.chip.atMost', { column: name, text: high ?? '' });
      if (high === null) return t('grid.chip.atLeast', { column: name, text: low ?? '' });
      return t('grid.chip.is', { column: name, text: `${low ?? ''} – ${high ?? ''}` });
    }
    case 'empty':
    case 'notEmpty':
      return t('grid.chip.is', { column: name, text: t(`grid.filter.${filter.op}`) });
  }
}
