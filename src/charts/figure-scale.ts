import type { Unit } from '../contract/result-set.ts';
import type { Language } from './look.ts';
import { numberFormat } from './number-format.ts';

/** What an axis of figures shows. */
export interface ScaledFigures {
  /** All that is drawn along the axis, ends of ranges and ghosts included. */
  readonly figures: readonly number[];
  readonly unit: Unit;
  readonly currency: string | null;
  /** How many parts the axis has, about. */
  readonly parts: number;
  /** Whether zero is on the axis. */
  readonly fromZero: boolean;
}

/** Ends and steps of an axis, and how its figures are written. */
export interface FigureScale {
  /** Null where there is nothing to scale by: the axis finds its own ends. */
  readonly ends: { readonly min: number; readonly max: number; readonly interval: number } | null;
  readonly write: (value: number) => string;
}

/** From here on an axis counts in thousands, millions or 万. */
const SHORT = 10_000;
/** Most decimals before a smaller unit is taken. */
const MOST_DECIMALS = 2;
/** Factors of ten that steps of an axis may be. */
const STEPS = [1, 2, 3, 5, 10] as const;
/** Where one of them is the nearest for somebody who reads it. */
const STEP_BOUNDS = [1.5, 2.5, 4, 7] as const;

/** A round step of an axis near to a length. */
function roundStep(length: number): number {
  const power = Math.floor(Math.log10(length));
  const factor = length / 10 ** power;
  const place = STEP_BOUNDS.findIndex((bound) => factor < bound);
  // Powers below one are not exact; dividing by the exact one is nearer.
  const step = STEPS[place === -1 ? STEPS.length - 1 : place] ?? 1;
  return power < 0 ? step / 10 ** -power : step * 10 ** power;
}

/** Fewest decimals that write a figure in full, at most six. */
function decimalsOf(value: number): number {
  const wanted = [0, 1, 2, 3, 4, 5];
  return (
    wanted.find((digits) => Math.abs(value - Number(value.toFixed(digits))) <= 1e-9 * Math.abs(value)) ?? 6
  );
}

/** A word for thousands, millions or 万, and how much it stands for. */
interface CountingUnit {
  readonly word: string;
  readonly size: number;
}

const ONES: CountingUnit = { word: '', size: 1 };

/** The unit in which a language writes a figure short. */
function countingUnit(value: number, { locale }: Language): CountingUnit {
  if (Math.abs(value) < 1000) return ONES;
  const short = { notation: 'compact', maximumSignificantDigits: 15, useGrouping: false } as const;
  const parts = numberFormat(locale, short).formatToParts(Math.abs(value));
  const text = (types: readonly string[]): string =>
    parts.flatMap((part) => (types.includes(part.type) ? [part.value] : [])).join('');
  const written = Number(text(['integer', 'decimal', 'fraction']));
  return { word: text(['compact']), size: 10 ** Math.round(Math.log10(Math.abs(value) / written)) };
}

/**
 * Writes figures of one axis: all in one unit and with the same decimals; zero needs neither.
 *
 * @param largest figure on the axis, without sign; 0 where nothing is to be written short
 * @param step between figures that are written; another one that needs more decimals gets them
 */
export function axisWriter(
  largest: number,
  step: number,
  { unit, currency }: Pick<ScaledFigures, 'unit' | 'currency'>,
  language: Language,
): (value: number) => string {
  const share = unit === 'share';
  const wish = largest < SHORT || share ? ONES : countingUnit(largest, language);
  const counted = decimalsOf(step / wish.size) <= MOST_DECIMALS ? wish : countingUnit(step, language);
  const scale = share ? 100 : 1 / counted.size;
  const digits = decimalsOf(step * scale);
  const style = share
    ? ({ style: 'percent' } as const)
    : unit === 'currency' && currency !== null
      ? ({ style: 'currency', currency, currencyDisplay: 'narrowSymbol' } as const)
      : {};
  return (value) => {
    const decimals = value === 0 ? 0 : Math.max(digits, Math.min(MOST_DECIMALS, decimalsOf(value * scale)));
    const format = numberFormat(language.locale, {
      ...style,
      minimumFractionDigits: decimals,
      maximumFractionDigits: decimals,
    });
    if (value === 0 || counted.size === 1) return format.format(value);
    const parts = format.formatToParts(value / counted.size);
    const last = parts.findLastIndex(({ type }) => type === 'integer' || type === 'fraction');
    return parts.map((part, at) => (at === last ? `${part.value}${counted.word}` : part.value)).join('');
  };
}

/**
 * An axis of figures with round ends and steps, whose figures are all in one unit and with the same decimals: not 800K and
 * 1M on one axis.
 */
export function figureScale(shown: ScaledFigures, language: Language): FigureScale {
  const { fromZero, parts } = shown;
  const figures = [...shown.figures, ...(fromZero ? [0] : [])].filter(Number.isFinite);
  const low = figures.reduce((least, each) => Math.min(least, each), Number.POSITIVE_INFINITY);
  const high = figures.reduce((most, each) => Math.max(most, each), Number.NEGATIVE_INFINITY);
  if (!(high > low)) {
    const size = Math.abs(figures[0] ?? 0);
    return { ends: null, write: axisWriter(size, size === 0 ? 1 : size, shown, language) };
  }
  const isCounted = shown.unit !== 'share' && figures.every(Number.isInteger);
  const step = Math.max(isCounted ? 1 : 0, roundStep((high - low) / parts));
  // A division may miss a whole number by a hair, and an end would be a step too far.
  const steps = (value: number, round: (value: number) => number): number => {
    const nearest = Math.round(value / step);
    return Math.abs(value / step - nearest) < 1e-9 ? nearest : round(value / step);
  };
  const at = (count: number): number => Number((count * step).toPrecision(12));
  const [min, max] = [at(steps(low, Math.floor)), at(steps(high, Math.ceil))];
  const largest = Math.max(Math.abs(min), Math.abs(max));
  return { ends: { min, max, interval: step }, write: axisWriter(largest, step, shown, language) };
}
