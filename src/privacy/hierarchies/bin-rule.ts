import type { HierarchyRecipe } from '../../contract/records.ts';
import type { Generaliser } from './generaliser.ts';
import { numberIn } from './number-in.ts';

type BinRecipe = Extract<HierarchyRecipe, { kind: 'bins' }>;

/** Takes up what dividing by a width such as 0.1 leaves behind. */
const ROUNDING = 1e-9;
const SIGNIFICANT_DIGITS = 12;

function plain(value: number): string {
  return String(Number(value.toPrecision(SIGNIFICANT_DIGITS)));
}

/**
 * Numbers become bins of growing width. Bins hold their lower bound and not their upper one; where all numbers are
 * whole they are written `20–29`, else `20–<30`. Values below `bottom` and from `top` on are put together on every
 * level.
 */
export function binRule(recipe: BinRecipe, values: readonly string[]): Generaliser {
  const { origin, widths, bottom, top } = recipe;
  const finest = widths[0] ?? 1;
  const whole = [origin, ...widths, ...values.map(numberIn)].every(
    (each) => Number.isNaN(each) || Number.isInteger(each),
  );

  const label = (bin: number, width: number): string => {
    const from = origin + bin * width;
    const low = bottom === null ? from : Math.max(from, bottom);
    const high = top === null ? from + width : Math.min(from + width, top);
    if (!whole) return `${plain(low)}–<${plain(high)}`;
    return high - 1 === low ? plain(low) : `${plain(low)}–${plain(high - 1)}`;
  };

  return {
    between: widths.map((width) => ({ kind: 'width', width })),
    generalise: (text) => {
      const value = numberIn(text);
      if (Number.isNaN(value)) return null;
      if (bottom !== null && value < bottom) return widths.map(() => `<${plain(bottom)}`);
      if (top !== null && value >= top) return widths.map(() => `≥${plain(top)}`);
      const bin = Math.floor((value - origin) / finest + ROUNDING);
      // From the finest bin, so that rounding cannot tear a bin apart.
      return widths.map((width) => label(Math.floor(bin / Math.round(width / finest)), width));
    },
  };
}
