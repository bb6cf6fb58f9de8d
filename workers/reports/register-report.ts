import { subjectTitle } from '../../src/analyses/subject-title.ts';
import { say } from '../../src/charts/labels.ts';
import type { Language } from '../../src/charts/look.ts';
import type { RegisteredRelease } from '../../src/contract/privacy.ts';
import type { ReportTable } from '../../src/privacy/report.ts';
import { figures, timeText, words } from './report-words.ts';

/** What stands in the register of the loaded data, oldest first. */
export function registerTables(
  releases: readonly RegisteredRelease[],
  language: Language,
): readonly ReportTable[] {
  const t = language.translate;
  return [
    {
      title: '',
      columns: [
        words(t('register.when')),
        words(t('register.what')),
        words(t('log.kind')),
        words(t('register.made')),
        words(t('register.format')),
        figures(t('register.cells')),
        figures(t('register.customers')),
      ],
      rows: releases.map(({ at, subject, kind, description, format, cells, customers }) => [
        timeText(at, language),
        subjectTitle(subject, (key) => say(key, language)),
        t(`log.kind.${kind ?? 'aggregate'}`),
        description,
        format.toUpperCase(),
        cells === 0 ? '–' : String(cells),
        customers !== null
          ? { people: customers }
          : cells === 0 && kind !== undefined
            ? '–'
            : t('register.unknown'),
      ]),
      parts: false,
    },
  ];
}
