import * as v from 'valibot';
import { calendarDay } from '../calendar-day.ts';
import { DAYS_IN, type DiscountRate, type Horizon, SPAN_UNITS, type SpanUnit, TIME_UNITS } from './time.ts';

/** Models of repeat purchases. */
export const CLV_MODELS = ['bgnbd', 'mbgnbd', 'paretonbd', 'nbd', 'bgbb'] as const;

const MAX_REPLICATES = 2000;
/** Longest horizon in days, 50 years: models know nothing of customers that far ahead. */
const MAX_HORIZON_DAYS = 50 * DAYS_IN.year;

const HORIZON_TEXT = /^\s*(\d+(?:\.\d+)?)\s*(day|week|month|year)s?\s*$/iu;
const RATE_TEXT = /^\s*(\d+(?:\.\d+)?)\s*(%?)\s*(?:per|an?|\/)\s*(day|week|month|year)\s*$/iu;
const HORIZON_HINT = 'expected {"value":12,"unit":"month"}, "12 months", or a number of time units above 0';
const RATE_HINT =
  'expected {"rate":0.1,"per":"year"}, "10% per year", or a share per time unit, from 0 to below 10';

const positive = v.pipe(v.number(HORIZON_HINT), v.finite(HORIZON_HINT), v.gtValue(0, HORIZON_HINT));
const rate = v.pipe(
  v.number(RATE_HINT),
  v.finite(RATE_HINT),
  v.minValue(0, RATE_HINT),
  v.ltValue(10, RATE_HINT),
);
const spanUnit = v.picklist(SPAN_UNITS, `expected ${SPAN_UNITS.join(', ')}`);

const horizonText = v.pipe(
  v.string(HORIZON_HINT),
  v.regex(HORIZON_TEXT, HORIZON_HINT),
  v.transform((text): Horizon => {
    const [, value, unit] = HORIZON_TEXT.exec(text) ?? [];
    return { value: Number(value), unit: (unit ?? 'month').toLowerCase() as SpanUnit };
  }),
  v.check(({ value }) => value > 0, HORIZON_HINT),
);

const rateText = v.pipe(
  v.string(RATE_HINT),
  v.regex(RATE_TEXT, RATE_HINT),
  v.transform((text): DiscountRate => {
    const [, value, percent, per] = RATE_TEXT.exec(text) ?? [];
    const share = percent === '%' ? Number(value) / 100 : Number(value);
    return { rate: share, per: (per ?? 'year').toLowerCase() as SpanUnit };
  }),
  v.check(({ rate: share }) => share < 10, RATE_HINT),
);

/**
 * Parameters of customer lifetime value. Their names and values are part of the command line and of saved documents.
 *
 * - `model`: how purchases and dropout are modelled
 * - `calibrationEnd`: last day the model is fitted on, ISO; null is the day of the last order
 * - `observationEnd`: last day that forecasts are held against, ISO; null is the day of the last order
 * - `timeUnit`: what time is counted in; a month is 4.345 weeks (30.415 days)
 * - `horizon`: how far ahead value is counted: `{value, unit}`, a text such as `"12 months"`, or a number of `timeUnit`s
 * - `discountRate`: `{rate, per}`, a text such as `"15% per year"`, or a share per `timeUnit`; rates are compounded
 * - `bootstrap`: number of replicates for intervals, 0 for none
 * - `seed`: where the random numbers of the bootstrap begin
 * - `groupBy`: `cohort` (month of the first purchase), `segment` (RFM), `tier`, `channel`, `country`, `category`, the name
 *   of another text column, or null; columns are read on the first order
 * - `spend`: `gammagamma`, or `mean`: each customer's own mean, and the mean of all for who has bought once
 * - `customer`: whose history of P(alive) is wanted: an id as text, a number for a place in the list by value, or null
 */
export const clvParams = v.pipe(
  v.strictObject({
    model: v.optional(v.picklist(CLV_MODELS, `expected ${CLV_MODELS.join(', ')}`), 'bgnbd'),
    calibrationEnd: v.optional(v.nullable(calendarDay), null),
    observationEnd: v.optional(v.nullable(calendarDay), null),
    timeUnit: v.optional(v.picklist(TIME_UNITS, `expected ${TIME_UNITS.join(', ')}`), 'week'),
    horizon: v.optional(
      v.union([v.strictObject({ value: positive, unit: spanUnit }), horizonText, positive], HORIZON_HINT),
      { value: 12, unit: 'month' },
    ),
    discountRate: v.optional(v.union([v.strictObject({ rate, per: spanUnit }), rateText, rate], RATE_HINT), {
      rate: 0.1,
      per: 'year',
    }),
    bootstrap: v.optional(
      v.pipe(
        v.number('a whole number is expected'),
        v.integer('a whole number is expected'),
        v.minValue(0, 'expected 0 or more'),
        v.maxValue(MAX_REPLICATES, `expected ${MAX_REPLICATES} at most`),
      ),
      0,
    ),
    seed: v.optional(
      v.pipe(
        v.number('a whole number is expected'),
        v.integer('a whole number is expected'),
        v.minValue(0, 'expected 0 or more'),
        v.maxValue(0xffff_ffff, 'expected less than 2^32'),
      ),
      1,
    ),
    groupBy: v.optional(
      v.nullable(v.pipe(v.string('a name or null is expected'), v.nonEmpty('a name or null is expected'))),
      'cohort',
    ),
    spend: v.optional(v.picklist(['gammagamma', 'mean'], 'expected gammagamma or mean'), 'gammagamma'),
    customer: v.optional(
      v.nullable(
        v.union(
          [v.string(), v.pipe(v.number(), v.integer(), v.minValue(1))],
          'an id as text, a place from 1 or null is expected',
        ),
      ),
      null,
    ),
  }),
  v.transform(({ horizon, discountRate, ...params }) => ({
    ...params,
    horizon: typeof horizon === 'number' ? { value: horizon, unit: params.timeUnit } : horizon,
    discountRate:
      typeof discountRate === 'number' ? { rate: discountRate, per: params.timeUnit } : discountRate,
  })),
  v.check(
    ({ horizon }) => horizon.value * DAYS_IN[horizon.unit] <= MAX_HORIZON_DAYS,
    'a horizon of 50 years at most is expected',
  ),
);

export type ClvParams = v.InferOutput<typeof clvParams>;
