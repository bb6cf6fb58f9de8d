import * as v from 'valibot';
import { calendarDay } from '../calendar-day.ts';
import { SPAN_UNITS } from '../clv/time.ts';

/** Where customers end a contract, and where they only stop buying. */
export const SETTINGS = ['nonContractual', 'contractual'] as const;
export type Setting = (typeof SETTINGS)[number];

const MAX_MULTIPLE = 100;
const MAX_DRIVERS = 40;
const MAX_RATE = 10;

const name = v.pipe(v.string('the name of a column is expected'), v.nonEmpty('a name is expected'));
const spanUnit = v.picklist(SPAN_UNITS, `expected ${SPAN_UNITS.join(', ')}`);

/**
 * Parameters of churn. Their names and values are part of the command line and of saved documents.
 *
 * - `setting`: `nonContractual` judges customers by when they bought, `contractual` by their tenure and whether they
 *   have churned; null is non-contractual where the data have dates
 * - `model`: model of purchases that P(alive) comes from
 * - `multiple`: a customer has lapsed when the time since the last order exceeds so many of the own mean intervals
 * - `threshold`: P(alive) below which the model takes a customer for gone
 * - `analysisDate`: day that customers are judged on, ISO; later orders are not read; null is the day of the last order
 * - `groupBy`: `channel`, `country`, `category` or the name of a text column, as on a customer's first row; null
 *   compares nothing
 * - `drivers`: what a logistic regression is to explain churn by (contractual): `tenure`, columns of numbers, columns
 *   of text, or single values such as `Contract=One year`; one name may
 *   stand without a list, and none runs none
 * - `tenureUnit`: unit that tenure is counted in
 * - `discountRate`: rate by which value falls, with its unit
 */
export const churnParams = v.strictObject({
  setting: v.optional(v.nullable(v.picklist(SETTINGS, `expected ${SETTINGS.join(', ')} or null`)), null),
  model: v.optional(
    v.picklist(['bgnbd', 'mbgnbd', 'paretonbd'], 'expected bgnbd, mbgnbd or paretonbd'),
    'bgnbd',
  ),
  multiple: v.optional(
    v.pipe(
      v.number('a number is expected'),
      v.gtValue(0, 'a number above 0 is expected'),
      v.maxValue(MAX_MULTIPLE, `${MAX_MULTIPLE} at most is expected`),
    ),
    3,
  ),
  threshold: v.optional(
    v.pipe(
      v.number('a share is expected'),
      v.minValue(0, 'a share from 0 to 1 is expected'),
      v.maxValue(1, 'a share from 0 to 1 is expected'),
    ),
    0.5,
  ),
  analysisDate: v.optional(v.nullable(calendarDay), null),
  groupBy: v.optional(v.nullable(name), null),
  drivers: v.optional(
    v.pipe(
      v.union([v.array(name), name, v.null()], 'a list of columns is expected'),
      v.transform((given): readonly string[] =>
        given === null ? [] : typeof given === 'string' ? [given] : given,
      ),
      v.maxLength(MAX_DRIVERS, `${MAX_DRIVERS} columns at most are expected`),
      v.check((names) => new Set(names).size === names.length, 'each column is expected once'),
    ),
    [],
  ),
  tenureUnit: v.optional(spanUnit, 'month'),
  discountRate: v.optional(
    v.strictObject({
      rate: v.pipe(
        v.number('a share is expected'),
        v.minValue(0, 'a share from 0 is expected'),
        v.ltValue(MAX_RATE, `a share below ${MAX_RATE} is expected`),
      ),
      per: spanUnit,
    }),
    { rate: 0.1, per: 'year' },
  ),
});

export type ChurnParams = v.InferOutput<typeof churnParams>;

/** Confidence of all intervals of churn. */
export const CONFIDENCE = 0.95;
