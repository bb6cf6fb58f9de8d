import type { Classification } from '../../src/contract/classification.ts';
import type { Policy, ReleasedFile } from '../../src/contract/privacy.ts';
import type { RecordsReleaseRequest } from '../../src/contract/records.ts';
import { identifier, sql } from '../../src/contract/sql.ts';
import type { Result } from '../../src/contract/result.ts';
import { decideRecords, kOf } from '../../src/privacy/decide-records.ts';
import type { DecisionLog } from '../../src/privacy/decision-log.ts';
import { releaseOther, type Released } from '../../src/privacy/gate.ts';
import type { ReleaseRegister } from '../engine/register.ts';
import type { RegisterShelf } from '../engine/register-shelf.ts';
import type { RecordsTable } from '../export/manifest.ts';
import { recordsFile } from '../export/records-file.ts';
import { classConflicts, classesOf, takeClasses } from './class-register.ts';
import { classedCustomers } from './classed-customers.ts';
import { knownCustomers } from './known-customers.ts';
import { manifestOf } from './manifest-of.ts';
import type { RecodedRecords } from './recode-records.ts';
import { countClasses, type CountedClasses } from './recode-report.ts';
import { SUPPRESSED_FLAG } from './recode-table.ts';
import type { RecordsBench } from './records-bench.ts';
import { recordsFingerprint } from './records-fingerprint.ts';
import type { TakenRecords } from './taken-records.ts';

/** What the gate goes by. */
export interface GateNow {
  readonly policy: Policy;
  readonly log: DecisionLog;
  /** Where the register of releases is kept; absent: nothing is compared with earlier tables, nor taken in. */
  readonly shelf?: RegisterShelf;
  /** Of the loaded orders, whose customers the records may be; absent: none are loaded. */
  readonly register?: ReleaseRegister;
}

/** A table as it would leave, in figures. */
export interface Leaving extends CountedClasses {
  /** Suppressed records that stay, because they are too few to be a class of their own. */
  readonly leftOut: number;
  /** Records of the smallest class, suppressed ones being a class. */
  readonly smallestClass: number;
}

function leaving(counted: CountedClasses, k: number): Leaving {
  const tooFew = counted.suppressed < k;
  const suppressed = tooFew ? 0 : counted.suppressed;
  const { smallest } = counted;
  return {
    ...counted,
    records: counted.records - (counted.suppressed - suppressed),
    suppressed,
    leftOut: counted.suppressed - suppressed,
    smallestClass: suppressed > 0 ? Math.min(smallest, suppressed) : smallest,
  };
}

/** Fewest suppressed records that leave together: they are a class of their own then. */
function leastClass({ recode }: Pick<RecodedRecords, 'recode'>, policy: Policy): number {
  return Math.max(policy.rows.deidentified?.k ?? 0, kOf(recode.request.models));
}

/** How many suppressed records leave with a de-identified table, with `*` for what was generalised. */
export function starredOf(recoded: RecodedRecords, policy: Policy): number {
  const { suppressed } = recoded.report;
  return suppressed < leastClass(recoded, policy) ? 0 : suppressed;
}

/** A file name made of the name of the records. */
function baseName(name: string): string {
  const stem = name.replace(/\.[^.]*$/u, '').replaceAll(/[^\p{L}\p{N}_-]+/gu, '-');
  return `${stem === '' ? 'records' : stem}-de-identified`;
}

/** What is asked to leave. */
interface Asked {
  readonly taken: TakenRecords;
  readonly classification: Classification;
  readonly recoded: RecodedRecords;
  /** Name of the file without its ending; absent: made of that of the records. */
  readonly fileName?: string;
}

/**
 * Asks the gate for a de-identified table: its classes are counted again from the table itself, as it would leave.
 * Suppressed records leave with `*` for every quasi-identifier when there are at least k of them, and stay otherwise.
 * The classes are laid over those of earlier tables of the same records, and compared with figures on the same customers
 * and with lists of them; they are taken into both registers when they leave.
 *
 * @returns the file with its decision, or why there is none
 * @throws AppFailure `engine.*`; `export.tooManyRows`
 */
export async function releaseRecords(
  bench: RecordsBench,
  { taken, classification, recoded, fileName }: Asked,
  request: RecordsReleaseRequest,
  { policy, log, shelf, register }: GateNow,
): Promise<Result<ReleasedFile>> {
  const { models } = recoded.recode.request;
  const counted = await countClasses(bench, recoded.relation, recoded.columns);
  const table = leaving(counted, leastClass(recoded, policy));
  // The classification may have changed since the table was made.
  const columns = recoded.columns.map((each) => {
    const now = classification.columns.find(({ column }) => column === each.name);
    return { fate: each.fate, classification: now ?? each.classification };
  });
  const subject = `records/${taken.name}`;
  const fingerprint = await recordsFingerprint(bench, taken);
  const classed = { taken, classification, recoded, starred: table.suppressed > 0 };
  const asked = shelf === undefined ? null : { shelf, seen: await classesOf(bench, classed, fingerprint) };
  const conflicts =
    asked === null ? [] : await classConflicts(asked.shelf, asked.seen, leastClass(recoded, policy));
  const known = register === undefined ? null : await knownCustomers(bench, taken, classification);
  const customers = known === null ? null : await classedCustomers(bench, classed, known, subject);
  const differences =
    register === undefined || customers === null
      ? []
      : (await register.check(bench.run, customers, policy.threshold)).conflicts;
  const verdict = decideRecords({ policy, models, columns, subject, conflicts, differences, ...table });
  const purpose = request.purpose.trim();
  const terms = { policy, purpose, locale: request.locale, fingerprint };
  const value: RecordsTable = {
    name: fileName ?? baseName(taken.name),
    table: verdict.outcome === 'released' ? await rowsOf(bench, recoded, table) : NO_ROWS,
    manifest: await manifestOf(taken, recoded, table, terms),
  };
  const { result } = await releaseOther(
    {
      kind: 'deidentified',
      format: request.format,
      policy,
      subject,
      purpose: purpose === '' ? null : purpose,
      fingerprint,
      value,
      rows: table.records,
      verdict,
    },
    (released: Released<RecordsTable>) => recordsFile(released, request.format),
    log,
  );
  if (!result.ok) return result;
  const { decision } = result.value;
  if (asked !== null) await takeClasses(asked.shelf, asked.seen, decision);
  if (register !== undefined && customers !== null) {
    const { id, at, format } = decision;
    await register.add(bench.run, customers, { id, at, format, description: purpose, epsilon: null });
  }
  return result;
}

const NO_ROWS = { columns: [], rowCount: 0 };

function rowsOf(
  { db, run }: RecordsBench,
  { relation, columns }: RecodedRecords,
  { suppressed }: Leaving,
): Promise<RecordsTable['table']> {
  const named = columns.map(({ stored, name }) => sql`${identifier(stored)} AS ${identifier(name)}`);
  const which = suppressed > 0 ? sql`TRUE` : sql`NOT ${SUPPRESSED_FLAG}`;
  return db.query(sql`SELECT ${named} FROM ${relation} WHERE ${which}`, run);
}
