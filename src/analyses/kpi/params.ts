import * as v from 'valibot';
import { calendarDay } from '../calendar-day.ts';
import { TARGET_IDS } from './indicators.ts';
import { KPI_GRAINS, LONGEST_DAYS } from './period.ts';

const MAX_LAPSE = 3660;
const MAX_NAME_LENGTH = 200;

const lapseHint = `expected {"value":2,"unit":"period"} or {"value":90,"unit":"day"}, from 1 to ${MAX_LAPSE}`;

const lapse = v.pipe(
  v.strictObject(
    {
      value: v.pipe(
        v.number(lapseHint),
        v.integer(lapseHint),
        v.minValue(1, lapseHint),
        v.maxValue(MAX_LAPSE, lapseHint),
      ),
      unit: v.picklist(['period', 'day'], lapseHint),
    },
    lapseHint,
  ),
  v.readonly(),
);

const target = v.pipe(
  v.strictObject({
    name: v.picklist(TARGET_IDS, `expected one of ${TARGET_IDS.join(', ')}`),
    value: v.union(
      [
        v.null(),
        v.pipe(v.number(), v.finite()),
        // What a form has where a number was taken out.
        v.pipe(
          v.literal(''),
          v.transform(() => null),
        ),
      ],
      'a number or null is expected',
    ),
  }),
  v.readonly(),
);

const targets = v.pipe(
  v.array(target),
  v.check(
    (rows) => new Set(rows.map(({ name }) => name)).size === rows.length,
    'one target for each indicator is expected',
  ),
  v.readonly(),
);

/** Indicators a target can be set for without naming them first. */
const USUAL_TARGETS: v.InferOutput<typeof targets> = (
  ['revenue', 'orders', 'active', 'new', 'retention', 'average_order_value'] as const
).map((name) => ({ name, value: null }));

/**
 * Parameters of the indicators. Their names and values are part of the command line and of saved documents.
 *
 * - `grain`: length of a period: `day`, `week` (from Monday), `month`, `quarter` or `year`
 * - `from`, `to`: ISO days; the periods they lie in are the first and the last that are shown, each as a whole. Null
 *   is the first and the last order. A `from` before the first order, or a `to` after the last, says that the data
 *   are whole from or until that day
 * - `groupBy`: attribute of order rows that revenue and margin are divided by: `channel`, `country`, `category`,
 *   `product`, the name of another text column, or null
 * - `lostAfter`: `{value, unit}` without an order after which a customer counts as lost: whole periods
 *   (`period`), or days (`day`), which must be at least as many as the longest period has
 * - `targets`: `{name, value}` with the id of an indicator; shares as decimals; a value of null is no target
 * - `clv`: whether expected value over the next 12 months is computed
 */
export const kpiParams = v.pipe(
  v.strictObject({
    grain: v.optional(v.picklist(KPI_GRAINS, `expected ${KPI_GRAINS.join(', ')}`), 'month'),
    from: v.optional(v.nullable(calendarDay), null),
    to: v.optional(v.nullable(calendarDay), null),
    groupBy: v.optional(
      v.nullable(
        v.pipe(
          v.string('the name of a text column is expected'),
          v.nonEmpty('the name of a text column is expected'),
          v.maxLength(MAX_NAME_LENGTH, 'the name of a text column is expected'),
        ),
      ),
      null,
    ),
    lostAfter: v.optional(lapse, { value: 2, unit: 'period' }),
    targets: v.optional(targets, USUAL_TARGETS),
    clv: v.optional(v.boolean('true or false is expected'), true),
  }),
  v.forward(
    v.check(
      ({ from, to }) => from === null || to === null || from <= to,
      'the last day must not be before the first',
    ),
    ['to'],
  ),
  v.forward(
    v.check(
      ({ grain, lostAfter }) => lostAfter.unit === 'period' || lostAfter.value >= LONGEST_DAYS[grain],
      ({ input: { grain } }) => `a ${grain} has up to ${LONGEST_DAYS[grain]} days: give as many at least`,
    ),
    ['lostAfter'],
  ),
);

export type KpiParams = v.InferOutput<typeof kpiParams>;
