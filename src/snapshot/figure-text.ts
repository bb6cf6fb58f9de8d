import type { SnapshotColumn } from './content.ts';
import type { Unit, Value } from '../contract/result-set.ts';

const DECIMALS: Readonly<Partial<Record<Unit, number>>> = { currency: 2, purchases: 2, score: 2 };
/** From here on, cents of an amount are noise. */
const WHOLE_AMOUNTS = 10_000;

function grouped(digits: string): string {
  return digits.replaceAll(/\B(?=(?:\d{3})+$)/gu, ',');
}

/**
 * A number with separators between thousands. It is the same in both languages and on every machine, which the formats
 * of a browser are not: a verifier must find the very same text.
 */
function numberText(value: number, decimals: number, keepsZeros: boolean): string {
  const fixed = Math.abs(value).toFixed(decimals);
  // Beyond 10^21 there are no digits to group.
  if (fixed.includes('e')) return String(value);
  const [whole = '0', part = ''] = fixed.split('.');
  const kept = keepsZeros ? part : part.replace(/0+$/u, '');
  const isZero = Number(fixed) === 0;
  return `${value < 0 && !isZero ? '−' : ''}${grouped(whole)}${kept === '' ? '' : `.${kept}`}`;
}

/** Digits of a plain figure that say something, and the most decimals of a small one. */
const SIGNIFICANT = 4;
const MOST_DECIMALS = 8;

/** Decimals of a plain figure with four significant digits and all of its digits before the point. */
function plainDecimals(value: number): number {
  const magnitude = value === 0 ? 0 : Math.floor(Math.log10(Math.abs(value)));
  return Math.min(MOST_DECIMALS, Math.max(0, SIGNIFICANT - 1 - magnitude));
}

/** A plain figure as the app writes it. */
function plainText(value: number): string {
  return numberText(value, plainDecimals(value), false);
}

/** A figure in its unit, without the name of the unit: shares in per cent, amounts with cents where they are small. */
export function figureText(value: number, unit: Unit | null): string {
  if (unit === 'share') return `${numberText(value * 100, 1, true)}%`;
  if (unit === 'currency') return numberText(value, Math.abs(value) < WHOLE_AMOUNTS ? 2 : 0, true);
  if (unit === null || unit === 'number') return plainText(value);
  return numberText(value, DECIMALS[unit] ?? 2, false);
}

type Written = Pick<SnapshotColumn, 'type' | 'unit' | 'values'>;

const known = new WeakMap<Written, number | null>();

/** Decimals that all figures of a column have, as the largest of them; null where each is written by itself. */
function columnDecimals(column: Written): number | null {
  const found = known.get(column);
  if (found !== undefined) return found;
  const { unit } = column;
  const figures = column.values.filter((value) => typeof value === 'number');
  const sizes = figures.map(Math.abs).filter((size) => size > 0);
  const isPlain = unit === null || unit === 'number';
  const most = isPlain ? plainDecimals(Math.max(0, ...sizes)) : (DECIMALS[unit] ?? 2);
  const decimals = figures.every((value) => Number.isInteger(value)) ? 0 : most;
  // Written alike, the smallest would read as nothing.
  const isLost = sizes.some((size) => size < 0.5 / 10 ** decimals);
  const all = unit === 'share' || isLost ? null : decimals;
  known.set(column, all);
  return all;
}

/** A value of a column of figures or of groups as text, where no words are given for it. */
export function valueText(value: Value, column: Written): string {
  const { type, unit } = column;
  if (value === null) return '';
  if (typeof value !== 'number') return String(value);
  if (type === 'date') return new Date(value).toISOString().slice(0, 10);
  if (type === 'timestamp') return `${new Date(value).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
  if (unit === 'currency') return numberText(value, 2, true);
  const decimals = columnDecimals(column);
  return decimals === null ? figureText(value, unit) : numberText(value, decimals, true);
}

/** A moment as ISO 8601, to the minute, in UTC. */
export function momentText(at: string): string {
  return `${at.slice(0, 16).replace('T', ' ')} UTC`;
}

/** A change with its sign, as a share or in points. */
export function changeText(change: number): string {
  const text = numberText(change * 100, 1, true);
  return change > 0 ? `+${text}` : text;
}
