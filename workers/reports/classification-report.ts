import type { Language } from '../../src/charts/look.ts';
import { formatsOf } from '../../src/charts/look.ts';
import type { Classification } from '../../src/contract/classification.ts';
import type { ReportTable } from '../../src/privacy/report.ts';
import { figures, words } from './report-words.ts';

/** What each column is thought to be, by whom, and how sure that is: names of columns, no values. */
export function classificationTables(
  { records, columns }: Classification,
  { locale, translate: t }: Language,
): readonly ReportTable[] {
  const list = new Intl.ListFormat(locale, { type: 'conjunction' });
  return [
    {
      title: '',
      columns: [words(t('report.measure')), figures(t('report.value'))],
      rows: [[t('report.records'), { people: records, who: { sizes: [1, null] } }]],
      parts: false,
    },
    {
      title: '',
      columns: [
        words(t('report.column')),
        words(t('report.identifier')),
        words(t('report.role')),
        words(t('report.legal')),
        words(t('report.status')),
        figures(t('report.confidence')),
        words(t('report.reason')),
      ],
      rows: columns.map(({ column, identifier, role, legal, status, confidence, reason }) => [
        column,
        identifier ?? '–',
        t(`classification.role.${role}`),
        list.format(legal.map((each) => t(`classification.legal.${each}`))),
        t(`report.status.${status}`),
        formatsOf(locale).share(confidence),
        reason ?? '',
      ]),
      parts: false,
    },
  ];
}
