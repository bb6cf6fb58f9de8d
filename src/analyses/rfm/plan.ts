import { identifier, joined, sql, type Sql } from '../../contract/sql.ts';
import { CUSTOMERS, ORDERS } from '../../data/relations.ts';
import type { BoundData, Plan, PlanStep } from '../analysis.ts';
import { binCount, DIMENSIONS, type Dimension, type RfmParams } from './params.ts';
import {
  cutRow,
  cutsQuery,
  orderStatistics,
  RANKED_BY,
  SCORE,
  scoreByCutPoints,
  scoreByRank,
  splitsTies,
} from './scores.ts';
import { onFive, segmentNames, segmentOf, usesMonetary } from './segments.ts';
import {
  frequencyDistribution,
  gridTable,
  monetaryDistribution,
  recencyDistribution,
  segmentsTable,
  thresholdsTable,
  tiePoliciesTable,
} from './summaries.ts';

/** Where a table of RFM stands. */
export function rfmTable(name: string): Sql {
  return sql`${identifier('rfm')}.${identifier(name)}`;
}

const BASE = rfmTable('base');
const SCORED = rfmTable('scored');
const CUTS = rfmTable('cuts');
const MAP = rfmTable('segment_map');

const MS_PER_DAY = 86_400_000;

/** Number of a day counted from 1970-01-01. */
function dayNumber(iso: string): number {
  return Date.parse(`${iso}T00:00:00Z`) / MS_PER_DAY;
}

/**
 * The day recency is counted to: as given, else the day after the last order.
 *
 * @returns ISO date
 */
export function analysisDay(data: BoundData, params: RfmParams): string {
  if (params.analysisDate !== null) return params.analysisDate;
  const last = data.lastOrder ?? '1970-01-01';
  return new Date((dayNumber(last) + 1) * MS_PER_DAY).toISOString().slice(0, 10);
}

/**
 * One row per customer: the day of the last order as a number, orders, revenue. Rows without a customer or a
 * date cannot be placed and are left out. With order lines, orders are counted by id, and a line without
 * one is an order of its own; they are brought to one row an order first, which is faster than a distinct
 * count per customer.
 */
function baseQuery(data: BoundData): Sql {
  const orders = identifier(ORDERS);
  const placed = sql`customer_key IS NOT NULL AND ordered_at IS NOT NULL`;
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
function mapKeys(params: RfmParams): Sql {
  return usesMonetary(params.map) ? sql`r, f, m` : sql`r, f`;
}

function scoredQuery(data: BoundData, params: RfmParams): Sql {
  const day = dayNumber(analysisDay(data, params));
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
  ${cutRow(CUTS, params.ties, bins)}
)`
      : sql``;
  const monetary = monetaryOf(params);
  return sql`WITH measured AS (
  SELECT customer_key, customer, last_day, (${day} - last_day)::INTEGER AS recency_days, frequency,
    ${monetary} AS monetary, revenue
  FROM ${BASE}
)${cut},
scored AS (
  SELECT measured.*,
    ${joined(scores, ',\n    ')}
  FROM measured${typeof bins === 'number' ? sql`, cut` : sql``}
)
SELECT scored.*, segment
FROM scored JOIN (SELECT ${mapKeys(params)}, segment FROM ${MAP}) USING (${mapKeys(params)})`;
}

/** Customers whose value a policy has given two scores, in one dimension. */
function tiedCustomers(params: RfmParams, dimension: Dimension): Sql {
  if (typeof params.bins !== 'number' || !splitsTies(params.ties).includes(dimension)) return sql`0`;
  const value = identifier(RANKED_BY[dimension]);
  const score = identifier(SCORE[dimension]);
  return sql`(SELECT coalesce(sum(customers), 0) FROM (
    SELECT count(*) AS customers FROM ${SCORED}
    WHERE ${value} IN (
      SELECT value FROM ${CUTS} WHERE policy = ${params.ties} AND dimension = ${dimension}
    )
    GROUP BY ${value} HAVING min(${score}) < max(${score})
  ))`;
}

function factsQuery(data: BoundData, params: RfmParams): Sql {
  return sql`SELECT count(*) AS customers,
  coalesce(sum(frequency), 0)::BIGINT AS orders,
  round(coalesce(sum(revenue), 0), 6) AS revenue,
  coalesce(sum(revenue) / sum(frequency), 0) AS average_order_value,
  ${analysisDay(data, params)}::DATE AS analysis_date,
  ${data.firstOrder}::DATE AS first_order,
  ${data.lastOrder}::DATE AS last_order,
  ${tiedCustomers(params, 'recency')}::BIGINT AS tied_recency,
  ${tiedCustomers(params, 'frequency')}::BIGINT AS tied_frequency,
  ${tiedCustomers(params, 'monetary')}::BIGINT AS tied_monetary
FROM ${SCORED}`;
}

function table(name: string, query: Sql, reusable = false): PlanStep {
  return { table: name, query, kind: 'table', reusable };
}

/**
 * The tables of RFM. The pass over the orders and the sorts come first and are kept: what a parameter
 * changes is only the scoring of customers and what is summed up from it. Scores are cut at order
 * statistics, which are the same whatever the analysis date: a later date moves all customers alike.
 */
export function planRfm(data: BoundData, params: RfmParams): Plan {
  const { bins } = params;
  const orders: Readonly<Record<Dimension, Sql>> = {
    recency: rfmTable('recency_order'),
    frequency: rfmTable('frequency_order'),
    monetary: rfmTable('monetary_order'),
  };
  const byRank = typeof bins === 'number' ? [table('cuts', cutsQuery(BASE, orders, bins))] : [];
  const context = { scored: SCORED, map: MAP, mapKeys: mapKeys(params), params };
  return {
    steps: [
      table('base', baseQuery(data), true),
      table('recency_order', orderStatistics(BASE, sql`last_day`), true),
      table('frequency_order', orderStatistics(BASE, sql`frequency`), true),
      table('monetary_order', orderStatistics(BASE, monetaryOf(params)), true),
      ...byRank,
      table('segment_map', mapQuery(params)),
      table('scored', scoredQuery(data, params)),
      {
        table: 'customers',
        query: sql`SELECT customer_key, customer, recency_days, frequency, monetary, r, f, m, segment FROM ${SCORED}`,
        kind: 'view',
        reusable: false,
      },
      table('segments', segmentsTable(context)),
      table('grid', gridTable(context)),
      table('recency_distribution', recencyDistribution(SCORED)),
      table('frequency_distribution', frequencyDistribution(SCORED)),
      table('monetary_distribution', monetaryDistribution(SCORED)),
      table('thresholds', thresholdsTable(context)),
      table('tie_policies', tiePoliciesTable(context, CUTS)),
    ],
    facts: factsQuery(data, params),
  };
}
