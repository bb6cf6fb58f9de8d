import { identifier, joined, sql, type Sql } from '../../contract/sql.ts';
import { CUSTOMERS, ORDERS } from '../../data/relations.ts';
import type { BoundData, TableStep } from '../analysis.ts';
import { dayNumber } from '../calendar-day.ts';
import { binCount, DIMENSIONS, type Dimension, type RfmParams } from './params.ts';
import { cutRow, cutsQuery, orderStatistics, SCORE, scoreByCutPoints, scoreByRank } from './scores.ts';
import { onFive, segmentNames, segmentOf, usesMonetary } from './segments.ts';

/** What is to be scored, and where the tables go. */
export interface Scoring {
  /** Schema of the analysis that scores. */
  readonly schema: string;
  /** What the names of its tables begin with; empty, or told apart where customers are scored at several dates. */
  readonly prefix: string;
  readonly data: BoundData;
  readonly params: RfmParams;
  /** ISO day that recency is counted to. */
  readonly day: string;
  /** ISO day from which on orders are not read, as if they had not happened yet; null reads all. */
  readonly before: string | null;
}

/** Where a table of a scoring stands. */
export function scoringTable({ schema, prefix }: Pick<Scoring, 'schema' | 'prefix'>, name: string): Sql {
  return sql`${identifier(schema)}.${identifier(`${prefix}${name}`)}`;
}

/**
 * One row per customer: the day of the last order as a number, orders, revenue. Rows without a customer or a
 * date cannot be placed and are left out. With order lines, orders are counted by id, and a line without
 * one is an order of its own; they are brought to one row an order first, which is faster than a distinct
 * count per customer.
 */
function baseQuery({ data, before }: Scoring): Sql {
  const orders = identifier(ORDERS);
  const known = before === null ? sql`` : sql` AND ordered_at < ${before}::TIMESTAMP`;
  const placed = sql`customer_key IS NOT NULL AND ordered_at IS NOT NULL${known}`;
  const byRow = sql`SELECT customer_key, max(ordered_at) AS last_at, count(*) AS orders, sum(amount) AS revenue
  FROM ${orders}
  WHERE ${placed}
  GROUP BY customer_key`;
  const byOrder = sql`SELECT customer_key, max(last_at) AS last_at,
    sum(CASE WHEN order_key IS NULL THEN lines ELSE 1 END) AS orders, sum(revenue) AS revenue
  FROM (
    SELECT customer_key, order_key, max(ordered_at) AS last_at, count(*) AS lines, sum(amount) AS revenue
    FROM ${orders}
    WHERE ${placed}
    GROUP BY customer_key, order_key
  )
  GROUP BY customer_key`;
  return sql`SELECT customer_key, customer_id AS customer,
  (last_at::DATE - DATE '1970-01-01')::INTEGER AS last_day,
  orders::INTEGER AS frequency,
  round(coalesce(revenue, 0), 6) AS revenue
FROM (
  ${data.orderLines ? byOrder : byRow}
)
JOIN ${identifier(CUSTOMERS)} USING (customer_key)`;
}

function monetaryOf(params: RfmParams): Sql {
  return params.monetary === 'sum' ? sql`revenue` : sql`round(revenue / frequency, 6)`;
}

function mapQuery(params: RfmParams): Sql {
  const scores = (dimension: Dimension): readonly number[] =>
    Array.from({ length: binCount(params.bins, dimension) }, (_, index) => index + 1);
  const five = (score: number, dimension: Dimension): number =>
    onFive(score, binCount(params.bins, dimension));
  const cells = scores('recency').flatMap((r) =>
    scores('frequency').flatMap((f) =>
      (usesMonetary(params.map) ? scores('monetary') : [null]).map((m) => {
        const segment = segmentOf(params.map, {
          r: five(r, 'recency'),
          f: five(f, 'frequency'),
          m: m === null ? 1 : five(m, 'monetary'),
        });
        return sql`(${r}, ${f}, ${m}, ${segment})`;
      }),
    ),
  );
  const names = segmentNames(params.map).map((name) => sql`${name}`);
  return sql`SELECT r::UTINYINT AS r, f::UTINYINT AS f, m::UTINYINT AS m, segment::ENUM (${names}) AS segment
FROM (VALUES ${cells}) AS cells(r, f, m, segment)`;
}

/** How customers are joined to the segment map. */
export function mapKeys(params: RfmParams): Sql {
  return usesMonetary(params.map) ? sql`r, f, m` : sql`r, f`;
}

function scoredQuery(scoring: Scoring): Sql {
  const { params } = scoring;
  const day = dayNumber(scoring.day);
  const { bins } = params;
  const scores = DIMENSIONS.map((dimension) => {
    const score =
      typeof bins === 'number'
        ? scoreByRank(params.ties, bins, dimension)
        : scoreByCutPoints(dimension, bins[dimension]);
    return sql`${score} AS ${identifier(SCORE[dimension])}`;
  });
  const cut =
    typeof bins === 'number'
      ? sql`,
cut AS MATERIALIZED (
  ${cutRow(scoringTable(scoring, 'cuts'), params.ties, bins)}
)`
      : sql``;
  const monetary = monetaryOf(params);
  return sql`WITH measured AS (
  SELECT customer_key, customer, last_day, (${day} - last_day)::INTEGER AS recency_days, frequency,
    ${monetary} AS monetary, revenue
  FROM ${scoringTable(scoring, 'base')}
)${cut},
scored AS (
  SELECT measured.*,
    ${joined(scores, ',\n    ')}
  FROM measured${typeof bins === 'number' ? sql`, cut` : sql``}
)
SELECT scored.*, segment
FROM scored JOIN (SELECT ${mapKeys(params)}, segment FROM ${scoringTable(scoring, 'segment_map')}) USING (${mapKeys(params)})`;
}

/**
 * The steps that score customers, up to the table `scored`: customer_key, customer, last_day, recency_days,
 * frequency, monetary, revenue, r, f, m, segment. The pass over the orders and the sorts come first and are
 * kept: what a parameter changes is only the scoring of customers. Scores are cut at order statistics, which
 * are the same whatever the analysis date: a later date moves all customers alike.
 */
export function scoringSteps(scoring: Scoring): readonly TableStep[] {
  const { params, prefix } = scoring;
  const { bins } = params;
  const base = scoringTable(scoring, 'base');
  const orders: Readonly<Record<Dimension, Sql>> = {
    recency: scoringTable(scoring, 'recency_order'),
    frequency: scoringTable(scoring, 'frequency_order'),
    monetary: scoringTable(scoring, 'monetary_order'),
  };
  const step = (name: string, query: Sql, reusable = false): TableStep => ({
    table: `${prefix}${name}`,
    query,
    kind: 'table',
    reusable,
  });
  return [
    step('base', baseQuery(scoring), true),
    step('recency_order', orderStatistics(base, sql`last_day`), true),
    step('frequency_order', orderStatistics(base, sql`frequency`), true),
    step('monetary_order', orderStatistics(base, monetaryOf(params)), true),
    ...(typeof bins === 'number' ? [step('cuts', cutsQuery(base, orders, bins))] : []),
    step('segment_map', mapQuery(params)),
    step('scored', scoredQuery(scoring)),
  ];
}
