import { identifier, sql, type Sql } from '../../contract/sql.ts';
import type { BoundData, Plan, PlanStep } from '../analysis.ts';
import { observationOf } from '../observation.ts';
import { cellMembers, cohortMembers, curveMembers } from './cell-members.ts';
import { averageQuery, cellsQuery, cohortsQuery, entryCells, type Grouping } from './cell-queries.ts';
import { cohortsTable, customerSteps, keptStep, observedPeriods } from './customer-steps.ts';
import type { CohortsParams } from './params.ts';

/** Periods whose average is a fact. */
export const FACT_PERIODS = [1, 2, 3, 6, 12] as const;

const ACTIVITY = cohortsTable('activity');

interface GroupedSteps {
  readonly steps: readonly PlanStep[];
  readonly grouping: Grouping;
}

/** Sums by group and first period; these tables are small, whatever the number of orders. */
function groupedSteps(
  data: BoundData,
  params: CohortsParams,
  prefix: string,
  groups: Sql | null,
): GroupedSteps {
  const plain = cohortsTable('members');
  const members =
    groups === null
      ? sql`(SELECT *, ''::VARCHAR AS grp FROM ${plain})`
      : sql`(SELECT * FROM ${plain} JOIN ${groups} USING (customer_key))`;
  const { begun, done } = observedPeriods(observationOf(data, params.observationEnd), params);
  const entries = `${prefix}entries`;
  const sums = `${prefix}sums`;
  return {
    steps: [
      keptStep(
        entries,
        sql`SELECT grp, first_period, count(*) AS size, ${begun} AS begun, ${done} AS done
FROM ${members}
GROUP BY grp, first_period`,
      ),
      keptStep(
        sums,
        sql`SELECT grp, first_period, ordered_in - origin AS k, count(*) AS active, sum(orders) AS orders,
  sum(revenue) AS revenue, sum(margin) AS margin
FROM ${ACTIVITY} JOIN ${members} USING (customer_key)
GROUP BY grp, first_period, k`,
      ),
    ],
    grouping: { members, entries: cohortsTable(entries), sums: cohortsTable(sums) },
  };
}

function table(name: string, query: Sql): PlanStep {
  return { table: name, query, kind: 'table', reusable: false };
}

/** Customers behind rows: worked out only when the register of releases asks. */
function view(name: string, query: Sql): PlanStep {
  return { table: name, query, kind: 'view', reusable: false };
}

/** What is drawn and how it is defined, as codes: mode, window, period, measure. */
export function definitionCode({ mode, window, period, measure }: CohortsParams): string {
  return [mode, window, period, measure].join('.');
}

function factsQuery(data: BoundData, params: CohortsParams): Sql {
  const { end } = observationOf(data, params.observationEnd);
  const averages = FACT_PERIODS.map((k) => {
    const column = params.mode === 'bracket' ? sql`period <= ${k} AND period_to >= ${k}` : sql`period = ${k}`;
    const average = sql`(SELECT retention FROM ${cohortsTable('average')} WHERE ${column})`;
    return sql`${average}::DOUBLE AS ${identifier(`weighted_average_${k}`)}`;
  });
  return sql`SELECT count(*) AS cohorts,
  coalesce(sum(customers), 0)::BIGINT AS customers,
  coalesce(sum(orders), 0)::BIGINT AS orders,
  round(sum(revenue), 6) AS revenue,
  (SELECT avg((last_k > 0)::INTEGER) FROM ${cohortsTable('members')})::DOUBLE AS returned_share,
  ${end}::DATE AS observation_end,
  ${definitionCode(params)}::VARCHAR AS definition,
  ${averages}
FROM ${cohortsTable('cohorts')}`;
}

/**
 * The tables of cohorts. The passes over the orders come first and are kept (see `customer-steps.ts`); mode, measure
 * and the number of periods cost only sums over small tables.
 */
export function planCohorts(data: BoundData, params: CohortsParams): Plan {
  const main = groupedSteps(
    data,
    params,
    '',
    params.cohortBy === null ? null : cohortsTable('cohort_groups'),
  );
  const compared =
    params.compare === null ? null : groupedSteps(data, params, 'compare_', cohortsTable('compare_groups'));
  const fine = cohortsTable('entry_cells');
  const comparedFine = cohortsTable('compare_cells');
  return {
    steps: [
      ...customerSteps(data, params),
      ...main.steps,
      ...(compared?.steps ?? []),
      table('entry_cells', entryCells(main.grouping, params, ACTIVITY)),
      table('cells', cellsQuery(fine, params)),
      table('average', averageQuery(fine, params, false)),
      table('cohorts', cohortsQuery(main.grouping, params)),
      view('cell_members', cellMembers(fine, main.grouping, params, ACTIVITY)),
      view('average_members', sql`SELECT * FROM ${cohortsTable('cell_members')} WHERE complete`),
      view('cohort_members', cohortMembers(main.grouping, params, ACTIVITY)),
      ...(compared === null
        ? [table('curves', sql`SELECT * FROM (${averageQuery(fine, params, true)}) WHERE FALSE`)]
        : [
            table('compare_cells', entryCells(compared.grouping, params, ACTIVITY)),
            table('curves', averageQuery(comparedFine, params, true)),
            view('curve_members', curveMembers(comparedFine, compared.grouping, params, ACTIVITY)),
          ]),
    ],
    facts: factsQuery(data, params),
  };
}
