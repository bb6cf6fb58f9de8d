import * as v from 'valibot';
import { identifier, sql, type Sql } from '../../contract/sql.ts';
import { ORDERS } from '../../data/relations.ts';
import type { BoundData, PlanStep } from '../analysis.ts';
import { daysAfter } from '../calendar-day.ts';
import { isoDay } from '../bound-data.ts';
import { attributeColumn } from '../order-attribute.ts';
import { scoringSteps, scoringTable } from '../rfm/scoring.ts';
import { tierRelation } from '../tiers/names.ts';
import { tiersParams } from '../tiers/params.ts';
import { placingSteps } from '../tiers/placing.ts';
import type { ClvParams } from './params.ts';

const MS_PER_DAY = 86_400_000;

/** Group of who has no value in the column. */
export const NO_GROUP = '';

/** Whether customers can be grouped that way. */
export function canGroupBy(data: BoundData, groupBy: ClvParams['groupBy']): boolean {
  if (groupBy === null || ['cohort', 'segment', 'tier'].includes(groupBy)) return true;
  return attributeColumn(data, groupBy) !== null;
}

/** RFM as it is by default: five scores by rank and the map of ten segments. */
const USUAL_RFM = { analysisDate: null, bins: 5, ties: 'ntile', monetary: 'sum', map: 'grid10' } as const;

/**
 * Steps that leave `group_of (customer_key, group_name)`: the cohort of the first purchase, the RFM segment or the
 * tier as of the end of the calibration, or the value of a column on the first order. Where several first orders have the same time,
 * the first value in the alphabet counts.
 *
 * @param statistics customers with `first_day`
 * @param calibrationEnd days since 1970
 */
export function groupSteps(
  schema: string,
  data: BoundData,
  groupBy: ClvParams['groupBy'],
  statistics: Sql,
  calibrationEnd: number,
): readonly PlanStep[] {
  const made = (query: Sql): PlanStep => ({ table: 'group_of', query, kind: 'table', reusable: false });
  if (groupBy === null) return [made(sql`SELECT customer_key, '' AS group_name FROM ${statistics}`)];
  if (groupBy === 'cohort') {
    const month = sql`strftime(DATE '1970-01-01' + first_day, '%Y-%m')`;
    return [made(sql`SELECT customer_key, ${month} AS group_name FROM ${statistics}`)];
  }
  if (groupBy === 'segment') {
    const day = daysAfter(isoDay(calibrationEnd * MS_PER_DAY), 1);
    const scoring = { schema, prefix: 'rfm_', data, params: USUAL_RFM, day, before: day };
    return [
      ...scoringSteps(scoring),
      made(sql`SELECT customer_key, segment::VARCHAR AS group_name FROM ${scoringTable(scoring, 'scored')}`),
    ];
  }
  if (groupBy === 'tier') {
    const params = v.parse(tiersParams, {});
    const days = [daysAfter(isoDay(calibrationEnd * MS_PER_DAY), 1)];
    const placed = sql`${identifier(schema)}.placed`;
    return [
      ...placingSteps({ schema, data, params, days }),
      made(sql`SELECT customer_key, named.name AS group_name
FROM ${placed} AS placed JOIN ${tierRelation(params.tiers, sql`named`)} ON placed.tier = named.number`),
    ];
  }
  const column = attributeColumn(data, groupBy);
  return [
    made(sql`SELECT customer_key, arg_min(value, (ordered_at, value)) AS group_name
FROM (
  SELECT customer_key, ordered_at, coalesce(${column ?? sql`NULL`}::VARCHAR, ${NO_GROUP}) AS value
  FROM ${identifier(ORDERS)}
  WHERE customer_key IS NOT NULL AND ordered_at IS NOT NULL
)
GROUP BY customer_key`),
  ];
}
