import * as v from 'valibot';
import { calendarDay } from '../calendar-day.ts';

export const PERIODS = ['week', 'month', 'quarter'] as const;
export const RULES = ['periods', 'interval'] as const;
export const INTERVALS = ['median', 'mean'] as const;

const MOST = 1000;

const threshold = v.optional(
  v.nullable(
    v.pipe(
      v.number('a number is expected'),
      v.finite('a finite number is expected'),
      v.gtValue(0, 'a number above 0 is expected'),
      v.maxValue(MOST, `${MOST} at most is expected`),
    ),
  ),
  null,
);

/**
 * Parameters of the lifecycle. Their names and values are part of the command line and of saved documents.
 *
 * - `period`: calendar period at whose end every customer has a state
 * - `observationEnd`: last day observed, inclusive, ISO; null is the day of the last order, which is then not
 *   taken to be whole
 * - `rule`: what thresholds count: `periods` without an order, or multiples of a customer's own `interval`
 * - `interval`: how the own interval is taken from the days between orders: `median` or `mean`
 * - `coolingAfter`, `atRiskAfter`, `lapsedAfter`: increasing thresholds, whole numbers of periods or multiples of the
 *   interval; null is what {@link thresholdsOf} says is usual
 */
export const lifecycleParams = v.strictObject({
  period: v.optional(v.picklist(PERIODS, `expected ${PERIODS.join(', ')}`), 'month'),
  observationEnd: v.optional(v.nullable(calendarDay), null),
  rule: v.optional(v.picklist(RULES, `expected ${RULES.join(', ')}`), 'periods'),
  interval: v.optional(v.picklist(INTERVALS, `expected ${INTERVALS.join(', ')}`), 'median'),
  coolingAfter: threshold,
  atRiskAfter: threshold,
  lapsedAfter: threshold,
});

export type LifecycleParams = v.InferOutput<typeof lifecycleParams>;

/** When a customer without a further order cools, is at risk, has lapsed. */
export interface Thresholds {
  readonly coolingAfter: number;
  readonly atRiskAfter: number;
  readonly lapsedAfter: number;
}

/** Usual thresholds in periods: a quarter, half a year and a year of months or quarters; less of weeks. */
const USUAL_PERIODS: Readonly<Record<LifecycleParams['period'], Thresholds>> = {
  week: { coolingAfter: 4, atRiskAfter: 13, lapsedAfter: 26 },
  month: { coolingAfter: 3, atRiskAfter: 6, lapsedAfter: 12 },
  quarter: { coolingAfter: 1, atRiskAfter: 2, lapsedAfter: 4 },
};

/** Usual thresholds as multiples of the own interval. */
const USUAL_MULTIPLES: Thresholds = { coolingAfter: 1.5, atRiskAfter: 2, lapsedAfter: 3 };

/** The thresholds in force: those given, else the usual ones. */
export function thresholdsOf(params: LifecycleParams): Thresholds {
  const usual = params.rule === 'periods' ? USUAL_PERIODS[params.period] : USUAL_MULTIPLES;
  return {
    coolingAfter: params.coolingAfter ?? usual.coolingAfter,
    atRiskAfter: params.atRiskAfter ?? usual.atRiskAfter,
    lapsedAfter: params.lapsedAfter ?? usual.lapsedAfter,
  };
}
