import type { ColumnHistogram, FileNotice, FilePreview } from '../../contract/import.ts';
import type { Workspace } from '../../state/workspace.svelte.ts';

/** Most frequent values that are named in words; the picture shows more. */
const NAMED = 3;

/** What the picture of a column shows, in words. */
export function histogramWords({ t, formats, locale }: Workspace, histogram: ColumnHistogram): string {
  if (histogram.kind === 'text') {
    const list = new Intl.ListFormat(locale, { type: 'conjunction' });
    const values = histogram.top.slice(0, NAMED).map(({ value }) => value);
    return values.length === 0 ? '' : t('column.histogram.top', { values: list.format(values) });
  }
  const write = (value: number) =>
    histogram.kind === 'date' ? formats.date(value) : formats.number(value, 2);
  return t('column.histogram.range', { from: write(histogram.from), to: write(histogram.to) });
}

/** Rows with other values than those that {@link histogramWords} names. */
export function unnamedRows(histogram: ColumnHistogram): number {
  if (histogram.kind !== 'text') return 0;
  return histogram.top.slice(NAMED).reduce((sum, { count }) => sum + count, histogram.other);
}

/** Bars of the picture of a column. */
export function histogramCounts(histogram: ColumnHistogram): readonly number[] {
  if (histogram.kind !== 'text') return histogram.counts;
  return histogram.top.map(({ count }) => count);
}

/** A few different values of a column, as they stand in the file. */
export function sampleValues(preview: FilePreview, index: number, count = 3): string[] {
  const found: string[] = [];
  for (const row of preview.rows) {
    const value = row[index] ?? null;
    if (value !== null && !found.includes(value)) found.push(value);
    if (found.length === count) break;
  }
  return found;
}

/** What the user should know about a file, in words. */
export function noticeWords({ t, formats, locale }: Workspace, notice: FileNotice): string {
  switch (notice.code) {
    case 'duplicateNames': {
      const names = new Intl.ListFormat(locale, { type: 'conjunction' }).format(notice.names);
      return t('notice.duplicateNames', { count: notice.names.length, names });
    }
    case 'severalCurrencies': {
      const currencies = new Intl.ListFormat(locale, { type: 'conjunction' }).format(notice.currencies);
      return t('notice.severalCurrencies', { column: notice.column, currencies });
    }
    case 'missingNames':
    case 'skippedLines':
    case 'errorCells':
    case 'mergedCells':
      return t(`notice.${notice.code}`, { count: notice.count });
    case 'baskets':
      return t('notice.baskets');
    case 'raggedRows':
      return t('notice.raggedRows', { count: notice.rows });
    case 'mixedTypes':
      return t('notice.mixedTypes', { column: notice.column, share: formats.share(notice.share) });
    default:
      return t(`notice.${notice.code}`, { column: notice.column });
  }
}
