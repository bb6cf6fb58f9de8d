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
        words(t('register.made')),
        words(t('register.format')),
        figures(t('register.cells')),
        figures(t('register.customers')),
      ],
      rows: releases.map(({ at, subject, description, format, cells, customers }) => [
        timeText(at, language),
        subjectTitle(subject, (key) => say(key, language)),
        description,
        format.toUpperCase(),
        String(cells),
        customers === null ? t('register.unknown') : { people: customers },
      ]),
      parts: false,
    },
  ];
}
