import { identifier, joined, sql, type Sql } from '../../contract/sql.ts';
import { largestOf } from '../contributions.ts';
import { binCount, DIMENSIONS, type Dimension, type RfmParams, TIE_POLICIES } from './params.ts';
import { cutRow, SCORE, scoreByRank, SHOWN_AS } from './scores.ts';
import { usesMonetary } from './segments.ts';

/** What the summaries are made from. */
export interface Scored {
  /** One row per customer: measures, scores and segment. */
  readonly scored: Sql;
  /** Scores to segment. */
  readonly map: Sql;
  /** The scores that the map looks at. */
  readonly mapKeys: Sql;
  readonly params: RfmParams;
}

/** Customers, revenue and typical customer of each segment that has one, in the order of the map. */
export function segmentsTable({ scored }: Scored): Sql {
  return sql`SELECT segment,
  count(*) AS customers,
  count(*) / sum(count(*)) OVER () AS customer_share,
  round(sum(revenue), 6) AS revenue,
  coalesce(sum(revenue) / nullif(sum(sum(revenue)) OVER (), 0), 0) AS revenue_share,
  sum(revenue) / sum(frequency) AS average_order_value,
  median(recency_days) AS median_recency,
  median(frequency) AS median_frequency,
  median(monetary) AS median_monetary,
  ${largestOf('revenue', sql`revenue`)}
FROM ${scored}
GROUP BY segment
ORDER BY segment`;
}

/**
 * Every cell of recency × frequency, also those without a customer. Where the map looks at the monetary
 * score too, a cell can hold several segments: it shows the one with most customers.
 */
export function gridTable({ scored, map, params }: Scored): Sql {
  const segment = usesMonetary(params.map)
    ? sql`SELECT r, f, arg_max(segment, (customers, 255 - enum_code(segment)::INTEGER)) AS segment
  FROM (SELECT r, f, segment, count(*) AS customers FROM ${scored} GROUP BY ALL)
  GROUP BY ALL`
    : sql`SELECT r, f, segment FROM ${map}`;
  return sql`WITH cells AS (
  SELECT r::UTINYINT AS r, f::UTINYINT AS f
  FROM range(1, ${binCount(params.bins, 'recency') + 1}) AS rs(r),
    range(1, ${binCount(params.bins, 'frequency') + 1}) AS fs(f)
),
named AS (
  ${segment}
),
filled AS (
  SELECT r, f, count(*) AS customers, round(sum(revenue), 6) AS revenue, median(monetary) AS median_monetary,
    ${largestOf('revenue', sql`revenue`)}
  FROM ${scored}
  GROUP BY r, f
)
SELECT r, f, segment,
  coalesce(customers, 0) AS customers,
  coalesce(revenue, 0) AS revenue,
  median_monetary, revenue_largest, revenue_second
FROM cells LEFT JOIN named USING (r, f) LEFT JOIN filled USING (r, f)
ORDER BY r DESC, f`;
}

/**
 * Customers by days since the last order, in bins of the least width of a day, a week, 30, 90 or 365 days
 * that needs no more than about 30 of them. `to` is exclusive.
 */
export function recencyDistribution(scored: Sql): Sql {
  return sql`WITH days AS (
  SELECT recency_days, count(*) AS customers FROM ${scored} GROUP BY recency_days
),
ends AS (
  SELECT coalesce(max(recency_days), -1) AS last,
    CASE WHEN last < 30 THEN 1 WHEN last < 210 THEN 7 WHEN last < 930 THEN 30 WHEN last < 2700 THEN 90 ELSE 365 END
      AS width
  FROM days
),
counted AS (
  SELECT recency_days // width AS bin, sum(customers)::BIGINT AS customers
  FROM days, ends
  GROUP BY bin
)
SELECT (bin * width)::INTEGER AS "from", ((bin + 1) * width)::INTEGER AS "to", coalesce(customers, 0) AS customers
FROM ends, range(0, last // width + 1) AS bins(bin) LEFT JOIN counted USING (bin)
ORDER BY bin`;
}

/** Customers by number of orders: 1 to 19, and 20 or more, whose `to` is NULL. `to` is exclusive. */
export function frequencyDistribution(scored: Sql): Sql {
  return sql`WITH counted AS (
  SELECT least(frequency, 20) AS orders, sum(customers)::BIGINT AS customers
  FROM (SELECT frequency, count(*) AS customers FROM ${scored} GROUP BY frequency)
  GROUP BY orders
)
SELECT orders::INTEGER AS "from",
  CASE WHEN orders < 20 THEN orders + 1 END::INTEGER AS "to",
  coalesce(customers, 0) AS customers
FROM range(1, coalesce((SELECT max(orders) FROM counted), 0) + 1) AS bins(orders) LEFT JOIN counted USING (orders)
ORDER BY orders`;
}

/**
 * Customers by monetary value, in bins that end at 1, 2 and 5 times powers of ten, over six decades below
 * the largest value at most. What is smaller, zero included, stands in a first bin from 0, and negative
 * values (more returned than bought) in one below it, down to a power of ten. `to` is exclusive.
 */
export function monetaryDistribution(scored: Sql): Sql {
  const edge = (step: Sql): Sql =>
    sql`round(pow(10, floor((${step}) / 3)) * ([1, 2, 5])[((${step}) - 3 * floor((${step}) / 3))::INTEGER + 1], 6)`;
  return sql`WITH scaled AS (
  SELECT monetary, decade, monetary / pow(10, decade) AS mantissa
  FROM (
    SELECT monetary, CASE WHEN monetary > 0 THEN floor(log10(monetary)) END AS decade FROM ${scored}
  )
),
counted AS (
  SELECT (3 * decade + (mantissa >= 2)::INTEGER + (mantissa >= 5)::INTEGER + (mantissa >= 10)::INTEGER)::INTEGER
      AS step,
    monetary < 0 AS negative, count(*) AS customers, min(monetary) AS lowest
  FROM scaled
  GROUP BY step, negative
),
ends AS (
  SELECT max(step) AS last, greatest(min(step), max(step) - 18) AS first FROM counted
),
steps AS (
  SELECT first + bin AS step FROM ends, range(0, last - first + 1) AS bins(bin)
),
bins AS (
  SELECT -1000 AS step, -pow(10, ceil(log10(-min(lowest)))) AS "from", 0 AS "to", sum(customers) AS customers
  FROM counted
  WHERE negative
  UNION ALL
  SELECT -999, 0, coalesce(${edge(sql`any_value(first)`)}, 1), sum(customers)
  FROM counted, ends
  WHERE NOT negative AND (step IS NULL OR step < first)
  UNION ALL
  SELECT step, ${edge(sql`step`)}, ${edge(sql`step + 1`)}, coalesce(customers, 0)
  FROM steps LEFT JOIN counted USING (step)
)
SELECT "from"::DOUBLE AS "from", "to"::DOUBLE AS "to", customers::BIGINT AS customers
FROM bins
WHERE customers IS NOT NULL
ORDER BY step`;
}

function thresholdRows({ scored, params }: Scored, dimension: Dimension): Sql {
  const shown = identifier(SHOWN_AS[dimension]);
  const score = identifier(SCORE[dimension]);
  const bins = binCount(params.bins, dimension);
  const order = DIMENSIONS.indexOf(dimension);
  const best = sql`CASE WHEN score < ${bins} THEN`;
  const worst = sql`CASE WHEN score > 1 THEN`;
  return sql`SELECT ${order} AS position, ${dimension} AS dimension, score,
    ${dimension === 'recency' ? best : worst} least END::DOUBLE AS "from",
    ${dimension === 'recency' ? worst : best} most END::DOUBLE AS "to",
    coalesce(customers, 0) AS customers
  FROM range(1, ${bins + 1}) AS scores(score) LEFT JOIN (
    SELECT ${score} AS score, min(${shown}) AS least, max(${shown}) AS most, count(*) AS customers
    FROM ${scored} GROUP BY ${score}
  ) USING (score)`;
}

/**
 * What each score means in days, orders and money: the smallest and largest value that has it, both
 * inclusive. The ends of the outermost scores are left open: there they would be one customer's own figure.
 */
export function thresholdsTable(context: Scored): Sql {
  const parts = DIMENSIONS.map((dimension) => thresholdRows(context, dimension));
  return sql`SELECT dimension, score::INTEGER AS score, "from", "to", customers
FROM (
  ${joined(parts, '\n  UNION ALL\n  ')}
)
ORDER BY position, score DESC`;
}

/** How many customers would be in another segment under each tie policy. */
export function tiePoliciesTable({ scored, map, mapKeys, params }: Scored, cuts: Sql): Sql {
  const { bins } = params;
  if (typeof bins !== 'number') {
    return sql`SELECT NULL::VARCHAR AS policy, 0::BIGINT AS customers_moved WHERE FALSE`;
  }
  const dimensions = usesMonetary(params.map)
    ? DIMENSIONS
    : DIMENSIONS.filter((dimension) => dimension !== 'monetary');
  const parts = TIE_POLICIES.map((policy, index) => {
    if (policy === params.ties)
      return sql`SELECT ${index} AS position, ${policy} AS policy, 0 AS customers_moved`;
    const scores = dimensions.map(
      (dimension) => sql`${scoreByRank(policy, bins, dimension)} AS ${identifier(SCORE[dimension])}`,
    );
    return sql`SELECT ${index} AS position, ${policy} AS policy,
    coalesce(sum(customers) FILTER (WHERE segment <> present), 0) AS customers_moved
  FROM (
    SELECT present, ${mapKeys}, count(*) AS customers
    FROM (
      SELECT segment AS present, ${scores}
      FROM ${scored}, (${cutRow(cuts, policy, bins)}) AS cut
    )
    GROUP BY ALL
  ) JOIN (SELECT ${mapKeys}, segment FROM ${map}) USING (${mapKeys})`;
  });
  return sql`SELECT policy, customers_moved::BIGINT AS customers_moved
FROM (
  ${joined(parts, '\n  UNION ALL\n  ')}
)
ORDER BY position`;
}
