import type { Language } from './look.ts';

/** Length of a period that begins on a date; `minute`: a moment. */
export type Grain = 'minute' | 'day' | 'week' | 'month' | 'quarter' | 'year';

const dateFormats = new Map<string, Intl.DateTimeFormat>();

/** Texts kept at most; charts under filters say the same dates again and again, and formatting is slow. */
const MOST_TEXTS = 4096;
const texts = new Map<string, string>();

/** Dates are in UTC, like the data. */
function dateFormat(locale: Language['locale'], options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const name = `${locale} ${JSON.stringify(options)}`;
  const format = dateFormats.get(name) ?? new Intl.DateTimeFormat(locale, { ...options, timeZone: 'UTC' });
  dateFormats.set(name, format);
  return format;
}

/**
 * The period that begins on a date, in words.
 *
 * @param ms milliseconds since 1970 UTC
 * @param grain length of the period
 */
export function periodText(ms: number, grain: Grain, language: Language): string {
  const name = `${language.locale} ${grain} ${ms}`;
  const known = texts.get(name);
  if (known !== undefined) return known;
  const text = written(ms, grain, language);
  if (texts.size >= MOST_TEXTS) texts.clear();
  texts.set(name, text);
  return text;
}

function written(ms: number, grain: Grain, { locale, translate }: Language): string {
  const date = new Date(ms);
  switch (grain) {
    case 'minute':
      return dateFormat(locale, { dateStyle: 'medium', timeStyle: 'short' }).format(date);
    case 'day':
      return dateFormat(locale, { dateStyle: 'medium' }).format(date);
    case 'week':
      return translate('chart.date.week', { date: dateFormat(locale, { dateStyle: 'medium' }).format(date) });
    case 'month':
      return dateFormat(locale, { year: 'numeric', month: 'short' }).format(date);
    case 'quarter':
      return translate('chart.date.quarter', {
        quarter: Math.floor(date.getUTCMonth() / 3) + 1,
        year: String(date.getUTCFullYear()),
      });
    case 'year':
      return String(date.getUTCFullYear());
  }
}
