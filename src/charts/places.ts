import type { LineSpec } from './chart-spec.ts';
import { axisText, figureText, figureWithUnit, labelText } from './labels.ts';
import type { Language } from './look.ts';

type Axis = LineSpec['x'];
type Grain = NonNullable<Axis['grain']>;

const dateFormats = new Map<string, Intl.DateTimeFormat>();

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
export function periodText(ms: number, grain: Grain, { locale, translate }: Language): string {
  const date = new Date(ms);
  switch (grain) {
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

/** Name of one place of an axis in full. */
export function placeText(axis: Axis, at: number, language: Language): string {
  const label = axis.labels?.[at];
  if (label !== undefined) return labelText(label, language);
  const value = axis.values[at] ?? '';
  if (typeof value === 'string') return value;
  if (axis.kind === 'date') return periodText(value, axis.grain ?? 'day', language);
  return figureText(value, axis.unit ?? 'number', null, language);
}

/** Name of one place in running text: a number with its unit. */
export function placeInWords(axis: Axis, at: number, language: Language): string {
  const value = axis.values[at];
  if (axis.labels?.[at] !== undefined || typeof value !== 'number') return placeText(axis, at, language);
  return axis.kind === 'number'
    ? figureWithUnit(value, axis.unit ?? 'number', null, language)
    : placeText(axis, at, language);
}

/** A value of an axis in words, whether or not a place stands there. */
export function valueText(axis: Axis, value: number, language: Language): string {
  if (axis.kind === 'category') return placeText(axis, Math.round(value), language);
  if (axis.kind === 'date') return periodText(value, axis.grain ?? 'day', language);
  return figureWithUnit(value, axis.unit ?? 'number', null, language);
}

/** Name of a place as short as an axis needs it. */
export function tickText(axis: Axis, at: number, language: Language): string {
  const value = axis.values[at];
  if (axis.labels?.[at] !== undefined || typeof value !== 'number') return placeText(axis, at, language);
  if (axis.kind === 'number') return axisText(value, axis.unit ?? 'number', null, language);
  if (axis.kind !== 'date') return placeText(axis, at, language);
  const grain = axis.grain ?? 'day';
  return grain === 'week' ? periodText(value, 'day', language) : periodText(value, grain, language);
}
