import { CONSENT_STATES, type ConsentState, type CustomerConsent } from '../../src/contract/consent.ts';
import { row } from '../../src/contract/result-set.ts';
import { sql } from '../../src/contract/sql.ts';
import type { Database, Run } from '../engine/database.ts';
import type { LoadedOrders } from '../import/loaded-orders.ts';
import type { KnownCustomer } from '../tables/customers-by-text.ts';
import type { HeldTable, SideStore } from '../tables/side-store.ts';
import { consentStates, decisionsOfCustomer } from './decisions.ts';
import { knownPurposes } from './purposes.ts';

/** The tables of consents that are loaded. */
export function consentTables({ all }: SideStore): readonly HeldTable[] {
  return all.filter(({ kind }) => kind === 'consents');
}

/** Reads a state that SQL has told; what is no state of ours is no decision. */
export function stateOf(text: unknown): ConsentState {
  return CONSENT_STATES.find((state) => state === text) ?? 'missing';
}

/**
 * What one customer has agreed to: a line for each purpose that the consents name, those with most decisions first.
 *
 * @returns null where no consents are loaded
 */
export async function consentsOf(
  db: Database,
  run: Run,
  sides: SideStore,
  loaded: LoadedOrders,
  customer: KnownCustomer,
): Promise<readonly CustomerConsent[] | null> {
  const tables = consentTables(sides);
  if (tables.length === 0) return null;
  const purposes = await knownPurposes(db, run, tables);
  const states = consentStates(decisionsOfCustomer(tables, loaded, customer), purposes.relation);
  const found = await db.query(
    sql`SELECT purpose, state, strftime(decided_at, '%Y-%m-%d') FROM ${states}`,
    run,
  );
  const decided = new Map(
    Array.from({ length: found.rowCount }, (_, place) => {
      const [purpose, state, at] = row(found, place);
      return [String(purpose), { state: stateOf(state), at: typeof at === 'string' ? at : null }] as const;
    }),
  );
  return purposes.all.map(({ purpose, shown }) => ({
    purpose: shown,
    ...(decided.get(purpose) ?? { state: 'missing', at: null }),
  }));
}
