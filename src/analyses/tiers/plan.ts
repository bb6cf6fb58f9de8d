import { identifier, sql, type Sql } from '../../contract/sql.ts';
import type { BoundData, ComputeStep, Plan, TableStep } from '../analysis.ts';
import { allocationOptions, type AllocationRow } from './allocation-kernel.ts';
import { evaluationDays } from './dates.ts';
import type { TiersParams } from './params.ts';
import { placingSteps } from './placing.ts';
import {
  customersTable,
  evaluationMembers,
  evaluationsTable,
  moversTable,
  type Placed,
  planTable,
  stepsQuery,
  tiersTable,
  transitionMembers,
  transitionsTable,
} from './summaries.ts';

const SCHEMA = 'tiers';

function at(name: string): Sql {
  return sql`${identifier(SCHEMA)}.${identifier(name)}`;
}

function table(name: string, query: Sql): TableStep {
  return { table: name, query, kind: 'table', reusable: false };
}

function view(name: string, query: Sql): TableStep {
  return { table: name, query, kind: 'view', reusable: false };
}

/** The plan's rows in the order of the tiers; rows of tiers that there are not are left out. */
function allocationRows(params: TiersParams): readonly AllocationRow[] {
  return params.tiers.flatMap(({ name }, index) => {
    const row = params.plan.find((each) => each.name === name);
    if (row === undefined) return [];
    const { cost, response, value, maxShare } = row;
    return [{ tier: index + 1, cost, response, value, maxShare }];
  });
}

/** What a response is expected to be worth: the mean expected amount of an order of a tier's customers. */
function allocationStep({ placed, params, days }: Placed): ComputeStep {
  return {
    kind: 'compute',
    table: 'allocating',
    kernel: 'tiers.allocation',
    inputs: {
      tiers: sql`SELECT tier::DOUBLE AS tier, count(*)::DOUBLE AS customers, avg(expected_spend) AS spend
  FROM ${placed} WHERE evaluation = ${days.length - 1} GROUP BY tier ORDER BY tier`,
    },
    options: allocationOptions({ budget: params.budget, rows: allocationRows(params) }),
    outputs: {
      allocation: {
        tier: 'integer',
        contacted: 'integer',
        cost: 'number',
        responses: 'number',
        revenue: 'number',
      },
      budget: { spent: 'number', expected_return: 'number', marginal_return: 'number' },
    },
    reusable: false,
  };
}

function factsQuery({ placed, params, days }: Placed): Sql {
  const last = days.length - 1;
  const down = sql`FILTER (WHERE tier > tier_before)`;
  return sql`SELECT known.customers,
  ${days.at(-1) ?? null}::DATE AS analysis_date,
  ${days[0] ?? null}::DATE AS first_evaluation,
  known.revenue, known.clv,
  best.customers AS top_tier_customers,
  best.revenue_share AS top_tier_revenue_share,
  upgraded, downgraded, clv_at_stake,
  spent AS budget_spent, expected_return, marginal_return
FROM (
  SELECT count(*) AS customers, round(coalesce(sum(revenue), 0), 6) AS revenue, coalesce(sum(clv), 0) AS clv
  FROM ${placed} WHERE evaluation = ${last}
) AS known
CROSS JOIN (
  SELECT count(*) FILTER (WHERE tier < tier_before) AS upgraded, count(*) ${down} AS downgraded,
    coalesce(sum(clv) ${down}, 0) AS clv_at_stake
  FROM ${at('steps')} WHERE evaluation = ${last} AND tier_before > 0
)
LEFT JOIN ${at('tiers')} AS best ON best.tier = ${params.tiers[0]?.name ?? null}
LEFT JOIN ${at('budget')} ON TRUE`;
}

/**
 * The tables of the tier model: customers placed at every date with what was known then, the sums of them, who moved,
 * and the allocation of the budget.
 */
export function planTiers(data: BoundData, params: TiersParams): Plan {
  const days = evaluationDays(data, params);
  const context: Placed = { placed: at('placed'), params, days };
  const steps = at('steps');
  return {
    steps: [
      ...placingSteps({ schema: SCHEMA, data, params, days }),
      table('customers', customersTable(context)),
      table('tiers', tiersTable(context)),
      table('evaluations', evaluationsTable(context)),
      table('steps', stepsQuery(context)),
      table('transitions', transitionsTable(context, steps)),
      view('evaluation_members', evaluationMembers(context)),
      view('transition_members', transitionMembers(context, steps)),
      table('upgrades', moversTable(context, steps, 'up')),
      table('downgrades', moversTable(context, steps, 'down')),
      allocationStep(context),
      table('plan', planTable(context, at('allocation'))),
    ],
    facts: factsQuery(context),
  };
}
