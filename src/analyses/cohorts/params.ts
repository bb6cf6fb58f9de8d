import * as v from 'valibot';
import { calendarDay } from '../calendar-day.ts';
import { GRAINS } from '../calendar-periods.ts';

export const MODES = ['nday', 'onOrAfter', 'bracket'] as const;
export const WINDOWS = ['calendar', 'rolling'] as const;
export const MEASURES = [
  'customers',
  'orders',
  'revenue',
  'margin',
  'cumulativeValue',
  'cumulativeMargin',
] as const;
export type Measure = (typeof MEASURES)[number];

const MAX_BRACKETS = 20;
const MAX_PERIODS = 10_000;

const upperBounds = v.pipe(
  v.array(
    v.pipe(
      v.number('a whole number of periods is expected'),
      v.integer('a whole number of periods is expected'),
      v.minValue(1, 'brackets end at period 1 or later'),
      v.maxValue(MAX_PERIODS, `brackets end at period ${MAX_PERIODS} at the latest`),
    ),
  ),
  v.minLength(1, 'one bracket at least is expected'),
  v.maxLength(MAX_BRACKETS, `${MAX_BRACKETS} brackets at most are expected`),
  v.check(
    (bounds) => bounds.every((bound, index) => index === 0 || bound > (bounds[index - 1] ?? bound)),
    'upper bounds must increase',
  ),
  v.readonly(),
);

const attribute = v.optional(
  v.nullable(v.pipe(v.string('the name of an attribute is expected'), v.nonEmpty('a name is expected'))),
  null,
);

/**
 * Parameters of cohorts. Their names and values are part of the command line and of saved documents.
 *
 * - `period`: length of a period; it names the cohorts and counts the time since the first purchase
 * - `mode`: what counts as retained: `nday` a purchase in exactly that period, `onOrAfter` in it or any later one,
 *   `bracket` in any period of a bracket
 * - `window`: `calendar` periods, or `rolling` windows of 24 hours since the instant of a customer's first purchase
 *   (week 7 × 24 h, month 30 × 24 h, quarter 90 × 24 h)
 * - `measure`: what the figures show; `cumulativeValue` is the revenue per customer of the cohort so far
 * - `brackets`: upper ends of the brackets, in periods; period 0 is always a bracket of its own
 * - `cohortBy`: null for the period of the first purchase, else an attribute of the first purchase: `channel`,
 *   `country`, `category` or the name of a text column
 * - `compare`: an attribute of the first purchase whose values are compared; null compares nothing
 * - `observationEnd`: last day observed, inclusive, ISO; null is the day of the last order, which is then not
 *   taken to be whole
 * - `periods`: how many periods after the first are shown; null shows all
 */
export const cohortsParams = v.strictObject({
  period: v.optional(v.picklist(GRAINS, `expected ${GRAINS.join(', ')}`), 'month'),
  mode: v.optional(v.picklist(MODES, `expected ${MODES.join(', ')}`), 'nday'),
  window: v.optional(v.picklist(WINDOWS, `expected ${WINDOWS.join(', ')}`), 'calendar'),
  measure: v.optional(v.picklist(MEASURES, `expected ${MEASURES.join(', ')}`), 'customers'),
  brackets: v.optional(upperBounds, [1, 3, 7, 14]),
  cohortBy: attribute,
  compare: attribute,
  observationEnd: v.optional(v.nullable(calendarDay), null),
  periods: v.optional(
    v.nullable(
      v.pipe(
        v.number('a whole number is expected'),
        v.integer('a whole number is expected'),
        v.minValue(1, 'one period at least is expected'),
        v.maxValue(MAX_PERIODS, `${MAX_PERIODS} periods at most are expected`),
      ),
    ),
    null,
  ),
});

export type CohortsParams = v.InferOutput<typeof cohortsParams>;
