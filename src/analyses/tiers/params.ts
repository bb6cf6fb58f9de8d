import * as v from 'valibot';
import { calendarDay } from '../calendar-day.ts';

/** Parts of the score, in the order they are listed. */
export const SCORE_PARTS = ['value', 'loyalty', 'growth', 'profitability'] as const;
export type ScorePart = (typeof SCORE_PARTS)[number];

/** How often tiers are looked at again. */
export const EVALUATION_STEPS = ['month', 'quarter', 'year'] as const;

const MAX_TIERS = 8;
const MAX_EVALUATIONS = 12;
const MAX_MONTHS = 120;
const MAX_NAME_LENGTH = 60;
const MAX_FIGURE = 1e12;

const amount = v.pipe(
  v.number('a number is expected'),
  v.minValue(0, 'a number from 0 is expected'),
  v.maxValue(MAX_FIGURE, `a number up to ${MAX_FIGURE} is expected`),
);
const share = v.pipe(
  v.number('a share is expected'),
  v.minValue(0, 'a share from 0 to 1 is expected'),
  v.maxValue(1, 'a share from 0 to 1 is expected'),
);

const tierName = v.pipe(
  v.string('a tier name is expected'),
  v.trim(),
  v.nonEmpty('a tier name is expected'),
  v.maxLength(MAX_NAME_LENGTH, `a tier name has ${MAX_NAME_LENGTH} characters at most`),
  v.check((name) => !name.includes('\0'), 'a tier name has no control characters'),
  v.check((name) => name !== 'not_yet', 'not_yet names customers who have not ordered yet'),
);

const weights = v.strictObject({
  value: v.optional(amount, 0),
  loyalty: v.optional(amount, 0),
  growth: v.optional(amount, 0),
  profitability: v.optional(amount, 0),
});

const weightRows = v.array(
  v.pipe(v.strictObject({ name: v.picklist(SCORE_PARTS), weight: amount }), v.readonly()),
);

const basis = v.pipe(
  v.union(
    [
      v.pipe(
        weights,
        v.transform((given) => SCORE_PARTS.map((name) => ({ name, weight: given[name] }))),
      ),
      v.pipe(
        weightRows,
        v.check((rows) => new Set(rows.map(({ name }) => name)).size === rows.length),
        v.transform((rows) =>
          SCORE_PARTS.map((name) => ({ name, weight: rows.find((row) => row.name === name)?.weight ?? 0 })),
        ),
      ),
    ],
    'expected weights from 0 as {"value":0.5,"loyalty":0.3,"growth":0.2,"profitability":0}',
  ),
  v.check((rows) => rows.some(({ weight }) => weight > 0), 'one weight at least must be above 0'),
  v.readonly(),
);

/** A tier: its share of customers, or what a customer must reach in natural units. */
const tier = v.pipe(
  v.strictObject({
    name: tierName,
    share: v.optional(share, 1),
    revenue: v.optional(amount, 0),
    orders: v.optional(amount, 0),
    tenure: v.optional(amount, 0),
  }),
  v.readonly(),
);

const tiers = v.pipe(
  v.array(tier),
  v.minLength(2, 'two tiers at least are expected'),
  v.maxLength(MAX_TIERS, `${MAX_TIERS} tiers at most are expected`),
  v.check((rows) => new Set(rows.map(({ name }) => name)).size === rows.length, 'each tier has its own name'),
  v.readonly(),
);

const planRow = v.pipe(
  v.strictObject({
    name: tierName,
    cost: amount,
    response: share,
    value: v.optional(v.nullable(amount), null),
    maxShare: v.optional(share, 1),
  }),
  v.readonly(),
);

const plan = v.pipe(
  v.array(planRow),
  v.maxLength(MAX_TIERS, `${MAX_TIERS} rows at most are expected`),
  v.check((rows) => new Set(rows.map(({ name }) => name)).size === rows.length, 'each tier stands once'),
  v.readonly(),
);

/** The weights unless others are given: profitability counts once a margin is known and wanted. */
const DEFAULT_BASIS = { value: 0.5, loyalty: 0.3, growth: 0.2, profitability: 0 } as const;

/** Names of the tiers there are unless others are given; best first. */
export const DEFAULT_TIER_NAMES = ['Platinum', 'Gold', 'Silver', 'Basic'] as const;

const DEFAULT_TIERS = [
  { name: 'Platinum', share: 0.05, revenue: 1000, orders: 8, tenure: 0 },
  { name: 'Gold', share: 0.2, revenue: 500, orders: 4, tenure: 0 },
  { name: 'Silver', share: 0.5, revenue: 100, orders: 2, tenure: 0 },
  { name: 'Basic', share: 1, revenue: 0, orders: 0, tenure: 0 },
] as const;

const DEFAULT_PLAN = [
  { name: 'Platinum', cost: 1, response: 0.2 },
  { name: 'Gold', cost: 1, response: 0.12 },
  { name: 'Silver', cost: 1, response: 0.06 },
  { name: 'Basic', cost: 1, response: 0.02 },
] as const;

type TierRows = v.InferOutput<typeof tiers>;

function sharesRise(rows: TierRows): boolean {
  const rising = rows.every(({ share: each }, index) => index === 0 || each > (rows[index - 1]?.share ?? 1));
  return rising && (rows[0]?.share ?? 0) > 0 && rows.at(-1)?.share === 1;
}

function lastTakesAll(rows: TierRows): boolean {
  const last = rows.at(-1);
  return last?.revenue === 0 && last.orders === 0 && last.tenure === 0;
}

/**
 * Parameters of the tier model. Their names and values are part of the command line and of saved documents.
 *
 * - `basis`: weights of the parts of the score, `{value, loyalty, growth, profitability}` or rows of name and
 *   weight; only their proportions matter
 * - `valueBy`: `historic` takes revenue in the window for value, `predicted` expected customer lifetime value
 * - `thresholds`: `quantile` of the score, or `units`: own rules in natural units
 * - `tiers`: best first. By quantile, `share` is how far down the tier reaches: 0.2 after 0.05 holds the
 *   customers between the best 5 % and the best 20 %; the last is 1. By rules, a customer has the best tier
 *   whose `revenue` (currency), `orders` and `tenure` (days) are all reached; those of the last tier are 0.
 * - `window`: months of history that count
 * - `analysisDate`: ISO day; orders before it are known. null is the day after the last order.
 * - `evaluateEvery`, `evaluations`: how many earlier dates are replayed, and how far apart
 * - `budget`: currency; null makes no plan
 * - `plan`: for each tier the `cost` of contacting one customer, the share that responds, the `value` of one
 *   response (null is the expected amount of an order in the tier), and the share that may be contacted
 */
export const tiersParams = v.pipe(
  v.strictObject({
    basis: v.optional(basis, DEFAULT_BASIS),
    valueBy: v.optional(v.picklist(['historic', 'predicted'], 'expected historic or predicted'), 'historic'),
    thresholds: v.optional(v.picklist(['quantile', 'units'], 'expected quantile or units'), 'quantile'),
    tiers: v.optional(tiers, DEFAULT_TIERS),
    window: v.optional(
      v.pipe(
        v.number(),
        v.integer('whole months are expected'),
        v.minValue(1, 'one month at least is expected'),
        v.maxValue(MAX_MONTHS, `${MAX_MONTHS} months at most are expected`),
      ),
      12,
    ),
    analysisDate: v.optional(v.nullable(calendarDay), null),
    evaluateEvery: v.optional(
      v.picklist(EVALUATION_STEPS, `expected ${EVALUATION_STEPS.join(', ')}`),
      'quarter',
    ),
    evaluations: v.optional(
      v.pipe(
        v.number(),
        v.integer('a whole number is expected'),
        v.minValue(0, 'a number from 0 is expected'),
        v.maxValue(MAX_EVALUATIONS, `${MAX_EVALUATIONS} evaluations at most are expected`),
      ),
      4,
    ),
    budget: v.optional(v.nullable(amount), null),
    plan: v.optional(plan, DEFAULT_PLAN),
  }),
  v.forward(
    v.check(
      (given) => given.thresholds !== 'quantile' || sharesRise(given.tiers),
      'shares must rise from tier to tier, from above 0 to 1',
    ),
    ['tiers'],
  ),
  v.forward(
    v.check(
      (given) => given.thresholds !== 'units' || lastTakesAll(given.tiers),
      'the last tier has no minimums',
    ),
    ['tiers'],
  ),
  v.forward(
    v.check(
      (given) =>
        given.budget === null || given.plan.every((row) => given.tiers.some(({ name }) => name === row.name)),
      'the plan names a tier that there is not',
    ),
    ['plan'],
  ),
);

export type TiersParams = v.InferOutput<typeof tiersParams>;
/** A tier as parameters give it. */
export type TierRow = TiersParams['tiers'][number];
