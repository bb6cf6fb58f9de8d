import type { HierarchyRecipe } from '../../contract/records.ts';
import { monthReader } from './date-rule.ts';
import type { ValueCount } from './generaliser.ts';
import { numberIn } from './number-in.ts';
import { provinceOf } from './region-rule.ts';

/** Share of distinct values a rule must fit to be suggested; a few `n/a` do not stand in its way. */
const MOST = 0.95;

const REGION_NAME = /区划|行政|省|地区|adcode|xzqh|region.?code|province/iu;
const CODE_NAME = /zip|post.?(?:al|code)|postleitzahl|\bplz\b|邮编|邮政编码|code$/iu;

function shareOf(values: readonly ValueCount[], fits: (value: string) => boolean): number {
  return values.filter(({ value }) => fits(value)).length / values.length;
}

/** Codes without a telling name are taken for regions only when there are many, in several regions, and all fit. */
const MANY_REGIONS = 30;
const SEVERAL = 4;

function isRegion(column: string, values: readonly ValueCount[]): boolean {
  const fits = (value: string): boolean => provinceOf(value) !== null;
  if (REGION_NAME.test(column)) return shareOf(values, fits) >= MOST;
  const codes = values.every(({ value }) => /^\d{6}$/u.test(value) && fits(value));
  return (
    codes &&
    values.length >= MANY_REGIONS &&
    new Set(values.map(({ value }) => value.charAt(0))).size >= SEVERAL
  );
}

const MOST_PREFIXES = 4;

/** Codes of digits and letters, e.g. postcodes: by their name, or because some begin with a zero. */
function prefixes(column: string, values: readonly ValueCount[]): HierarchyRecipe | null {
  const isCode = (value: string): boolean => /\d/u.test(value) && /^[\p{L}\d][\p{L}\d -]*$/u.test(value);
  if (shareOf(values, isCode) < MOST) return null;
  const lengths = values.map(({ value }) => Array.from(value).length);
  const longest = lengths.reduce((most, each) => Math.max(most, each), 0);
  const zeros = values.some(({ value }) => /^0\d{2,}$/u.test(value));
  if (longest < 2 || !(CODE_NAME.test(column) || (zeros && lengths.every((each) => each === longest)))) {
    return null;
  }
  const kept = Array.from(
    { length: Math.min(longest - 1, MOST_PREFIXES) },
    (_, place) => longest - 1 - place,
  );
  return { kind: 'prefix', kept, mask: '*' };
}

const TEN = 10;
const FINEST_BINS = 20;
const NICE = [1, 2, 5, TEN] as const;

/** The least of 1, 2, 5 times a power of ten that is not below a width. */
function niceWidth(width: number): number {
  const power = TEN ** Math.floor(Math.log10(width));
  const nice = NICE.find((each) => each * power >= width * (1 - Number.EPSILON * TEN)) ?? TEN;
  return Number((nice * power).toPrecision(TEN + 2));
}

const MOST_WIDTHS = 4;
const TAIL = 0.01;

/** Values of the tails, by records: those that `TAIL` of them are not above, and not below. */
function tailsOf(sorted: readonly { readonly at: number; readonly records: number }[]): [number, number] {
  const all = sorted.reduce((sum, { records }) => sum + records, 0);
  let below = 0;
  let [low, high] = [sorted[0]?.at ?? 0, sorted.at(-1)?.at ?? 0];
  let [lowFound, highFound] = [false, false];
  for (const { at, records } of sorted) {
    below += records;
    if (!lowFound && below > all * TAIL) [low, lowFound] = [at, true];
    if (!highFound && below >= all * (1 - TAIL)) [high, highFound] = [at, true];
  }
  return [low, high];
}

/** Bins over what is between the tails; a tail that is longer than all the rest is put together. */
function bins(values: readonly ValueCount[]): HierarchyRecipe | null {
  const sorted = values
    .map(({ value, records }) => ({ at: numberIn(value), records }))
    .filter(({ at }) => !Number.isNaN(at))
    .toSorted((a, b) => a.at - b.at);
  if (sorted.length < values.length * MOST || sorted.length <= 2) return null;
  const [low, high] = tailsOf(sorted);
  const [least, most] = [sorted[0]?.at ?? 0, sorted.at(-1)?.at ?? 0];
  const body = high > low ? high - low : most - least;
  const whole = sorted.every(({ at }) => Number.isInteger(at));
  const finest = Math.max(niceWidth(body / FINEST_BINS), whole ? 2 : 0);
  const widths = Array.from({ length: MOST_WIDTHS }, (_, place) => finest * 2 ** place).filter(
    (width, place) => place === 0 || width < body,
  );
  const cut = (at: number): number => Math.ceil(at / finest) * finest;
  return {
    kind: 'bins',
    origin: 0,
    widths,
    bottom: low - least > body ? Math.floor(low / finest) * finest : null,
    top: most - high > body ? cut(high) : null,
  };
}

const FEW_VALUES = 4;
const KEPT = [50, 20, 10, 5, 3] as const;
const MOST_KEPT = 3;

/**
 * Chooses how to generalise a column from its name and values: dates by the calendar, codes by their beginning,
 * numbers in bins, Chinese administrative codes by region, other categories by keeping the most common. Columns of
 * few values keep them or lose them.
 *
 * @param column its name
 * @param values distinct values with the records they stand in
 */
export function suggestRecipe(column: string, values: readonly ValueCount[]): HierarchyRecipe {
  if (values.length <= FEW_VALUES) return { kind: 'flat' };
  const read = monthReader(values.map(({ value }) => value));
  if (shareOf(values, (value) => read(value) !== null) >= MOST) {
    return { kind: 'date', steps: ['month', 'quarter', 'year', 'decade'] };
  }
  if (isRegion(column, values)) return { kind: 'chineseRegion' };
  const rule = prefixes(column, values) ?? bins(values);
  if (rule !== null) return rule;
  const kept = KEPT.filter((each) => each < values.length).slice(0, MOST_KEPT);
  return { kind: 'top', kept, other: '(other)' };
}
