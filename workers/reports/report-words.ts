import type { Language } from '../../src/charts/look.ts';
import { formatsOf } from '../../src/charts/look.ts';
import type { ReportRequest } from '../../src/contract/engine-api.ts';
import type { ReportPage, ReportTable } from '../../src/privacy/report.ts';

/** What every report says of itself. */
export interface ReportFrame {
  readonly report: ReportRequest['report'];
  /** When it is made, as ISO 8601 in UTC. */
  readonly at: string;
  readonly threshold: number;
}

/** A time with its day, in the reader's language and in UTC, as logs are kept. */
export function timeText(iso: string, { locale }: Pick<Language, 'locale'>): string {
  const format = new Intl.DateTimeFormat(locale, {
    dateStyle: 'medium',
    timeStyle: 'medium',
    timeZone: 'UTC',
  });
  return `${format.format(new Date(iso))} UTC`;
}

/** Puts tables under the title and the note of a report. */
export function framed(
  { report, at, threshold }: ReportFrame,
  tables: readonly ReportTable[],
  people: number | null,
  language: Language,
): ReportPage {
  const { translate } = language;
  return {
    title: translate(`report.${report}`),
    note: translate('report.note', { at: timeText(at, language), threshold }),
    people,
    tables,
  };
}

/** A figure as text, where it counts no people. */
export function figureText(
  value: number | null,
  digits: number,
  { locale }: Pick<Language, 'locale'>,
): string {
  return formatsOf(locale).number(value, digits);
}

const column = (title: string, numeric: boolean): ReportTable['columns'][number] => ({ title, numeric });

/** A column of words. */
export const words = (title: string): ReportTable['columns'][number] => column(title, false);

/** A column of figures. */
export const figures = (title: string): ReportTable['columns'][number] => column(title, true);
