import { identifier, joined, sql, type Sql } from '../../contract/sql.ts';
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
  sum(revenue) AS revenue,
  coalesce(sum(revenue) / nullif(sum(sum(revenue)) OVER (), 0), 0) AS revenue_share,
  sum(revenue) / sum(frequency) AS average_order_value,
  median(recency_days) AS median_recency,
  median(frequency) AS median_frequency,
  median(monetary) AS median_monetary
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
  SELECT r, f, count(*) AS customers, sum(revenue) AS revenue, median(monetary) AS median_monetary
  FROM ${scored}
  GROUP BY r, f
)
SELECT r, f, segment,
  coalesce(customers, 0) AS customers,
  coalesce(revenue, 0) AS revenue,
  median_monetary
FROM cells LEFT JOIN named USING (r, f) LEFT JOIN filled USING (r, f)
ORDER BY r DESC, f`;
}

/**
 * Customers by days since the last order, in bins of the least width of a day, a week, 30, 90 or 365 days
 * that needs no more than about 30 of them. `to` is exclusive.
 */
export function recencyDistribution(scored: Sql): Sql {
  return sql`WITH ends AS (
  SELECT coalesce(max(recency_days), -1) AS last,
    CASE WHEN last < 30 THEN 1 WHEN last < 210 THEN 7 WHEN last < 930 THEN 30 WHEN last < 2700 THEN 90 ELSE 365 END
      AS width
  FROM ${scored}
),
counted AS (
  SELECT recency_days // width AS bin, count(*) AS customers
  FROM ${scored}, ends
  GROUP BY bin
)
SELECT (bin * width)::INTEGER AS "from", ((bin + 1) * width)::INTEGER AS "to", coalesce(customers, 0) AS customers
FROM ends, range(0, last // width + 1) AS bins(bin) LEFT JOIN counted USING (bin)
ORDER BY bin`;
}

/** Customers by number of orders: 1 to 19, and 20 or more, whose `to` is NULL. `to` is exclusive. */
export function frequencyDistribution(scored: Sql): Sql {
  return sql`WITH counted AS (
  SELECT least(frequency, 20) AS orders, count(*) AS customers FROM ${scored} GROUP BY orders
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
 * values (more returned than bought) in one below it. `to` is exclusive.
 */
export function monetaryDistribution(scored: Sql): Sql {
  const step = (value: Sql): Sql =>
    sql`(3 * floor(log10(${value})) + CASE WHEN ${value} >= 5 * pow(10, floor(log10(${value}))) THEN 2 WHEN ${value} >= 2 * pow(10, floor(log10(${value}))) THEN 1 ELSE 0 END)::INTEGER`;
  const edge = (of: Sql): Sql =>
    sql`round(pow(10, floor((${of}) / 3.0)) * ([1, 2, 5])[1 + ((${of}) - 3 * floor((${of}) / 3.0))::INTEGER], 6)`;
  return sql`WITH ends AS (
  SELECT ${step(sql`top`)} AS last,
    greatest(${step(sql`bottom`)}, last - 18) AS first,
    floor(least(lowest, 0)) AS lowest
  FROM (
    SELECT max(monetary) FILTER (WHERE monetary > 0) AS top,
      min(monetary) FILTER (WHERE monetary > 0) AS bottom,
      min(monetary) AS lowest
    FROM ${scored}
  )
),
counted AS (
  SELECT CASE
      WHEN monetary < 0 THEN -1000
      WHEN monetary = 0 THEN -999
      ELSE greatest(${step(sql`monetary`)}, -998)
    END AS step,
    count(*) AS customers
  FROM ${scored}
  GROUP BY step
),
bins AS (
  SELECT -2 AS bin, lowest AS "from", 0.0 AS "to", -1000 AS low, -1000 AS high FROM ends WHERE lowest < 0
  UNION ALL
  SELECT -1, 0, coalesce(${edge(sql`first`)}, 1), -999, coalesce(first - 1, -999) FROM ends
  UNION ALL
  SELECT bin, ${edge(sql`first + bin`)}, ${edge(sql`first + bin + 1`)}, first + bin, first + bin
  FROM ends, range(0, last - first + 1) AS steps(bin)
)
SELECT "from"::DOUBLE AS "from", "to"::DOUBLE AS "to", coalesce(sum(customers), 0)::BIGINT AS customers
FROM bins LEFT JOIN counted ON step BETWEEN low AND high
GROUP BY bin, "from", "to"
HAVING bin >= 0 OR sum(customers) > 0
ORDER BY bin`;
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
    const scores = dimensions.map(
      (dimension) => sql`${scoreByRank(policy, bins, dimension)} AS ${identifier(SCORE[dimension])}`,
    );
    return sql`SELECT ${index} AS position, ${policy} AS policy,
    coalesce(sum(customers) FILTER (WHERE segment <> present), 0)::BIGINT AS customers_moved
  FROM (
    SELECT present, ${mapKeys}, count(*) AS customers
    FROM (
      SELECT segment AS present, ${scores}
      FROM ${scored}, (${cutRow(cuts, policy, bins)}) AS cut
    )
    GROUP BY ALL
  ) JOIN (SELECT ${mapKeys}, segment FROM ${map}) USING (${mapKeys})`;
  });
  return sql`SELECT policy, customers_moved
FROM (
  ${joined(parts, '\n  UNION ALL\n  ')}
)
ORDER BY position`;
}
