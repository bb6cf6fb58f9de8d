import type { Analysis, ColumnShape, TableShape } from '../../src/analyses/analysis.ts';
import type { ListRequest } from '../../src/contract/engine-api.ts';
import { appError, AppFailure } from '../../src/contract/error.ts';
import type { Policy, ReleasedFile } from '../../src/contract/privacy.ts';
import type { ResultSet } from '../../src/contract/result-set.ts';
import type { Result } from '../../src/contract/result.ts';
import { identifier, joined, sql, type Sql } from '../../src/contract/sql.ts';
import { decideList } from '../../src/privacy/decide-list.ts';
import type { DecisionLog } from '../../src/privacy/decision-log.ts';
import { releaseOther, type ReleasedTable } from '../../src/privacy/gate.ts';
import { exportReleased } from '../export/release-file.ts';
import { pseudonymColumn } from '../records/pseudonyms.ts';
import type { PseudonymKeys } from '../records/pseudonym-keys.ts';
import { readable } from './analyse.ts';
import type { Database, Run } from './database.ts';
import { relationOf } from './make-tables.ts';
import type { AskedRelease, ReleaseRegister } from './register.ts';
import { listedCustomers } from './register-lists.ts';

/** What a list is taken from, and what the gate goes by. */
export interface ListSource {
  readonly db: Database;
  readonly analysis: Analysis;
  readonly params: Readonly<Record<string, unknown>>;
  readonly currency: string | null;
  readonly synthetic: boolean;
  readonly register: ReleaseRegister;
  readonly policy: Policy;
  readonly log: DecisionLog;
  /** Keys of pseudonyms; absent: those of this browser. */
  readonly keys?: PseudonymKeys;
}

/** The table asked for, its customer and the other columns asked for. */
interface Asked {
  readonly shape: TableShape;
  readonly customer: ColumnShape;
  readonly columns: readonly ColumnShape[];
}

function askedOf({ analysis }: ListSource, request: ListRequest): Asked {
  const shape = analysis.tables[request.table];
  const customer = shape?.columns.find(({ meaning }) => meaning === 'identifier');
  if (shape?.kind !== 'rows' || customer === undefined) throw new AppFailure(appError('gate.unknownRun', {}));
  const columns = request.columns.map((name) => {
    const found = shape.columns.find((column) => column.name === name);
    if (found === undefined) throw new RangeError(`${analysis.id}.${request.table} has no column ${name}`);
    return found;
  });
  return { shape, customer, columns };
}

function conditionsOf({ shape }: Asked, where: ListRequest['where']): Sql {
  const conditions = Object.entries(where).map(([name, value]) => {
    if (!shape.columns.some((column) => column.name === name)) throw new RangeError(`no column ${name}`);
    return sql`${identifier(name)} = ${value}`;
  });
  return conditions.length === 0 ? sql`` : sql` WHERE ${joined(conditions, ' AND ')}`;
}

/** Reads the rows. Pseudonyms are put in order by themselves, so that the order of ids is not to be seen. */
async function rowsOf(
  run: Run,
  { db, analysis, keys }: ListSource,
  asked: Asked,
  request: ListRequest,
  underPseudonyms: boolean,
): Promise<ResultSet> {
  const { shape, customer, columns } = asked;
  const relation = relationOf(analysis, request.table);
  const where = conditionsOf(asked, request.where);
  const others = columns.map(readable);
  const name = identifier(customer.name);
  if (!underPseudonyms) {
    const key = shape.key === undefined ? name : identifier(shape.key);
    const all = [readable(customer), ...others];
    return db.query(sql`SELECT ${all} FROM ${relation}${where} ORDER BY ${key}`, run);
  }
  const text = sql`${name}::VARCHAR`;
  const pseudonyms = await pseudonymColumn(db, run, {
    relation: sql`(SELECT * FROM ${relation}${where})`,
    column: text,
    identifier: null,
    purpose: request.purpose.trim(),
    ...(keys === undefined ? {} : { keys }),
  });
  try {
    const all = [sql`known.pseudonym AS ${name}`, ...others.map((column) => sql`listed.${column}`)];
    return await db.query(
      sql`SELECT ${all} FROM (SELECT * FROM ${relation}${where}) AS listed
        JOIN ${pseudonyms.relation} AS known ON known.value = listed.${text} ORDER BY known.pseudonym`,
      run,
    );
  } finally {
    await pseudonyms.drop();
  }
}

/**
 * Asks the gate for a list of customers: rows of a row-level table for a purpose, as the policy allows it, with
 * pseudonyms of that purpose in place of ids where they are asked for or the policy asks for them. Every answer is
 * written to the log with the purpose. Rows are read only once the decision is known.
 *
 * @returns the file, or why there is none
 * @throws AppFailure `gate.unknownRun` when the analysis has no such table
 */
export async function releaseList(
  run: Run,
  source: ListSource,
  request: ListRequest,
): Promise<Result<ReleasedFile>> {
  const asked = askedOf(source, request);
  const { policy, log, analysis, params, currency, synthetic, register } = source;
  const { fingerprint } = register;
  const { purpose, format, locale } = request;
  const subject = `${analysis.id}/${request.table}`;
  const listed = listedOf(source, asked, request);
  const { conflicts } = await register.check(run, listed, policy.threshold);
  const { verdict, pseudonymised } = decideList({
    subject,
    conflicts,
    policy,
    purpose,
    pseudonymised: request.pseudonymised,
    columns: asked.columns,
  });
  const table =
    verdict.outcome === 'released'
      ? await rowsOf(run, source, asked, request, pseudonymised)
      : { columns: [], rowCount: 0 };
  const value: ReleasedTable = {
    table,
    contributors: '',
    format,
    threshold: policy.threshold,
    suppressedRows: 0,
    withheldFigures: new Map(),
    roundedTo: null,
    isNoisy: false,
    unverified: false,
    policy,
    at: new Date().toISOString(),
    fingerprint,
  };
  const customer: ColumnShape = pseudonymised
    ? { ...asked.customer, label: 'gate.column.pseudonym' }
    : asked.customer;
  const look = {
    locale,
    theme: 'light',
    size: null,
    view: null,
    shape: { ...asked.shape, columns: [customer, ...asked.columns] },
    context: { params, currency },
    synthetic,
  } as const;
  const { result } = await releaseOther(
    { kind: 'list', subject, purpose, fingerprint, format, policy, value, rows: table.rowCount, verdict },
    (released) => exportReleased(released, `${subject}-list`, look),
    log,
  );
  if (result.ok) {
    const { id, at } = result.value.decision;
    await register.add(run, listed, { id, at, format, description: purpose.trim(), epsilon: null });
  }
  return result;
}

/** The list as the register knows it. */
function listedOf({ analysis }: ListSource, asked: Asked, { table, where }: ListRequest): AskedRelease {
  return listedCustomers({
    subject: `${analysis.id}/${table}`,
    relation: relationOf(analysis, table),
    where: conditionsOf(asked, where),
    key: asked.shape.key ?? asked.customer.name,
  });
}
