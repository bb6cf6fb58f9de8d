import type { Language } from '../../src/charts/look.ts';
import type { DataProfile } from '../../src/contract/data-profile.ts';
import type { Decision, ReleasedFile } from '../../src/contract/privacy.ts';
import type { Result } from '../../src/contract/result.ts';
import { joined, sql, type Sql } from '../../src/contract/sql.ts';
import type { ProfileReleaseRequest } from '../../src/contract/tables-api.ts';
import { ORDERS } from '../../src/data/relations.ts';
import { loadMessages } from '../../src/i18n/messages.ts';
import { createTranslate } from '../../src/i18n/translate.ts';
import { differencingError } from '../../src/privacy/differencing-error.ts';
import { type OtherVerdict, releaseOther, type Released } from '../../src/privacy/gate.ts';
import { decideReport, isCount, type ReportPage } from '../../src/privacy/report.ts';
import type { Database, Run } from '../engine/database.ts';
import type { AskedRelease } from '../engine/register.ts';
import { reportCsv } from '../export/report-csv.ts';
import { reportHtml } from '../export/report-html.ts';
import type { NotebookGround } from '../notebook/notebook-ground.ts';
import { timeText } from '../reports/report-words.ts';
import type { ProfiledRelation } from './profile-relation.ts';
import { cellName, profileTables } from './profile-report.ts';
import { customerColumn, type ReleasableValues, releasableValues, valueMembers } from './profile-values.ts';

/** What the release of a profile stands on. */
export interface ProfileBench {
  readonly db: Database;
  readonly run: Run;
  readonly ground: NotebookGround;
}

interface KnownCell {
  readonly called: string;
  readonly customers: number;
  readonly members: Sql;
}

/** Who stands behind each count of a value that leaves with a page. */
function cellsOf(
  page: ReportPage,
  relation: ProfiledRelation,
  values: readonly ReleasableValues[],
): readonly KnownCell[] {
  const customer = customerColumn(relation);
  if (customer === null) return [];
  const shown = new Map(
    page.tables
      .flatMap(({ rows }) => rows.flat())
      .flatMap((cell) =>
        isCount(cell) && cell.who !== undefined && 'called' in cell.who
          ? [[cell.who.called, cell.people] as const]
          : [],
      ),
  );
  return values.flatMap(({ column, cells }) => {
    const named = cells.flatMap(({ value }) => (value === null ? [] : [value]));
    const members = valueMembers(relation, customer, column, named);
    return cells.flatMap(({ value }): KnownCell[] => {
      const called = cellName(relation.name, column, value);
      const customers = shown.get(called);
      if (customers === undefined) return [];
      const cell = value === null ? named.length : named.indexOf(value);
      return [{ called, customers, members: sql`SELECT customer_key FROM ${members} WHERE cell = ${cell}` }];
    });
  });
}

/** The counts of a profile as the register of the customers sees them. */
function askedOf(subject: string, cells: readonly KnownCell[]): AskedRelease {
  const members = cells.map(
    ({ members: who }, cell) => sql`SELECT customer_key, ${cell} AS cell FROM (${who})`,
  );
  return {
    subject,
    kind: 'report',
    table: {
      rowCount: cells.length,
      columns: [
        { name: 'value', type: 'text', values: cells.map(({ called }) => called) },
        { name: 'customers', type: 'integer', values: cells.map(({ customers }) => customers) },
      ],
    },
    shape: {
      kind: 'aggregate',
      columns: [
        { name: 'value', meaning: 'group' },
        { name: 'customers', meaning: 'contributors' },
      ],
    },
    membership: {
      relation: sql`(SELECT unnest(range(${cells.length}))::INTEGER AS cell)`,
      members: sql`(${joined(members, ' UNION ALL ')})`,
      key: sql`customer_key`,
      by: { cell: 'cell' },
      figures: [],
    },
  };
}

interface Entered {
  readonly refused: OtherVerdict | null;
  readonly fingerprint: string | null;
  readonly enter: (decision: Decision) => Promise<void>;
}

/** Compares what would leave with earlier releases of the loaded orders, and says how it is entered among them. */
async function registered(
  { run, ground }: ProfileBench,
  subject: string,
  page: ReportPage,
  cells: readonly KnownCell[],
): Promise<Entered> {
  const { loaded, register: desk, policy } = ground;
  if (loaded === null) return { refused: null, fingerprint: null, enter: () => Promise.resolve() };
  const register = await desk.of(run, loaded);
  const { fingerprint } = register;
  if (cells.length === 0) {
    const enter: Entered['enter'] = ({ id, at, format }) =>
      register.note({
        ...{ id, at, format, subject, kind: 'report', description: page.title },
        ...{ cells: 0, customers: page.people, epsilon: null },
      });
    return { refused: null, fingerprint, enter };
  }
  const asked = askedOf(subject, cells);
  const { conflicts } = await register.check(run, asked, policy.threshold);
  const [conflict] = policy.differencing ? conflicts : [];
  return {
    refused:
      conflict === undefined
        ? null
        : { outcome: 'refused', reason: 'differencing', error: differencingError(page.title, conflict) },
    fingerprint,
    enter: ({ id, at, format }) =>
      register.add(run, asked, { id, at, format, description: page.title, epsilon: null }),
  };
}

/**
 * Asks the gate for the aggregates of a profile. Counts of people go through the gate's decision on reports; counts of
 * customers by value of loaded orders are compared with earlier releases, too, and the answer is written to the log.
 */
export async function releaseProfile(
  bench: ProfileBench,
  relation: ProfiledRelation,
  profile: DataProfile,
  { format, locale }: ProfileReleaseRequest,
): Promise<Result<ReleasedFile>> {
  const { policy, log } = bench.ground;
  const { threshold } = policy;
  const language: Language = { locale, translate: createTranslate(locale, await loadMessages(locale)) };
  const values = await releasableValues(bench.db, bench.run, relation, profile, threshold);
  const subject = `profile/${relation.name}`;
  const { page, verdict } = decideReport(
    {
      title: language.translate('profile.title', { table: relation.name }),
      note: language.translate('report.note', {
        at: timeText(new Date().toISOString(), language),
        threshold,
      }),
      people: profile.customers ?? profile.rows,
      tables: profileTables(profile, values, threshold, language),
    },
    policy,
  );
  const cells = relation.name === ORDERS ? cellsOf(page, relation, values) : [];
  const { refused, fingerprint, enter } = await registered(bench, subject, page, cells);
  const make = (released: Released<ReportPage>): Promise<Omit<ReleasedFile, 'decision'>> =>
    Promise.resolve(
      format === 'csv'
        ? {
            name: `profile-${relation.name}.csv`,
            mime: 'text/csv;charset=utf-8',
            bytes: reportCsv(released, language),
          }
        : {
            name: `profile-${relation.name}.html`,
            mime: 'text/html;charset=utf-8',
            bytes: reportHtml(released, language),
          },
    );
  const { result } = await releaseOther(
    {
      kind: 'report',
      format,
      policy,
      subject,
      value: page,
      rows: page.tables.reduce((sum, table) => sum + table.rows.length, 0),
      verdict: verdict.outcome === 'refused' ? verdict : (refused ?? verdict),
      fingerprint,
    },
    make,
    log,
  );
  if (result.ok) await enter(result.value.decision);
  return result;
}
