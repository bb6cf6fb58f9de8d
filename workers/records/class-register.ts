import { numbersOf } from '../../src/contract/kernel.ts';
import type { Classification } from '../../src/contract/classification.ts';
import type { Conflict, Decision, RegisteredRelease } from '../../src/contract/privacy.ts';
import { identifier, sql, type Sql } from '../../src/contract/sql.ts';
import { conflictsOf } from '../../src/privacy/register/check-release.ts';
import { smallJointClasses } from '../../src/privacy/register/joint-classes.ts';
import { deflated, inflated, type KeptRegister, type RegisterShelf } from '../engine/register-shelf.ts';
import type { RecodedRecords } from './recode-records.ts';
import { PERSON, SUPPRESSED_FLAG } from './recode-table.ts';
import type { RecordsBench } from './records-bench.ts';
import { recordsColumn } from './records-table.ts';
import type { TakenRecords } from './taken-records.ts';

/** The records a de-identified table is made of, and the table. */
export interface ClassedRecords {
  readonly taken: TakenRecords;
  readonly classification: Classification;
  readonly recoded: RecodedRecords;
  /** Whether suppressed records leave, as a class of their own. */
  readonly starred: boolean;
}

/** A de-identified table that is asked for, as the register sees it. */
export interface AskedClasses {
  readonly fingerprint: string;
  /** By record, in the order of what stands in them; 0 where it does not leave. */
  readonly classes: Int32Array;
  /** By record, whose it is; null where no column says so. */
  readonly people: Int32Array | null;
}

/** Registers of records stand on the shelf of registers, beside those of orders. */
function nameOf(fingerprint: string): string {
  return `records/${fingerprint}`;
}

/** Columns of a de-identified table that its classes are made of, as they are stored. */
export function generalisedColumns({ columns }: RecodedRecords): readonly string[] {
  return columns.filter(({ fate }) => fate === 'generalised').map(({ stored }) => stored);
}

/**
 * SQL of the class of a row of a de-identified table: 1 for suppressed rows that leave, 0 for those that do not, and
 * from 2 on in the order of the values.
 */
export function classNumber(quasi: readonly string[], starred: boolean): Sql {
  const values = quasi.map((stored) => identifier(stored));
  return sql`CASE WHEN ${SUPPRESSED_FLAG} THEN ${starred ? 1 : 0}
    ELSE 1 + dense_rank() OVER (ORDER BY ${[SUPPRESSED_FLAG, ...values]}) END`;
}

/**
 * Reads which class of a de-identified table each record is in. Records stand in the order of their values, column by
 * column by name, so that a file in another order is known again; equal records are in equal classes.
 *
 * @param fingerprint of the records, hex
 */
export async function classesOf(
  { db, run }: Pick<RecordsBench, 'db' | 'run'>,
  { taken, classification, recoded, starred }: ClassedRecords,
  fingerprint: string,
): Promise<AskedClasses> {
  const key = classification.columns.find(
    ({ role, column }) => role === 'subjectKey' && taken.columns.some(({ name }) => name === column),
  );
  const quasi = generalisedColumns(recoded);
  const person =
    key === undefined
      ? sql`0`
      : sql`dense_rank() OVER (ORDER BY ${identifier(recordsColumn(taken, key.column).stored)})`;
  const byName = taken.columns.toSorted((a, b) => (a.name < b.name ? -1 : 1));
  const order = byName.map(({ stored }) => sql`people.${identifier(stored)}`);
  const found = await db.columns(
    sql`SELECT coalesce(class, 0)::DOUBLE AS class, (${person})::DOUBLE AS person
      FROM ${taken.relation} AS people LEFT JOIN (
        SELECT ${PERSON} AS place, ${classNumber(quasi, starred)} AS class
        FROM ${recoded.relation}
      ) AS classed ON classed.place = people.rowid
      ORDER BY ${order}, class`,
    run,
  );
  return {
    fingerprint,
    classes: Int32Array.from(numbersOf(found, 'class')),
    people: key === undefined ? null : Int32Array.from(numbersOf(found, 'person')),
  };
}

/** Everything that has been released of records by themselves, oldest first. */
export async function recordsReleases(
  shelf: RegisterShelf,
  fingerprint: string,
): Promise<readonly RegisteredRelease[]> {
  const kept = await shelf.get(nameOf(fingerprint));
  return (kept?.releases ?? []).map(({ release }) => ({ ...release, kind: release.kind ?? 'deidentified' }));
}

/** What earlier de-identified tables of the same records and this one, laid over each other, would single out. */
export async function classConflicts(
  shelf: RegisterShelf,
  asked: AskedClasses,
  k: number,
): Promise<readonly Conflict[]> {
  const kept = await shelf.get(nameOf(asked.fingerprint));
  const earlier = await Promise.all(
    (kept?.releases ?? []).flatMap(({ release, classes }) =>
      classes === undefined
        ? []
        : [inflated(classes).then((found) => ({ release, classes: Int32Array.from(found) }))],
    ),
  );
  const found = smallJointClasses(asked, earlier, asked.people, k);
  const isolated = found.map(({ people, tables }) => ({ customers: people, releases: tables, rows: [] }));
  const releases = earlier.map(({ release }) => release);
  return conflictsOf(isolated, releases, 0);
}

/** Takes a de-identified table that has left into the register. */
export async function takeClasses(
  shelf: RegisterShelf,
  { fingerprint, classes, people }: AskedClasses,
  { id, at, subject, format, purpose }: Decision,
): Promise<void> {
  const inClasses = new Set<number>();
  classes.forEach((each, record) => {
    if (each > 0) inClasses.add(people?.[record] ?? record);
  });
  const release: RegisteredRelease = {
    id,
    at,
    subject,
    format,
    cells: new Set(classes.filter((each) => each > 0)).size,
    customers: inClasses.size,
    description: purpose ?? '',
    kind: 'deidentified',
    epsilon: null,
  };
  const entry: KeptRegister['releases'][number] = {
    release,
    view: null,
    labels: [],
    sketch: null,
    classes: await deflated(Float64Array.from(classes)),
  };
  await keep(shelf, fingerprint, entry);
}

/** Takes something into the list that left of records and has no classes: a report. */
export async function noteRecords(
  shelf: RegisterShelf,
  fingerprint: string,
  release: RegisteredRelease,
): Promise<void> {
  await keep(shelf, fingerprint, { release, view: null, labels: [], sketch: null });
}

async function keep(
  shelf: RegisterShelf,
  fingerprint: string,
  entry: KeptRegister['releases'][number],
): Promise<void> {
  const kept = await shelf.get(nameOf(fingerprint));
  await shelf.put({
    fingerprint: nameOf(fingerprint),
    releases: [...(kept?.releases ?? []), entry],
    views: [],
    atoms: await deflated(new Float64Array(0)),
  });
}
