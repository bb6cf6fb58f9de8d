import type { LineSpec } from './chart-spec.ts';
import { axisText, figureText, figureWithUnit, labelText } from './labels.ts';
import type { Language } from './look.ts';
import { periodText } from './period-text.ts';

type Axis = LineSpec['x'];

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
