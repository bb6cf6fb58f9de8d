import { joined, sql, type Sql } from '../../contract/sql.ts';
import type { ChurnParams, Setting } from './params.ts';
import { churnTable } from './places.ts';

/** Findings of the health card, each with a sentence of its own: `<check>.<finding>`. */
export const FINDINGS = [
  'model.interior',
  'model.boundary',
  'model.unsure',
  'interval.own',
  'interval.borrowed',
  'events.enough',
  'events.few',
  'sbg.close',
  'sbg.far',
  'sbg.boundary',
  'drivers.sound',
  'drivers.fewEvents',
  'drivers.separated',
] as const;
export type Finding = (typeof FINDINGS)[number];

/** What the health card checks. */
export const CHECKS = ['model', 'interval', 'events', 'sbg', 'drivers'] as const;

/** Largest distance of observed and fitted survival that still counts as close. */
const CLOSE = 0.05;
/** Fewest churned customers that a survival curve and a rate should rest on. */
const FEW_EVENTS = 50;
/** Fewest events for each coefficient of a logistic regression (Peduzzi et al. 1996). */
const EVENTS_PER_DRIVER = 10;

const STATUS: Readonly<Record<Finding, 'good' | 'caution' | 'bad'>> = {
  'model.interior': 'good',
  'model.boundary': 'caution',
  'model.unsure': 'caution',
  'interval.own': 'good',
  'interval.borrowed': 'caution',
  'events.enough': 'good',
  'events.few': 'caution',
  'sbg.close': 'good',
  'sbg.far': 'caution',
  'sbg.boundary': 'caution',
  'drivers.sound': 'good',
  'drivers.fewEvents': 'caution',
  'drivers.separated': 'bad',
};

interface Check {
  readonly check: (typeof CHECKS)[number];
  /** Findings with their conditions; the first that holds is reported. */
  readonly cases: readonly (readonly [Finding, Sql])[];
  readonly otherwise: Finding;
  readonly figure: Sql;
  readonly reference: Sql;
  readonly customers: Sql;
  readonly from: Sql;
}

function checkQuery({ check, cases, otherwise, figure, reference, customers, from }: Check): Sql {
  const when = (text: (finding: Finding) => string): Sql =>
    sql`CASE ${joined(
      cases.map(([finding, condition]) => sql`WHEN ${condition} THEN ${text(finding)}`),
      ' ',
    )} ELSE ${text(otherwise)} END`;
  return sql`SELECT ${check} AS "check", ${when((finding) => finding)} AS finding,
  ${when((finding) => STATUS[finding])} AS status,
  (${figure})::DOUBLE AS figure, (${reference})::DOUBLE AS reference, (${customers})::BIGINT AS customers
FROM ${from}`;
}

function lapseChecks(): readonly Check[] {
  const judged = churnTable('judged');
  return [
    {
      check: 'model',
      cases: [
        ['model.boundary', sql`boundary = 1`],
        ['model.unsure', sql`converged = 0`],
      ],
      otherwise: 'model.interior',
      figure: sql`log_likelihood`,
      reference: sql`nbd_log_likelihood`,
      customers: sql`customers`,
      from: churnTable('fit'),
    },
    {
      check: 'interval',
      cases: [['interval.borrowed', sql`own_share IS NULL OR own_share < 0.5`]],
      otherwise: 'interval.own',
      figure: sql`own_share`,
      reference: sql`0.5`,
      customers: sql`customers`,
      from: sql`(SELECT count(*) AS customers,
        count(*) FILTER (WHERE NOT bought_once) / nullif(count(*), 0) AS own_share FROM ${judged})`,
    },
  ];
}

function contractChecks(explained: boolean): readonly Check[] {
  const contracts = sql`(SELECT count(*) AS customers, count(*) FILTER (WHERE churned) AS churned
    FROM ${churnTable('membership')})`;
  const drivers: Check = {
    check: 'drivers',
    cases: [
      ['drivers.separated', sql`converged = 0`],
      ['drivers.fewEvents', sql`least(churned, customers - churned) < ${EVENTS_PER_DRIVER} * features`],
    ],
    otherwise: 'drivers.sound',
    figure: sql`least(churned, customers - churned) / nullif(features, 0)`,
    reference: sql`${EVENTS_PER_DRIVER}`,
    customers: sql`customers`,
    from: churnTable('driver_fit'),
  };
  return [
    {
      check: 'events',
      cases: [['events.few', sql`churned < ${FEW_EVENTS}`]],
      otherwise: 'events.enough',
      figure: sql`churned`,
      reference: sql`${FEW_EVENTS}`,
      customers: sql`customers`,
      from: contracts,
    },
    {
      check: 'sbg',
      cases: [
        ['sbg.boundary', sql`boundary = 1 OR alpha IS NULL`],
        ['sbg.far', sql`largest_error > ${CLOSE}`],
      ],
      otherwise: 'sbg.close',
      figure: sql`largest_error`,
      reference: sql`${CLOSE}`,
      customers: sql`customers`,
      from: sql`${churnTable('sbg_fit')}, ${contracts}`,
    },
    ...(explained ? [drivers] : []),
  ];
}

/** What can be relied on, one row for each check. */
export function healthQuery(setting: Setting, params: ChurnParams): Sql {
  const checks = setting === 'nonContractual' ? lapseChecks() : contractChecks(params.drivers.length > 0);
  return joined(checks.map(checkQuery), '\nUNION ALL\n');
}
