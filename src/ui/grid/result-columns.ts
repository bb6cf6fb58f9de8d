import type { CatalogColumn } from '../../contract/notebook.ts';
import type { Value } from '../../contract/result-set.ts';
import type { Formats } from '../../i18n/formats.ts';
import type { Translate } from '../../i18n/translate.ts';
import type { GridColumn } from './grid-column.ts';

/** How values of results are written. */
export interface ResultWords {
  readonly formats: Formats;
  readonly currency: string | null;
  readonly t: Translate;
}

/** Decimals of a figure of which nothing more is known. */
const DIGITS = 4;
/** Whole numbers that name something, such as years and ids, are written without separators. */
const NAMES_SOMETHING = /(?:^|_)(?:year|yr|id|key|no|code|zip)$|年$|编号$|号$/iu;

function numberText(column: CatalogColumn, value: number, { formats, currency }: ResultWords): string {
  if (column.type === 'date') return formats.date(value);
  if (column.type === 'timestamp') return formats.moment(value);
  if (column.unit === 'currency') return formats.money(value, currency);
  if (column.unit === 'share') return formats.share(value);
  if (column.type !== 'integer') return formats.number(value, DIGITS);
  const names = column.identifier || (column.unit === undefined && NAMES_SOMETHING.test(column.name));
  return names ? String(value) : formats.number(value);
}

/** Writes a value of a column. */
export function writtenValue(column: CatalogColumn, value: Value, words: ResultWords): string {
  if (value === null) return words.t('grid.null');
  if (typeof value === 'boolean') return words.t(value ? 'grid.true' : 'grid.false');
  return typeof value === 'number' ? numberText(column, value, words) : value;
}

/** Whether figures stand under each other by their last digit. */
export function isFigure({ type }: CatalogColumn): boolean {
  return type === 'integer' || type === 'number' || type === 'date' || type === 'timestamp';
}

const WIDTHS: Readonly<Record<CatalogColumn['type'], string>> = {
  text: 'minmax(160px, 1.4fr)',
  integer: 'minmax(110px, 1fr)',
  number: 'minmax(120px, 1fr)',
  boolean: 'minmax(90px, 0.6fr)',
  date: 'minmax(148px, 1fr)',
  timestamp: 'minmax(224px, 1.2fr)',
};

/** Columns of a result as a grid has them. */
export function resultColumns(columns: readonly CatalogColumn[], words: ResultWords): readonly GridColumn[] {
  return columns.map((column) => ({
    name: column.name,
    label: column.name,
    align: isFigure(column) ? 'end' : 'start',
    width: WIDTHS[column.type],
    format: (value) => writtenValue(column, value, words),
  }));
}
