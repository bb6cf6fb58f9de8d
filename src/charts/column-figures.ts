import type { Unit } from '../contract/result-set.ts';
import { figureText } from './labels.ts';
import type { Language } from './look.ts';
import { numberFormat } from './number-format.ts';

/** From here on amounts and plain figures have no decimals. */
const WHOLE = 1000;
/** Digits of a plain figure that say something. */
const SIGNIFICANT = 4;

/** Decimals of figures of a unit of which the largest has this size; null where each is written by itself. */
function decimalsOf(unit: Unit, largest: number): number | null {
  switch (unit) {
    case 'currency':
      return largest >= WHOLE ? 0 : null;
    case 'share':
      return null;
    case 'number':
      return Math.max(0, SIGNIFICANT - 1 - Math.floor(Math.log10(largest)));
    case 'purchases':
      if (largest >= WHOLE) return 0;
      return largest >= 100 ? 1 : 2;
    default:
      return 1;
  }
}

/**
 * Writes figures that are read under each other, all with the same number of decimals: as many as the largest one has.
 *
 * @param figures all that stand in the column; those that are missing are not looked at
 * @returns writes one of them as `figureText` does, but for its decimals
 */
export function figureWriter(
  figures: readonly (number | null)[],
  unit: Unit,
  currency: string | null,
  language: Language,
): (value: number) => string {
  const alone = (value: number): string => figureText(value, unit, currency, language);
  const sizes = figures.flatMap((value) => (value === null || value === 0 ? [] : [Math.abs(value)]));
  const decimals = sizes.length === 0 ? null : decimalsOf(unit, Math.max(...sizes));
  if (decimals === null) return alone;
  const isWhole = figures.every((value) => value === null || Number.isInteger(value));
  const digits = isWhole ? 0 : decimals;
  // Written alike, the smallest would read as nothing.
  if (sizes.some((size) => size < 0.5 / 10 ** digits)) return alone;
  const money = { style: 'currency', currencyDisplay: 'narrowSymbol' } as const;
  const format = numberFormat(language.locale, {
    ...(unit === 'currency' && currency !== null ? { ...money, currency } : {}),
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  });
  return (value) => format.format(value);
}
