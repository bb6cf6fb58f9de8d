import { columnLabel } from '../../analyses/metric/columns.ts';
import { lookOf, valueLabelIn } from '../../analyses/metric/tables.ts';
import type { ColourToken, Label } from '../../charts/chart-spec.ts';
import { labelText } from '../../charts/labels.ts';
import type { Language } from '../../charts/look.ts';
import type { ChipWords } from '../../crossfilter/chips.ts';
import { TIME_DIMENSION } from '../../contract/dashboard.ts';

const DAY_MS = 86_400_000;
const MONTH = /^(\d{4})-(\d{2})$/u;
const QUARTER = /^(\d{4})-Q([1-4])$/u;
const WEEK = /^(\d{4})-W(\d{2})$/u;

/** Monday of an ISO week: the first week of a year is that of 4 January. */
function mondayOf(year: number, week: number): number {
  const fourth = Date.UTC(year, 0, 4);
  const weekday = (new Date(fourth).getUTCDay() + 6) % 7;
  return fourth + ((week - 1) * 7 - weekday) * DAY_MS;
}

/** A period by its name, such as `2026-03`, `2026-Q1` or `2026-W14`; null for other texts. */
function periodLabel(value: string): Label | null {
  const [, year = '', part = ''] = MONTH.exec(value) ?? QUARTER.exec(value) ?? WEEK.exec(value) ?? [];
  if (year === '') return null;
  const [y, n] = [Number(year), Number(part)];
  if (MONTH.test(value)) return { period: Date.UTC(y, n - 1, 1), grain: 'month' };
  if (QUARTER.test(value)) return { period: Date.UTC(y, 3 * (n - 1), 1), grain: 'quarter' };
  return { period: mondayOf(y, n), grain: 'week' };
}

/** Dimensions whose values are names of periods. */
const PERIODS: ReadonlySet<string> = new Set([
  TIME_DIMENSION,
  'orderWeek',
  'orderMonth',
  'orderQuarter',
  'cohortMonth',
]);

/** What a dimension is called. */
export function dimensionLabel(name: string): Label {
  return name === TIME_DIMENSION ? { key: 'dashboardScreen.dimension.period' } : columnLabel(name);
}

/** What a value of a dimension is called. */
export function dimensionValueLabel(dimension: string, value: string): Label {
  const period = PERIODS.has(dimension) ? periodLabel(value) : null;
  return period ?? valueLabelIn({ dimensions: [dimension] }, 0, value);
}

/** Colour of a value that has one of its own, the same on every screen. */
export function dimensionValueColour(dimension: string, value: string): ColourToken | undefined {
  return lookOf({ dimensions: [dimension] }, 0)?.colour(value);
}

/** Words for dimensions and their values in a language. */
export function dimensionWords(language: Language): ChipWords {
  return {
    dimension: (name) => labelText(dimensionLabel(name), language),
    value: (dimension, value) => labelText(dimensionValueLabel(dimension, value), language),
  };
}
