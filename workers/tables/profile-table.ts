import type { DataProfile, DateCoverage } from '../../src/contract/data-profile.ts';
import { numbers } from '../../src/contract/result-set.ts';
import { identifier, sql } from '../../src/contract/sql.ts';
import type { AnyRole } from '../../src/contract/tables.ts';
import { dateCoverage } from '../../src/data/date-coverage.ts';
import { qualityScore } from '../../src/data/quality-score.ts';
import type { Database, Run } from '../engine/database.ts';
import { crossChecks, keyValues } from './profile-checks.ts';
import { profileColumns } from './profile-columns.ts';
import type { ProfiledRelation } from './profile-relation.ts';

const DAY = 86_400_000;

/** Roles of the date that says when a row happened. */
const HAPPENED: readonly AnyRole[] = [
  'orderedAt',
  'occurredAt',
  'answeredAt',
  'touchedAt',
  'decidedAt',
  'openedAt',
  'signedUpAt',
];

async function coverageOf(
  db: Database,
  run: Run,
  { columns, from }: ProfiledRelation,
): Promise<DateCoverage | null> {
  const dates = columns.filter(({ type }) => type === 'timestamp');
  const date = dates.find(({ role }) => role !== null && HAPPENED.includes(role));
  if (date === undefined) return null;
  const value = sql`${identifier(date.name)}::TIMESTAMP`;
  const days = await db.query(
    sql`SELECT epoch_ms(day::TIMESTAMP)::DOUBLE AS at, n::DOUBLE AS n
      FROM (SELECT ${value}::DATE AS day, count(*) AS n FROM ${from} GROUP BY 1) WHERE isfinite(day) ORDER BY 1`,
    run,
  );
  const rows = numbers(days, 'n');
  return dateCoverage(
    date.name,
    numbers(days, 'at').map((at, index) => ({ at, rows: rows[index] ?? 0 })),
  );
}

/**
 * Measures a relation of loaded data.
 *
 * @param asOf day that its age counts to, ms since 1970 UTC
 */
export async function profileTable(
  db: Database,
  run: Run,
  relation: ProfiledRelation,
  asOf: number,
): Promise<DataProfile> {
  const { rows, columns } = await profileColumns(db, run, relation);
  const coverage = await coverageOf(db, run, relation);
  const checks = await crossChecks(db, run, relation);
  const { copies } = relation;
  const unique = copies === null ? await keyValues(db, run, relation) : { of: rows, distinct: rows - copies };
  const ageDays = coverage === null ? null : Math.floor((asOf - coverage.last) / DAY);
  const filled = columns.map((column) => column.filled);
  const { readable } = relation;
  return {
    relation: relation.name,
    asOf,
    rows,
    customers: columns.find(({ role }) => role === 'customerId')?.distinct ?? null,
    columns,
    coverage,
    ageDays,
    checks,
    quality: qualityScore({ rows, filled, unique, readable, checks, ageDays }),
  };
}
