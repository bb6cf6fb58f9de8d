import { joined, identifier, sql, type Sql } from '../../contract/sql.ts';
import { normalQuantile } from '../../stats/normal.ts';
import type { BoundData, Plan, PlanStep } from '../analysis.ts';
import { contractFacts, contractSteps, driverFacts } from './contracts.ts';
import { healthQuery } from './health.ts';
import { lapseFacts, lapseSteps } from './lapse.ts';
import { CONFIDENCE, type ChurnParams } from './params.ts';
import { churnTable, made, nullColumn, withoutRows } from './places.ts';
import { settingOf } from './setting.ts';
import { churnFacts, churnTables } from './tables.ts';

const MEMBERSHIP = churnTable('membership');

/** Wilson's interval of a share (see `src/stats/proportions.ts`), as two columns. */
function wilsonColumns(successes: Sql, n: Sql): Sql {
  const z = normalQuantile((1 + CONFIDENCE) / 2);
  const centre = sql`(${successes} + ${(z * z) / 2})`;
  const half = sql`(${z} * sqrt(${successes} * (${n} - ${successes}) / ${n} + ${(z * z) / 4}))`;
  return sql`CASE WHEN ${successes} = 0 THEN 0 ELSE greatest(0, (${centre} - ${half}) / (${n} + ${z * z})) END AS churn_rate_low,
  CASE WHEN ${successes} = ${n} THEN 1 ELSE least(1, (${centre} + ${half}) / (${n} + ${z * z})) END AS churn_rate_high`;
}

const GROUPS = sql`SELECT grp AS "group", customers, churned, churned / customers AS churn_rate,
  ${wilsonColumns(sql`churned`, sql`customers`)}
FROM (
  SELECT grp, count(*) AS customers, (count(*) FILTER (WHERE churned))::BIGINT AS churned FROM ${MEMBERSHIP} GROUP BY grp
)
ORDER BY grp`;

const OVERALL = sql`SELECT customers, churned, churned / nullif(customers, 0) AS churn_rate,
  ${wilsonColumns(sql`churned`, sql`nullif(customers, 0)`)}
FROM (SELECT count(*) AS customers, (count(*) FILTER (WHERE churned))::BIGINT AS churned FROM ${MEMBERSHIP})`;

/**
 * Every fact in its declared order. The parts of the setting are rows with columns named as the facts; the facts of
 * the other setting come from a row of NULLs.
 */
function factsQuery(data: BoundData, params: ChurnParams): Sql {
  const setting = settingOf(data, params);
  const explained = setting === 'contractual' && params.drivers.length > 0;
  const parts =
    setting === 'nonContractual'
      ? [lapseFacts(data, params)]
      : [contractFacts(), ...(explained ? [driverFacts()] : [])];
  const present = [sql`SELECT ${setting} AS setting`, OVERALL, ...parts];
  const rows = [...present, nullFacts()].map((part) => sql`SELECT * FROM (${part})`);
  const names = Object.keys(churnFacts).map((name) => identifier(name));
  const values = names.map((name) => sql`any_value(${name}) AS ${name}`);
  return sql`SELECT ${values} FROM (
  ${joined(rows, '\nUNION ALL BY NAME\n')}
)`;
}

/** A row with every fact, all NULL, which settles their types. */
function nullFacts(): Sql {
  return sql`SELECT ${Object.entries(churnFacts).map(([name, { type }]) => nullColumn(name, type))}`;
}

/** Result tables that only one setting makes. */
const ONLY_IN = {
  nonContractual: ['customers', 'bands', 'agreement'],
  contractual: ['survival', 'survival_groups', 'sbg', 'drivers', 'deciles'],
} as const;

/** Steps for the result tables that the setting and the parameters leave empty. */
function emptySteps(there: readonly PlanStep[]): readonly PlanStep[] {
  const names = new Set(there.map(({ table }) => table));
  return [...ONLY_IN.nonContractual, ...ONLY_IN.contractual].flatMap((name): PlanStep[] => {
    const shape = churnTables[name];
    if (names.has(name) || shape === undefined) return [];
    // A view can only take the place of a view, when the setting is changed.
    const kind = name === 'customers' ? 'view' : 'table';
    return [{ table: name, query: withoutRows(shape), kind, reusable: false }];
  });
}

/** The tables of churn in the setting that is asked for, or that the data speak for. */
export function planChurn(data: BoundData, params: ChurnParams): Plan {
  const setting = settingOf(data, params);
  const steps = setting === 'nonContractual' ? lapseSteps(data, params) : contractSteps(data, params);
  return {
    steps: [
      ...steps,
      ...emptySteps(steps),
      made('groups', GROUPS),
      made('health', healthQuery(setting, params)),
    ],
    facts: factsQuery(data, params),
  };
}
