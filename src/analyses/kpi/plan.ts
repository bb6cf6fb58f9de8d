import { identifier, sql, type Sql } from '../../contract/sql.ts';
import type { BoundData, Plan, PlanStep } from '../analysis.ts';
import { USUAL_VALUE, valueSteps } from '../clv/value-steps.ts';
import { marginOf } from '../margin.ts';
import { customerPeriods } from './activity.ts';
import {
  changesTable,
  currentTable,
  type MeanValue,
  periodMembers,
  periodsTable,
  type Sources,
  summaryTable,
} from './comparison.ts';
import { factsQuery } from './facts.ts';
import {
  groupColumn,
  groupCustomers,
  groupMembers,
  groupRanks,
  groupsTable,
  hasQuantities,
  mixTable,
  NO_GROUPS,
  NO_MIX,
} from './groups.ts';
import { growthPeriodsTable, growthTable, growthTerms } from './growth.ts';
import { boundsTable, historyTable } from './history.ts';
import type { KpiParams } from './params.ts';
import { customerTotals, paretoMembers, paretoTable } from './pareto.ts';

/** Before the names of the tables that value customers. */
const VALUE_PREFIX = 'value_';

/** Where a table of the indicators stands. */
function at(name: string): Sql {
  return sql`${identifier('kpi')}.${identifier(name)}`;
}

const SOURCES: Sources = { history: at('history'), bounds: at('bounds'), current: at('current_period') };

function table(name: string, query: Sql, reusable = false): PlanStep {
  return { table: name, query, kind: 'table', reusable };
}

/** The day customers are valued on: the last that is asked for, or that of the last order. */
function valuedOn(data: BoundData, { to }: KpiParams): string {
  const last = data.lastOrder ?? '1970-01-01';
  return to !== null && to < last ? to : last;
}

function groupSteps(data: BoundData, params: KpiParams): readonly PlanStep[] {
  const column = params.groupBy === null ? null : groupColumn(data, params.groupBy);
  if (column === null) return [table('groups', NO_GROUPS), table('mix', NO_MIX)];
  const [customers, ranks] = [at('group_customers'), at('group_ranks')];
  return [
    table('group_customers', groupCustomers(SOURCES, data, params, column)),
    table('group_ranks', groupRanks(customers)),
    table('groups', groupsTable(customers, ranks)),
    { table: 'group_members', query: groupMembers(customers, ranks), kind: 'view', reusable: false },
    table('mix', hasQuantities(data) ? mixTable(customers, ranks) : NO_MIX),
  ];
}

/**
 * The tables of the indicators. Value is computed first, since nothing but the end of the data changes it; then
 * orders are brought to one row per customer and period, and all else comes from that.
 */
export function planKpi(data: BoundData, params: KpiParams): Plan {
  const values = at(`${VALUE_PREFIX}value`);
  const value: MeanValue | null = params.clv
    ? { mean: sql`(SELECT avg(clv) FROM ${values})`, customers: sql`(SELECT count(*) FROM ${values})` }
    : null;
  const activity = at('customer_periods');
  const { history, bounds } = SOURCES;
  return {
    steps: [
      ...(params.clv
        ? valueSteps('kpi', data, { ...USUAL_VALUE, asOf: valuedOn(data, params) }, VALUE_PREFIX)
        : []),
      table('customer_periods', customerPeriods(data, params.grain), true),
      table('bounds', boundsTable(data, params)),
      table('history', historyTable(activity, bounds, data, params)),
      table('current_period', currentTable({ history, bounds }, params)),
      table('periods', periodsTable(SOURCES)),
      {
        table: 'period_members',
        query: periodMembers(activity, params.grain),
        kind: 'view',
        reusable: false,
      },
      table('changes', changesTable(SOURCES, params)),
      table('summary', summaryTable(SOURCES, params, { value, margin: marginOf(data) !== null })),
      table('growth_terms', growthTerms(SOURCES, params)),
      table('growth', growthTable(at('growth_terms'), SOURCES)),
      table('growth_periods', growthPeriodsTable(at('growth_terms'), SOURCES)),
      table('customer_totals', customerTotals(activity, bounds)),
      table('pareto', paretoTable(at('customer_totals'))),
      { table: 'pareto_members', query: paretoMembers(at('customer_totals')), kind: 'view', reusable: false },
      ...groupSteps(data, params),
    ],
    facts: factsQuery(SOURCES, at('customer_totals'), value, data),
  };
}
