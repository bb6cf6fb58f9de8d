import type { Analysis, ColumnShape, TableShape } from '../../src/analyses/analysis.ts';
import type { ListRequest } from '../../src/contract/engine-api.ts';
import { appError, AppFailure } from '../../src/contract/error.ts';
import type { ListTerms } from '../../src/contract/list-terms.ts';
import type { Policy, ReleasedFile } from '../../src/contract/privacy.ts';
import type { ResultSet } from '../../src/contract/result-set.ts';
import type { Result } from '../../src/contract/result.ts';
import { identifier, joined, sql, type Sql } from '../../src/contract/sql.ts';
import { decideList } from '../../src/privacy/decide-list.ts';
import type { DecisionLog } from '../../src/privacy/decision-log.ts';
import { releaseOther, type ReleasedTable } from '../../src/privacy/gate.ts';
import { consentedList } from '../consents/consent-of-list.ts';
import { exportReleased } from '../export/release-file.ts';
import type { LoadedOrders } from '../import/loaded-orders.ts';
import { pseudonymColumn } from '../records/pseudonyms.ts';
import type { PseudonymKeys } from '../records/pseudonym-keys.ts';
import type { SideStore } from '../tables/side-store.ts';
import { readable } from './analyse.ts';
import type { Database, Run } from './database.ts';
import { relationOf } from './make-tables.ts';
import type { ReleaseRegister } from './register.ts';
import { listedCustomers } from './register-lists.ts';

/** Rows that a list is taken from: a row-level table, or what has the shape of one. */
export interface ListedTable {
  /** What it is called in the log and the register, e.g. `rfm/customers`. */
  readonly subject: string;
  readonly relation: Sql;
  /** ` WHERE …`, or nothing. */
  readonly where: Sql;
  readonly shape: TableShape;
  /** Of the analysis that has made it, which columns may be named by. */
  readonly params: Readonly<Record<string, unknown>>;
}

/** What the gate goes by for a list. */
export interface ListSource {
  readonly db: Database;
  readonly loaded: LoadedOrders;
  /** Tables beside the orders, consents among them. */
  readonly sides: SideStore;
  readonly synthetic: boolean;
  readonly register: ReleaseRegister;
  readonly policy: Policy;
  readonly log: DecisionLog;
  /** Keys of pseudonyms; absent: those of this browser. */
  readonly keys?: PseudonymKeys;
}

/** The rows asked for, their customer and the other columns asked for. */
interface Asked extends ListedTable {
  readonly customer: ColumnShape;
  readonly columns: readonly ColumnShape[];
}

function askedOf(listed: ListedTable, { columns }: ListTerms): Asked {
  const { shape, subject } = listed;
  const customer = shape.columns.find(({ meaning }) => meaning === 'identifier');
  if (shape.kind !== 'rows' || customer === undefined) throw new AppFailure(appError('gate.unknownRun', {}));
  return {
    ...listed,
    customer,
    columns: columns.map((name) => {
      const found = shape.columns.find((column) => column.name === name);
      if (found === undefined) throw new RangeError(`${subject} has no column ${name}`);
      return found;
    }),
  };
}

function conditionsOf(shape: TableShape, where: ListRequest['where']): Sql {
  const conditions = Object.entries(where).map(([name, value]) => {
    if (!shape.columns.some((column) => column.name === name)) throw new RangeError(`no column ${name}`);
    return sql`${identifier(name)} = ${value}`;
  });
  return conditions.length === 0 ? sql`` : sql` WHERE ${joined(conditions, ' AND ')}`;
}

/**
 * Rows of a row-level table of an analysis, as a list is taken from them.
 *
 * @throws AppFailure `gate.unknownRun` when the analysis has no such table
 */
export function listedTable(
  { id, tables }: Pick<Analysis, 'id' | 'tables'>,
  params: ListedTable['params'],
  { table, where }: Pick<ListRequest, 'table' | 'where'>,
): ListedTable {
  const shape = tables[table];
  if (shape === undefined) throw new AppFailure(appError('gate.unknownRun', {}));
  return {
    subject: `${id}/${table}`,
    relation: relationOf({ id }, table),
    where: conditionsOf(shape, where),
    shape,
    params,
  };
}

/** Reads the rows. Pseudonyms are put in order by themselves, so that the order of ids is not to be seen. */
async function rowsOf(
  run: Run,
  { db, keys }: ListSource,
  { shape, customer, columns, relation, where }: Asked,
  purpose: string,
  underPseudonyms: boolean,
): Promise<ResultSet> {
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
    purpose: purpose.trim(),
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
 * written to the log with the purpose. Where consents are loaded, customers who have not agreed are left out, or stand
 * marked where it was asked for and the policy allows it. Rows are read only once the decision is known.
 *
 * @returns the file, or why there is none
 * @throws AppFailure `gate.unknownRun` when the rows name no customer
 */
export async function releaseList(
  run: Run,
  source: ListSource,
  from: ListedTable,
  terms: ListTerms,
): Promise<Result<ReleasedFile>> {
  const whole = askedOf(from, terms);
  const { policy, log, loaded, synthetic, register } = source;
  const { fingerprint } = register;
  const { purpose, format, locale } = terms;
  const { subject, params } = whole;
  const key = whole.shape.key ?? whole.customer.name;
  const consented = await consentedList(run, source, policy, whole, terms.consent ?? null);
  const { relation, where, known } = consented;
  const asked: Asked = { ...whole, relation, where, columns: [...whole.columns, ...consented.columns] };
  const listed = listedCustomers({ ...asked, key });
  const { conflicts } = await register.check(run, listed, policy.threshold);
  const { verdict, pseudonymised, consent } = decideList({
    subject,
    conflicts,
    policy,
    purpose,
    pseudonymised: terms.pseudonymised,
    columns: whole.columns,
    consent: known,
  });
  const ofConsent = consent.note === undefined ? {} : { consent: consent.note };
  const table =
    verdict.outcome === 'released'
      ? await rowsOf(run, source, asked, purpose, pseudonymised)
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
    merged: loaded.receipt.merged,
    part: loaded.receipt.part,
    ...ofConsent,
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
    context: { params, currency: loaded.mapping.currency },
    synthetic,
  } as const;
  const { result } = await releaseOther(
    {
      ...{ kind: 'list', subject, purpose, fingerprint, format, policy, value, verdict },
      rows: table.rowCount + (verdict.outcome === 'released' ? verdict.suppressedRows : 0),
      ...ofConsent,
    },
    (released) => exportReleased(released, `${subject}-list`, look),
    log,
  );
  if (result.ok) {
    const { id, at } = result.value.decision;
    await register.add(run, listed, { id, at, format, description: purpose.trim(), epsilon: null });
  }
  return result;
}
