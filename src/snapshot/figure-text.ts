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

/** A plain figure with four significant digits, all of its digits before the point, as the app writes it. */
function plainText(value: number): string {
  const magnitude = value === 0 ? 0 : Math.floor(Math.log10(Math.abs(value)));
  const decimals = Math.min(MOST_DECIMALS, Math.max(0, SIGNIFICANT - 1 - magnitude));
  return numberText(value, decimals, false);
}

/** A figure in its unit, without the name of the unit: shares in per cent, amounts with cents where they are small. */
export function figureText(value: number, unit: Unit | null): string {
  if (unit === 'share') return `${numberText(value * 100, 1, true)}%`;
  if (unit === 'currency') return numberText(value, Math.abs(value) < WHOLE_AMOUNTS ? 2 : 0, true);
  if (unit === null || unit === 'number') return plainText(value);
  return numberText(value, DECIMALS[unit] ?? 2, false);
}

/** A value of a column of figures or of groups as text, where no words are given for it. */
export function valueText(value: Value, { type, unit }: Pick<SnapshotColumn, 'type' | 'unit'>): string {
  if (value === null) return '';
  if (typeof value !== 'number') return String(value);
  if (type === 'date') return new Date(value).toISOString().slice(0, 10);
  if (type === 'timestamp') return `${new Date(value).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
  return unit === 'currency' ? numberText(value, 2, true) : figureText(value, unit);
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
