import { identifier, joined, sql, type Sql } from '../../contract/sql.ts';
import { binCount, type CutPoints, type Dimension, DIMENSIONS, type TiePolicy } from './params.ts';

/** Column of the customers' base table that a dimension is ranked by; larger is better in all three. */
export const RANKED_BY: Readonly<Record<Dimension, string>> = {
  recency: 'last_day',
  frequency: 'frequency',
  monetary: 'monetary',
};

/** Name of the score of a dimension. */
export const SCORE: Readonly<Record<Dimension, 'r' | 'f' | 'm'>> = {
  recency: 'r',
  frequency: 'f',
  monetary: 'm',
};

/** Days, orders or money of a dimension as customers are shown them. */
export const SHOWN_AS: Readonly<Record<Dimension, string>> = {
  recency: 'recency_days',
  frequency: 'frequency',
  monetary: 'monetary',
};

/** How a value must stand to a cut to pass it; `key` lets the customer key settle equal values. */
type Passing = 'at' | 'above' | 'key';

const PASSING: Readonly<Record<TiePolicy, Readonly<Record<Dimension, Passing>>>> = {
  ntile: { recency: 'key', frequency: 'key', monetary: 'key' },
  cume_dist: { recency: 'at', frequency: 'at', monetary: 'at' },
  rfm_r: { recency: 'above', frequency: 'at', monetary: 'at' },
  qcut: { recency: 'at', frequency: 'key', monetary: 'above' },
};

/** Dimensions in which a policy may give equal customers different scores. */
export function splitsTies(policy: TiePolicy): readonly Dimension[] {
  return DIMENSIONS.filter((dimension) => PASSING[policy][dimension] === 'key');
}

function cutName(dimension: Dimension, score: number): string {
  return `${SCORE[dimension]}${score}`;
}

function scoresAbove(bins: number | CutPoints, dimension: Dimension): readonly number[] {
  return Array.from({ length: binCount(bins, dimension) - 1 }, (_, index) => index + 2);
}

/**
 * The cut as it is compared with. Days and orders are whole numbers, and comparing them with whole numbers
 * costs half of what comparing them with DOUBLE does.
 */
function comparable(value: Sql, policy: TiePolicy, dimension: Dimension): Sql {
  if (dimension === 'monetary') return value;
  return PASSING[policy][dimension] === 'above'
    ? sql`floor(${value})::INTEGER`
    : sql`ceil(${value})::INTEGER`;
}

/**
 * One row with the cuts of a tie policy: `r2` is what a customer must reach for a recency score of 2, and
 * `r2_key` the customer key above which an equal value passes.
 *
 * @param cuts the table of cuts of all policies
 */
export function cutRow(cuts: Sql, policy: TiePolicy, bins: number): Sql {
  const columns = DIMENSIONS.flatMap((dimension) =>
    scoresAbove(bins, dimension).flatMap((score) => {
      const name = cutName(dimension, score);
      const here = sql`FILTER (WHERE dimension = ${dimension} AND score = ${score})`;
      const cut = comparable(sql`max(value) ${here}`, policy, dimension);
      const value = sql`${cut} AS ${identifier(name)}`;
      return PASSING[policy][dimension] === 'key'
        ? [value, sql`max(customer_key) ${here} AS ${identifier(`${name}_key`)}`]
        : [value];
    }),
  );
  return sql`SELECT ${joined(columns, ',\n    ')}
  FROM ${cuts}
  WHERE policy = ${policy}`;
}

function passes(policy: TiePolicy, dimension: Dimension, score: number): Sql {
  const value = identifier(RANKED_BY[dimension]);
  const cut = sql`cut.${identifier(cutName(dimension, score))}`;
  switch (PASSING[policy][dimension]) {
    case 'at':
      return sql`${value} >= ${cut}`;
    case 'above':
      return sql`${value} > ${cut}`;
    case 'key':
      return sql`(${value} > ${cut} OR (${value} = ${cut} AND customer_key > cut.${identifier(`${cutName(dimension, score)}_key`)}))`;
  }
}

function sumOf(conditions: readonly Sql[]): Sql {
  const terms = conditions.map((condition) => sql`(${condition})::UTINYINT`);
  return sql`(1 + ${joined(terms, ' + ')})::UTINYINT`;
}

/**
 * Score of a dimension by rank: one more than the number of cuts a customer passes. Needs the one row of
 * {@link cutRow} as `cut` beside the customer.
 */
export function scoreByRank(policy: TiePolicy, bins: number, dimension: Dimension): Sql {
  return sumOf(scoresAbove(bins, dimension).map((score) => passes(policy, dimension, score)));
}

/**
 * Score of a dimension by own cut points in natural units. A customer exactly at a cut point gets the
 * better score: up to 30 days, from 2 orders, from 100 in money.
 */
export function scoreByCutPoints(dimension: Dimension, points: readonly number[]): Sql {
  const shown = identifier(SHOWN_AS[dimension]);
  return sumOf(
    points.map((point) => (dimension === 'recency' ? sql`${shown} <= ${point}` : sql`${shown} >= ${point}`)),
  );
}

/** Numbers of bins for which the order statistics are kept, so that changing `bins` does not sort again. */
const KEPT_BINS = [3, 4, 5] as const;

/**
 * Positions, counted from 1 among `n` customers in ascending order, that cut `b` bins after bin `s`:
 * the last of NTILE's bin `s`; the first whose share of customers at or below exceeds `s / b`; and the two
 * between which the type 7 quantile of `s / b` lies (Hyndman & Fan 1996). Whole numbers throughout, so no
 * rounding moves a cut.
 */
const POSITIONS = sql`s * (n // b) + least(s, n % b) AS ntile_end,
      (s * n) // b + 1 AS first_beyond,
      ((n - 1) * s) // b + 1 AS quantile_low,
      least(((n - 1) * s) // b + 2, n) AS quantile_high,
      ((n - 1) * s) % b AS quantile_parts`;

/**
 * The order statistics of a dimension at which any policy cuts 3, 4 or 5 bins, from one sort.
 *
 * @param base the customers' base table
 * @param value what is ranked, ascending; equal values are ranked by customer key
 */
export function orderStatistics(base: Sql, value: Sql): Sql {
  const pairs = KEPT_BINS.flatMap((bins) =>
    Array.from({ length: bins - 1 }, (_, index) => sql`(${bins}, ${index + 1})`),
  );
  return sql`WITH positions AS (
  SELECT ${POSITIONS}
  FROM (SELECT count(*) AS n FROM ${base}), (VALUES ${pairs}) AS splits(b, s)
),
ranked AS (
  SELECT ${value} AS value, customer_key, row_number() OVER (ORDER BY ${value}, customer_key) AS position
  FROM ${base}
)
SELECT position, value::DOUBLE AS value, customer_key
FROM ranked
WHERE position IN (
  SELECT unnest([ntile_end, first_beyond, quantile_low, quantile_high]) FROM positions
)`;
}

/**
 * The cuts of all four policies for `bins` bins: what a customer must reach for each score above 1.
 * Recency is cut on the day of the last order, where R's `+ 1` day of recency is one day less.
 *
 * @param orders the order statistics of each dimension, made by {@link orderStatistics}
 */
export function cutsQuery(base: Sql, orders: Readonly<Record<Dimension, Sql>>, bins: number): Sql {
  const all = joined(
    DIMENSIONS.map((dimension) => sql`SELECT ${dimension} AS dimension, * FROM ${orders[dimension]}`),
    '\n  UNION ALL ',
  );
  const numbers = Array.from({ length: bins - 1 }, (_, index) => sql`(${index + 1})`);
  return sql`WITH ordered AS (
  ${all}
),
targets AS (
  SELECT s + 1 AS score, ${POSITIONS}
  FROM (SELECT count(*) AS n, ${bins} AS b FROM ${base}), (VALUES ${numbers}) AS splits(s)
),
quantiles AS (
  SELECT low.dimension, score, low.customer_key,
    low.value + (high.value - low.value) * quantile_parts / ${bins} AS value, low.value AS low
  FROM targets
  JOIN ordered AS low ON low.position = quantile_low
  JOIN ordered AS high ON high.position = quantile_high AND high.dimension = low.dimension
)
SELECT 'ntile' AS policy, dimension, score, value, customer_key
FROM targets JOIN ordered ON position = ntile_end
UNION ALL
SELECT 'cume_dist', dimension, score, value, NULL
FROM targets JOIN ordered ON position = first_beyond
UNION ALL
SELECT 'rfm_r', dimension, score, value + (CASE dimension WHEN 'recency' THEN -1 ELSE 1 END), NULL
FROM quantiles
UNION ALL
SELECT 'qcut', dimension, score, CASE dimension WHEN 'frequency' THEN low ELSE value END, customer_key
FROM quantiles`;
}
