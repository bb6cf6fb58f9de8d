import { joined, sql, type Sql } from '../../contract/sql.ts';
import type { MessageKey } from '../../i18n/messages.ts';
import type { Label } from '../../charts/chart-spec.ts';
import type { Place } from './value-steps.ts';
import { tableAt } from './value-steps.ts';

/** What is checked of a fit, in the order it is shown. */
export const CHECKS = [
  'convergence',
  'boundary',
  'gain',
  'repeats',
  'holdout',
  'tracking',
  'independence',
  'spend',
] as const;
export type Check = (typeof CHECKS)[number];

/** Where a check turns from good to caution, and from caution to bad. */
const LIMITS = {
  /** Condition number of the information matrix. */
  condition: 1e6,
  /** 99 % quantile of chi-squared with two degrees of freedom, for the two parameters of dropout. */
  likelihoodRatio: 9.21,
  repeatCustomers: { good: 200, bad: 50 },
  /** Mean absolute error over that of the naive forecast. */
  errorRatio: { good: 0.95, bad: 1.05 },
  /** Deviation of the cumulative forecast from what came, as a share. */
  tracking: { good: 0.1, bad: 0.25 },
  correlation: { good: 0.2, bad: 0.4 },
  q: { good: 1.5, bad: 1 },
};

const CHECK_LABELS: Readonly<Record<Check, MessageKey>> = {
  convergence: 'clv.check.convergence',
  boundary: 'clv.check.boundary',
  gain: 'clv.check.gain',
  repeats: 'clv.check.repeats',
  holdout: 'clv.check.holdout',
  tracking: 'clv.check.tracking',
  independence: 'clv.check.independence',
  spend: 'clv.check.spend',
};

const FINDINGS: Readonly<Record<string, MessageKey>> = {
  'convergence.good': 'clv.finding.convergence.good',
  'convergence.caution': 'clv.finding.convergence.caution',
  'convergence.bad': 'clv.finding.convergence.bad',
  'boundary.good': 'clv.finding.boundary.good',
  'boundary.caution': 'clv.finding.boundary.caution',
  'boundary.bad': 'clv.finding.boundary.bad',
  'gain.good': 'clv.finding.gain.good',
  'gain.caution': 'clv.finding.gain.caution',
  'repeats.good': 'clv.finding.repeats.good',
  'repeats.caution': 'clv.finding.repeats.caution',
  'repeats.bad': 'clv.finding.repeats.bad',
  'holdout.good': 'clv.finding.holdout.good',
  'holdout.caution': 'clv.finding.holdout.caution',
  'holdout.bad': 'clv.finding.holdout.bad',
  'holdout.none': 'clv.finding.holdout.none',
  'tracking.good': 'clv.finding.tracking.good',
  'tracking.caution': 'clv.finding.tracking.caution',
  'tracking.bad': 'clv.finding.tracking.bad',
  'independence.good': 'clv.finding.independence.good',
  'independence.caution': 'clv.finding.independence.caution',
  'independence.bad': 'clv.finding.independence.bad',
  'independence.none': 'clv.finding.independence.none',
  'spend.good': 'clv.finding.spend.good',
  'spend.caution': 'clv.finding.spend.caution',
  'spend.bad': 'clv.finding.spend.bad',
  'spend.none': 'clv.finding.spend.none',
};

const STATUS_LABELS: Readonly<Record<string, MessageKey>> = {
  good: 'clv.status.good',
  caution: 'clv.status.caution',
  bad: 'clv.status.bad',
};

function labelIn(known: Readonly<Record<string, MessageKey>>, code: string): Label {
  const key = known[code];
  return key === undefined ? { text: code } : { key };
}

/** Name of a check. */
export function checkLabel(check: string): Label {
  return labelIn(CHECK_LABELS, check);
}

/** What a check has found, as a sentence. */
export function findingLabel(finding: string): Label {
  return labelIn(FINDINGS, finding);
}

/** Name of a colour of the traffic light. */
export function statusLabel(status: string): Label {
  return labelIn(STATUS_LABELS, status);
}

interface Row {
  readonly check: Check;
  readonly from: Sql;
  /** SQL of a finding's code, without the check. */
  readonly finding: Sql;
  readonly figure: Sql;
  readonly reference: number | null;
  readonly when?: Sql;
}

/** `none` shows as the given status, everything else is its own. */
const NONE_IS = 'caution';

function rowQuery(row: Row, position: number, customers: Sql): Sql {
  const finding = row.finding;
  const when = row.when === undefined ? sql`` : sql` WHERE ${row.when}`;
  return sql`SELECT ${position} AS position, ${row.check} AS "check", ${`${row.check}.`} || (${finding}) AS finding,
  CASE ${finding} WHEN 'none' THEN ${NONE_IS} ELSE ${finding} END AS status,
  (${row.figure})::DOUBLE AS figure, ${row.reference}::DOUBLE AS reference, ${customers} AS customers
FROM ${row.from}${when}`;
}

/** What is worse the larger it is. */
function byLimits(figure: Sql, limits: { readonly good: number; readonly bad: number }): Sql {
  return limits.good < limits.bad
    ? sql`CASE WHEN ${figure} IS NULL THEN 'none' WHEN ${figure} <= ${limits.good} THEN 'good'
    WHEN ${figure} <= ${limits.bad} THEN 'caution' ELSE 'bad' END`
    : sql`CASE WHEN ${figure} IS NULL THEN 'none' WHEN ${figure} >= ${limits.good} THEN 'good'
    WHEN ${figure} > ${limits.bad} THEN 'caution' ELSE 'bad' END`;
}

/**
 * The health card: one row per check. Fits are judged where customers are valued (`place`), forecasts by the tables
 * `holdout_errors` and `tracking`.
 */
export function healthTable(place: Place): Sql {
  const fit = tableAt(place, 'fit');
  const spend = sql`(SELECT 1) LEFT JOIN ${tableAt(place, 'spend')} ON TRUE`;
  const errors = tableAt(place, 'holdout_errors');
  const tracking = tableAt(place, 'tracking');
  const statistics = tableAt(place, 'statistics');
  const customers = sql`(SELECT count(*) FROM ${statistics})`;
  const ratio = sql`2 * (asked_log_likelihood - nbd_log_likelihood)`;
  const errorRatio = sql`mae / nullif(naive_mae, 0)`;
  const deviation = sql`abs(cumulative_expected - cumulative_actual) / nullif(cumulative_actual, 0)`;
  const rows: readonly Row[] = [
    {
      check: 'convergence',
      from: fit,
      finding: sql`CASE WHEN converged = 0 THEN 'bad'
    WHEN coalesce(condition_number, 1e300) > ${LIMITS.condition} THEN 'caution' ELSE 'good' END`,
      figure: sql`gradient_norm`,
      reference: null,
    },
    {
      check: 'boundary',
      from: fit,
      finding: sql`CASE WHEN asked = 'nbd' THEN 'caution' WHEN boundary = 1 THEN 'bad' ELSE 'good' END`,
      figure: sql`NULL`,
      reference: null,
    },
    {
      check: 'gain',
      from: fit,
      finding: sql`CASE WHEN ${ratio} >= ${LIMITS.likelihoodRatio} THEN 'good' ELSE 'caution' END`,
      figure: ratio,
      reference: LIMITS.likelihoodRatio,
      when: sql`asked <> 'nbd' AND boundary = 0`,
    },
    {
      check: 'repeats',
      from: sql`(SELECT count(*) FILTER (WHERE x > 0) AS repeats FROM ${statistics})`,
      finding: byLimits(sql`repeats`, LIMITS.repeatCustomers),
      figure: sql`repeats`,
      reference: LIMITS.repeatCustomers.good,
    },
    {
      check: 'holdout',
      from: errors,
      finding: byLimits(errorRatio, LIMITS.errorRatio),
      figure: errorRatio,
      reference: 1,
    },
    {
      check: 'tracking',
      from: sql`(SELECT * FROM ${tracking} ORDER BY week DESC LIMIT 1)`,
      finding: byLimits(sql`coalesce(${deviation}, 1)`, LIMITS.tracking),
      figure: deviation,
      reference: LIMITS.tracking.good,
    },
    {
      check: 'independence',
      from: spend,
      finding: byLimits(sql`abs(correlation)`, LIMITS.correlation),
      figure: sql`correlation`,
      reference: LIMITS.correlation.good,
    },
    {
      check: 'spend',
      from: spend,
      finding: sql`CASE WHEN used IS NULL THEN 'none' WHEN converged = 0 OR q IS NULL THEN 'bad'
    ELSE ${byLimits(sql`q`, LIMITS.q)} END`,
      figure: sql`q`,
      reference: LIMITS.q.bad,
    },
  ];
  return sql`SELECT "check", finding, status, figure, reference, customers
FROM (
${joined(
  rows.map((row, index) => rowQuery(row, index, customers)),
  '\nUNION ALL\n',
)}
)
ORDER BY position`;
}
