import type { TableShape } from '../../src/analyses/analysis.ts';
import type {
  ConsentCounts,
  ConsentState,
  ListConsents,
  PurposeConsents,
} from '../../src/contract/consent.ts';
import { appError, AppFailure } from '../../src/contract/error.ts';
import { asPrivate, type Private } from '../../src/contract/privacy.ts';
import { numbers, row } from '../../src/contract/result-set.ts';
import { identifier, sql, type Sql } from '../../src/contract/sql.ts';
import type { Database, Run } from '../engine/database.ts';
import type { HeldTable } from '../tables/side-store.ts';
import type { ConsentGround } from './consent-ground.ts';
import { consentTables, stateOf } from './customer-consents.ts';
import { allDecisions, consentStates } from './decisions.ts';
import { knownPurposes, onePurpose } from './purposes.ts';

/** Rows of customers. */
export interface ListedRows {
  readonly relation: Sql;
  /** ` WHERE …`, or nothing. */
  readonly where: Sql;
  readonly shape: Pick<TableShape, 'key'>;
}

const KEY = 'customer_key';

/** Column that tells where a listed customer stands on the purpose of the list. */
export const CONSENT_COLUMN = 'consent_state';

function keysOf({ relation, where }: ListedRows): Sql {
  return sql`(SELECT DISTINCT customer_key FROM ${relation}${where})`;
}

/** @throws AppFailure `gate.unknownRun` where rows are numbered by something else than the customer */
function checkKey({ shape }: ListedRows): void {
  if (shape.key !== KEY) throw new AppFailure(appError('gate.unknownRun', {}));
}

/** Where the customers of rows that may be listed stand on each purpose that consents name. */
export async function listConsents(
  run: Run,
  { db, sides, loaded }: ConsentGround,
  listed: ListedRows,
): Promise<Private<ListConsents>> {
  const tables = consentTables(sides);
  if (tables.length === 0) return asPrivate({ purposes: null });
  checkKey(listed);
  await sides.ensure(loaded);
  return asPrivate({ purposes: await byPurpose(db, run, tables, listed) });
}

async function byPurpose(
  db: Database,
  run: Run,
  tables: readonly HeldTable[],
  listed: ListedRows,
): Promise<readonly PurposeConsents[]> {
  const { all, relation } = await knownPurposes(db, run, tables);
  const total = await db.query(sql`SELECT count(*)::DOUBLE AS n FROM ${keysOf(listed)}`, run);
  const [customers = 0] = numbers(total, 'n');
  const found = await db.query(
    sql`SELECT purpose, state, count(*)::DOUBLE
      FROM ${consentStates(allDecisions(tables), relation)} AS known
      JOIN ${keysOf(listed)} AS listed ON listed.customer_key = known.customer_key GROUP BY purpose, state`,
    run,
  );
  const counted = Array.from({ length: found.rowCount }, (_, place) => {
    const [purpose, state, n] = row(found, place);
    return { purpose: String(purpose), state: stateOf(state), n: Number(n) };
  });
  return all.map(({ purpose, shown }) => ({
    purpose: shown,
    customers: countsOf(
      counted.filter((each) => each.purpose === purpose),
      customers,
    ),
  }));
}

/** Counts by state; who has none has decided nothing. */
function countsOf(
  counted: readonly { readonly state: ConsentState; readonly n: number }[],
  customers: number,
): ConsentCounts {
  const of = (state: ConsentState): number => counted.find((each) => each.state === state)?.n ?? 0;
  const [given, withdrawn, refused, unclear] = [of('given'), of('withdrawn'), of('refused'), of('unclear')];
  return { given, withdrawn, refused, unclear, missing: customers - given - withdrawn - refused - unclear };
}

/**
 * The listed rows with where each customer stands on one purpose, in the column {@link CONSENT_COLUMN}.
 *
 * @throws AppFailure `gate.unknownRun` where rows are numbered by something else than the customer
 */
export function withConsent(tables: readonly HeldTable[], listed: ListedRows, purpose: string): Sql {
  checkKey(listed);
  return sql`(SELECT listed.*, coalesce(known.state, 'missing') AS ${identifier(CONSENT_COLUMN)}
    FROM (SELECT * FROM ${listed.relation}${listed.where}) AS listed
    LEFT JOIN ${consentStates(allDecisions(tables), onePurpose(purpose))} AS known
      ON known.customer_key = listed.customer_key)`;
}

/** How many customers of such rows stand where. */
export async function countStates(db: Database, run: Run, rows: Sql): Promise<ConsentCounts> {
  const found = await db.query(
    sql`SELECT ${identifier(CONSENT_COLUMN)}, count(DISTINCT customer_key)::DOUBLE FROM ${rows} GROUP BY ALL`,
    run,
  );
  const counted = Array.from({ length: found.rowCount }, (_, place) => {
    const [state, n] = row(found, place);
    return { state: stateOf(state), n: Number(n) };
  });
  return countsOf(
    counted,
    counted.reduce((sum, { n }) => sum + n, 0),
  );
}
