import * as v from 'valibot';
import { calendarDay } from '../calendar-day.ts';
import type { FilterOperator } from '../form-field.ts';

/** Most columns a metric is divided by. */
export const MOST_DIMENSIONS = 2;
const MOST_FILTERS = 10;
const MOST_VALUES = 200;
const MAX_NAME_LENGTH = 200;

/** Figures a metric can have. The number of customers always comes with them; asked for first, it is what is drawn. */
export const MEASURES = [
  'customers',
  'orders',
  'revenue',
  'average_order_value',
  'revenue_per_customer',
  'units',
  'customer_share',
  'new_customers',
  'returning_customers',
  'new_customer_share',
  'orders_per_customer',
  'units_per_order',
  'margin',
  'margin_rate',
] as const;
export type Measure = (typeof MEASURES)[number];

/** Figures that tell of a sum of money; each brings the sum along. */
export const MONEY: readonly Measure[] = [
  'revenue',
  'average_order_value',
  'revenue_per_customer',
  'margin_rate',
];
/** Figures that tell of a sum of margins, and of units; each brings the sum along. */
export const MARGINS: readonly Measure[] = ['margin', 'margin_rate'];
export const UNITS: readonly Measure[] = ['units', 'units_per_order'];
/** Figures that tell how many customers are new; each brings their number along. */
export const NEWCOMERS: readonly Measure[] = ['new_customers', 'returning_customers', 'new_customer_share'];

/** What a condition compares by. */
const OPERATORS = [
  'in',
  'notIn',
  'atLeast',
  'atMost',
  'between',
] as const satisfies readonly FilterOperator[];

/** How many values an operator takes; null: one or more. */
const VALUES_OF: Readonly<Record<FilterOperator, number | null>> = {
  in: null,
  notIn: null,
  atLeast: 1,
  atMost: 1,
  between: 2,
};

const columnName = v.pipe(
  v.string('the name of a column is expected'),
  v.nonEmpty('the name of a column is expected'),
  v.maxLength(MAX_NAME_LENGTH, 'the name of a column is expected'),
);

const filterValue = v.union(
  [
    v.pipe(v.number(), v.finite()),
    v.pipe(
      v.string(),
      v.maxLength(MAX_NAME_LENGTH),
      v.check((text) => !text.includes('\0'), 'a value has no control characters'),
    ),
  ],
  'a text or a number is expected',
);

function isOrdered([low, high]: readonly (string | number)[]): boolean {
  return low === undefined || high === undefined || low <= high;
}

const filter = v.pipe(
  v.strictObject({
    column: columnName,
    op: v.picklist(OPERATORS, `expected one of ${OPERATORS.join(', ')}`),
    values: v.pipe(
      v.array(filterValue),
      v.minLength(1, 'one value at least is expected'),
      v.maxLength(MOST_VALUES, `${MOST_VALUES} values at most are expected`),
      v.readonly(),
    ),
  }),
  v.check(
    ({ op, values }) => VALUES_OF[op] === null || VALUES_OF[op] === values.length,
    '"atLeast" and "atMost" take one value, "between" takes two',
  ),
  v.check(
    ({ op, values }) => op !== 'between' || isOrdered(values),
    'the first value must not be above the second',
  ),
  v.readonly(),
);

/**
 * Parameters of a metric. Their names and values are part of the command line and of saved documents.
 *
 * - `dimensions`: up to two columns that customers and orders are divided by: `country`, `channel`, `category`,
 *   `product`, `orderStatus`, the name of another text column, `orderYear`, `orderQuarter`, `orderMonth`,
 *   `orderWeek` (when an order was placed), `cohortMonth` (month of the customer's first order), `frequencyBand` (orders of the customer);
 *   where orders say them, as on a dashboard, `segment`, `tier` and `lifecycleState` of the customer
 * - `measures`: which figures are computed; the first is drawn
 * - `filters`: conditions that all must hold, each `{column, op, values}`. A text column takes `in` and `notIn`, with
 *   the empty text for rows without a value; `amount`, another number column, `orderedAt` and a date column take
 *   `atLeast`, `atMost` and `between`, both ends included; days are ISO dates
 */
export const metricParams = v.strictObject({
  dimensions: v.optional(
    v.pipe(
      v.array(columnName),
      v.maxLength(MOST_DIMENSIONS, `${MOST_DIMENSIONS} columns at most are expected`),
      v.check((names) => new Set(names).size === names.length, 'each column once is expected'),
      v.readonly(),
    ),
    ['orderQuarter'],
  ),
  measures: v.optional(
    v.pipe(
      v.array(v.picklist(MEASURES, `expected some of ${MEASURES.join(', ')}`)),
      v.minLength(1, 'one figure at least is expected'),
      v.check((names) => new Set(names).size === names.length, 'each figure once is expected'),
      v.readonly(),
    ),
    ['revenue', 'orders', 'average_order_value'],
  ),
  filters: v.optional(
    v.pipe(
      v.array(filter),
      v.maxLength(MOST_FILTERS, `${MOST_FILTERS} conditions at most are expected`),
      v.readonly(),
    ),
    [],
  ),
});

export type MetricParams = v.InferOutput<typeof metricParams>;
export type MetricFilter = MetricParams['filters'][number];

/** Whether a value can stand for a day. */
export function isDay(value: unknown): value is string {
  return v.is(calendarDay, value);
}

/** Whether any of some figures is asked for. */
export function asksFor({ measures }: Pick<MetricParams, 'measures'>, some: readonly Measure[]): boolean {
  return measures.some((each) => some.includes(each));
}
