import type { Classification } from '../../src/contract/classification.ts';
import type { Conflict, Decision } from '../../src/contract/privacy.ts';
import { joined, sql, type Sql } from '../../src/contract/sql.ts';
import { type CountedPeople, isCount, type ReportPage } from '../../src/privacy/report.ts';
import type { Database, Run } from '../engine/database.ts';
import type { AskedRelease, ReleaseRegister } from '../engine/register.ts';
import type { RegisterShelf } from '../engine/register-shelf.ts';
import { noteRecords } from '../records/class-register.ts';
import { knownCustomers } from '../records/known-customers.ts';
import { measuredCustomers } from '../records/measured-customers.ts';
import { recordsFingerprint } from '../records/records-fingerprint.ts';
import type { TakenRecords } from '../records/taken-records.ts';
import type { Measured } from './risk-report.ts';

/** Records a report is about, and what was measured of them last. */
export interface ReportedRecords {
  readonly taken: TakenRecords;
  readonly classification: Classification;
  readonly measured: Measured | null;
}

/** Where releases are entered. */
export interface ReportRegister {
  readonly db: Database;
  readonly run: Run;
  readonly shelf: RegisterShelf;
  /** Of the loaded orders; null: none are loaded. */
  readonly orders: ReleaseRegister | null;
}

/** A report about to leave, as registers see it. */
export interface EnteredReport {
  readonly conflicts: readonly Conflict[];
  /** Takes it into the list of what was released, once it has left. */
  readonly enter: (decision: Decision, title: string) => Promise<void>;
}

interface Counted {
  readonly people: number;
  readonly who: CountedPeople;
}

/** Counts of people that leave with a page, and are of somebody. */
function countsOf({ tables }: ReportPage): readonly Counted[] {
  const cells = tables.flatMap(({ rows }) => rows.flat());
  return cells.flatMap((cell) =>
    isCount(cell) && cell.people > 0 && cell.who !== undefined
      ? [{ people: cell.people, who: cell.who }]
      : [],
  );
}

type Sized = Counted & { readonly who: Extract<CountedPeople, { readonly sizes: unknown }> };

/** Counts by size of class, each once. */
function sizedIn(counts: readonly Counted[]): readonly Sized[] {
  const sized = counts.filter((count): count is Sized => 'sizes' in count.who);
  return [...new Map(sized.map((count) => [count.who.sizes.join(), count])).values()];
}

/** Who is in classes of so many records: customer_key, cell. */
function sizeMembers(sizes: Sql, sized: readonly Sized[]): Sql {
  const parts = sized.map(
    ({ who }, cell) =>
      sql`SELECT customer_key, ${cell} AS cell FROM ${sizes} WHERE size >= ${who.sizes[0]}
        AND ${who.sizes[1] === null ? sql`TRUE` : sql`size < ${who.sizes[1]}`}`,
  );
  return sql`(${joined(parts, ' UNION ALL ')})`;
}

/**
 * The counts of a report as the register of the customers sees them.
 *
 * @param sizes relation of the size of each customer's class; null where it is not known
 */
function askedReport(subject: string, counts: readonly Counted[], sizes: Sql | null): AskedRelease {
  const sized = sizedIn(counts);
  const labelled = counts.flatMap(({ people, who }, row) =>
    'called' in who ? [{ row, label: who.called, customers: people }] : [],
  );
  return {
    subject,
    kind: 'report',
    table: {
      rowCount: sized.length,
      columns: [
        { name: 'sizes', type: 'text', values: sized.map(({ who }) => who.sizes.join('–')) },
        { name: 'customers', type: 'integer', values: sized.map(({ people }) => people) },
      ],
    },
    shape: {
      kind: 'aggregate',
      columns: [
        { name: 'sizes', meaning: 'group' },
        { name: 'customers', meaning: 'contributors' },
      ],
    },
    membership:
      sizes === null
        ? null
        : {
            relation: sql`(SELECT unnest(range(${sized.length}))::INTEGER AS cell)`,
            members: sizeMembers(sizes, sized),
            key: sql`customer_key`,
            by: { cell: 'cell' },
            figures: [],
          },
    labelled,
  };
}

/**
 * Compares the counts of a report with earlier releases, and says how it is entered. Counts of records are compared
 * where every record is a customer of the loaded orders. Reports without such counts (policy, log, register) are listed
 * only: what they count stands in the register with the releases they tell of.
 *
 * @param records the report is about; null: none
 */
export async function registerReport(
  { db, run, shelf, orders }: ReportRegister,
  {
    subject,
    page,
    threshold,
  }: { readonly subject: string; readonly page: ReportPage; readonly threshold: number },
  records: ReportedRecords | null,
): Promise<EnteredReport> {
  const listed = ({ id, at, format }: Decision, title: string) => ({
    id,
    at,
    format,
    subject,
    kind: 'report' as const,
    description: records === null ? title : records.taken.name,
    cells: 0,
    customers: page.people,
    epsilon: null,
  });
  const bench = { db, run };
  const known =
    records === null || orders === null
      ? null
      : await knownCustomers(bench, records.taken, records.classification);
  if (records !== null && known === null) {
    const fingerprint = await recordsFingerprint(bench, records.taken);
    const enter: EnteredReport['enter'] = (decision, title) =>
      noteRecords(shelf, fingerprint, listed(decision, title));
    return { conflicts: [], enter };
  }
  if (orders === null) return { conflicts: [], enter: () => Promise.resolve() };
  const counts = countsOf(page);
  if (records === null || known === null || counts.length === 0) {
    return { conflicts: [], enter: (decision, title) => orders.note(listed(decision, title)) };
  }
  const everybody = sql`(SELECT customer_key, 1 AS size FROM ${known})`;
  const sizes =
    records.measured === null || subject !== 'report/risk'
      ? everybody
      : await measuredCustomers(bench, records.taken, known, records.measured);
  const asked = askedReport(subject, counts, sizes);
  const { conflicts } = await orders.check(run, asked, threshold);
  return {
    conflicts,
    async enter({ id, at, format }) {
      await orders.add(run, asked, { id, at, format, description: records.taken.name, epsilon: null });
    },
  };
}
