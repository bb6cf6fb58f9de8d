import { identifier, sql, type Sql } from '../../contract/sql.ts';
import { CUSTOMERS } from '../../data/relations.ts';
import type { KernelOptions } from '../../contract/kernel.ts';
import type { BoundData, Plan, PlanStep } from '../analysis.ts';
import { marginOf } from '../margin.ts';
import { factsQuery } from './facts.ts';
import { groupSteps } from './grouping.ts';
import { healthTable } from './health.ts';
import { bootstrapSteps, intervalSteps } from './interval-steps.ts';
import { ALIVE_COLUMNS, type AliveOptions } from './kernels/alive-history.ts';
import { bandMembers, frequencyMembers, holdoutMembers, trackingMembers } from './members.ts';
import type { ClvParams } from './params.ts';
import { purchaseDays } from './purchase-statistics.ts';
import {
  atRiskTable,
  concentrationTable,
  customersTable,
  groupsTable,
  marginalTable,
  parametersTable,
  type Summed,
  totalsTable,
} from './summaries.ts';
import {
  type Checked,
  daysPerUnit,
  expectationsStep,
  frequencyTable,
  holdoutErrors,
  holdoutTable,
  matrixTable,
  trackingTable,
  unitDaysOf,
} from './validation.ts';
import { fitInput, modelSteps, type Place, tableAt, valueQuery } from './value-steps.ts';
import { checksApart, windowsOf } from './windows.ts';

const SCHEMA = 'clv';
const DAYS: Place['days'] = tableAt({ schema: SCHEMA, prefix: '' }, 'purchase_days');
const VALUED: Place = { schema: SCHEMA, prefix: '', days: DAYS };
/** Where the fit of the health card stands when it is another one. */
const CHECKED: Place = { schema: SCHEMA, prefix: 'check_', days: DAYS };
/** Most days that a history of P(alive) is computed for, beside those of purchases. */
const HISTORY_POINTS = 200;

function made(table: string, query: Sql, reusable = false): PlanStep {
  return { table, query, kind: 'table', reusable };
}

function members(table: string, query: Sql): PlanStep {
  return { table, query, kind: 'view', reusable: false };
}

/** Key of the customer whose history is asked for. */
function chosenCustomer(customer: string | number): Sql {
  return typeof customer === 'string'
    ? sql`SELECT customer_key FROM ${identifier(CUSTOMERS)} WHERE customer_id = ${customer}`
    : sql`SELECT customer_key FROM ${tableAt(VALUED, 'valued')}
ORDER BY clv DESC NULLS LAST, customer_key LIMIT 1 OFFSET ${customer - 1}`;
}

/**
 * Steps that leave `alive_history`: P(alive) of one customer from the first purchase to the end of the observation,
 * as the model would have seen it each day.
 */
function aliveSteps(params: ClvParams, end: number): readonly PlanStep[] {
  if (params.customer === null) {
    return [
      made(
        'alive_history',
        sql`SELECT 1::BIGINT AS point, NULL::VARCHAR AS customer, NULL::DATE AS day, 0::INTEGER AS purchases,
  NULL::DOUBLE AS p_alive
WHERE FALSE`,
      ),
    ];
  }
  const own = tableAt(VALUED, 'own_days');
  const options: AliveOptions = { unitDays: unitDaysOf(params) };
  const first = sql`(SELECT min(day) FROM ${own})`;
  const discrete = params.model === 'bgbb';
  const unit = daysPerUnit(params);
  const step = discrete ? sql`1` : sql`greatest(1, (${end} - ${first}) // ${HISTORY_POINTS})`;
  const last = discrete ? sql`floor((${end} - ${first}) / ${unit})::INTEGER` : sql`${end} - ${first}`;
  const since = discrete ? sql`ceil((day - ${first}) / ${unit})::INTEGER` : sql`(day - ${first})`;
  const dayOf = discrete ? sql`floor(moment * ${unit})::INTEGER` : sql`moment::INTEGER`;
  return [
    made(
      'own_days',
      sql`SELECT day FROM ${DAYS} WHERE customer_key = (${chosenCustomer(params.customer)}) AND day <= ${end}`,
    ),
    {
      kind: 'compute',
      table: 'alive_computing',
      kernel: 'clv.alive',
      inputs: {
        fit: fitInput(tableAt(VALUED, 'fit')),
        purchases: sql`SELECT DISTINCT ${since}::DOUBLE AS moment FROM ${own} ORDER BY moment`,
        times: sql`SELECT DISTINCT moment::DOUBLE AS moment
FROM (
  SELECT unnest(range(0, ${last} + 1, ${step})) AS moment WHERE ${first} IS NOT NULL
  UNION ALL SELECT ${since} FROM ${own}
  UNION ALL SELECT ${last} WHERE ${first} IS NOT NULL
)
WHERE moment <= ${last}
ORDER BY moment`,
      },
      options: options as unknown as KernelOptions,
      outputs: { alive_at: ALIVE_COLUMNS },
      reusable: false,
    },
    made(
      'alive_history',
      sql`SELECT row_number() OVER (ORDER BY moment) AS point,
  (SELECT customer_id FROM ${identifier(CUSTOMERS)} WHERE customer_key = (${chosenCustomer(params.customer)}))
    AS customer,
  DATE '1970-01-01' + ${first} + ${dayOf} AS day,
  (SELECT count(*) FROM ${own} WHERE ${since} <= moment)::INTEGER AS purchases,
  p_alive
FROM ${tableAt(VALUED, 'alive_at')}
ORDER BY moment`,
    ),
  ];
}

/**
 * The tables of customer lifetime value. What depends on few parameters comes first and is kept: purchase days, then
 * statistics, fits, predictions and replicates; how customers are grouped only matters after them.
 */
export function planClv(data: BoundData, params: ClvParams): Plan {
  const windows = windowsOf(data, params);
  const apart = checksApart(windows);
  const choice = { ...params, window: windows.valued };
  const checkedPlace = apart ? CHECKED : VALUED;
  const checked: Checked = { place: checkedPlace, window: windows.checked, firstDay: windows.firstDay };
  const bootstrapped = params.bootstrap > 0;
  const summed: Summed = { place: VALUED, bootstrapped, windows };
  const unitDays = unitDaysOf(params);
  const groups = groupSteps(
    SCHEMA,
    data,
    params.groupBy,
    tableAt(VALUED, 'statistics'),
    windows.valued.calibrationEnd,
  );
  return {
    steps: [
      made('purchase_days', purchaseDays(data, marginOf(data)), true),
      ...modelSteps(VALUED, choice),
      ...(apart ? modelSteps(CHECKED, { ...choice, window: windows.checked }) : []),
      expectationsStep(checked, params),
      made('holdout_errors', holdoutErrors(checked), true),
      made('tracking', trackingTable(checked), true),
      made('frequency', frequencyTable(checked), true),
      made('holdout', holdoutTable(checked), true),
      made('alive_matrix', matrixTable(checked, 'p_alive'), true),
      made('expected_matrix', matrixTable(checked, 'expected_purchases'), true),
      made('health', healthTable(VALUED), true),
      ...(bootstrapped ? bootstrapSteps(VALUED, params, unitDays) : []),
      made('parameters', parametersTable(summed), true),
      ...groups,
      made(
        'valued',
        sql`SELECT value.*, customer_id AS customer, group_name
FROM (${valueQuery(VALUED)}) AS value
JOIN ${tableAt(VALUED, 'group_of')} USING (customer_key) JOIN ${identifier(CUSTOMERS)} USING (customer_key)`,
      ),
      ...(bootstrapped ? intervalSteps(VALUED, params, unitDays) : []),
      { table: 'customers', query: customersTable(summed), kind: 'view', reusable: false },
      made('totals', totalsTable(summed)),
      made('groups', groupsTable(summed, params.groupBy)),
      made('concentration', concentrationTable(summed)),
      made('at_risk', atRiskTable(summed)),
      made('marginal', marginalTable(summed)),
      members('band_members', bandMembers(VALUED)),
      members('frequency_members', frequencyMembers(tableAt(VALUED, 'valued'))),
      members('checked_members', frequencyMembers(tableAt(checkedPlace, 'statistics'))),
      members('holdout_members', holdoutMembers(checked)),
      members('tracking_members', trackingMembers(checked)),
      ...aliveSteps(params, windows.valued.observationEnd),
    ],
    facts: factsQuery(VALUED, windows, params),
  };
}
