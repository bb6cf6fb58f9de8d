import { identifier, sql, type Sql } from '../../contract/sql.ts';
import type { BoundData, Plan, PlanStep } from '../analysis.ts';
import { daysAfter } from '../calendar-day.ts';
import { binMembers, scoreMembers } from './members.ts';
import type { Dimension, RfmParams } from './params.ts';
import { RANKED_BY, SCORE, splitsTies } from './scores.ts';
import { mapKeys, scoringSteps, scoringTable } from './scoring.ts';
import {
  frequencyDistribution,
  gridTable,
  monetaryDistribution,
  recencyDistribution,
  segmentsTable,
  thresholdsTable,
  tiePoliciesTable,
} from './summaries.ts';

const HERE = { schema: 'rfm', prefix: '' };
const SCORED = scoringTable(HERE, 'scored');
const CUTS = scoringTable(HERE, 'cuts');
const MAP = scoringTable(HERE, 'segment_map');
/** Distributions, with what they bin. */
const DISTRIBUTIONS = [
  ['recency', sql`recency_days`],
  ['frequency', sql`frequency`],
  ['monetary', sql`monetary`],
] as const;

/**
 * The day recency is counted to: as given, else the day after the last order.
 *
 * @returns ISO date
 */
export function analysisDay(data: BoundData, params: RfmParams): string {
  if (params.analysisDate !== null) return params.analysisDate;
  return daysAfter(data.lastOrder ?? '1970-01-01', 1);
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

function table(name: string, query: Sql): PlanStep {
  return { table: name, query, kind: 'table', reusable: false };
}

function members(name: string, query: Sql): PlanStep {
  return { table: name, query, kind: 'view', reusable: false };
}

/** The tables of RFM: customers with their scores, and what is summed up from them. */
export function planRfm(data: BoundData, params: RfmParams): Plan {
  const day = analysisDay(data, params);
  const context = { scored: SCORED, map: MAP, mapKeys: mapKeys(params), params };
  return {
    steps: [
      ...scoringSteps({ ...HERE, data, params, day, before: null }),
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
      ...DISTRIBUTIONS.map(([name, value]) =>
        members(`${name}_members`, binMembers(SCORED, scoringTable(HERE, `${name}_distribution`), value)),
      ),
      members('score_members', scoreMembers(SCORED)),
      table('tie_policies', tiePoliciesTable(context, CUTS)),
    ],
    facts: factsQuery(data, params),
  };
}
