import { DRILLED_CUSTOMERS, drilledShape } from '../../src/analyses/drilled-customers.ts';
import type { ListConsents } from '../../src/contract/consent.ts';
import type { DrilledList, DrilledListRequest } from '../../src/contract/dashboard.ts';
import type { Private, ReleasedFile } from '../../src/contract/privacy.ts';
import type { Result } from '../../src/contract/result.ts';
import { sql } from '../../src/contract/sql.ts';
import { listConsents } from '../consents/listed-consents.ts';
import type { Database, Run } from '../engine/database.ts';
import { type ListedTable, releaseList } from '../engine/release-list.ts';
import type { LoadedOrders } from '../import/loaded-orders.ts';
import type { NotebookGround } from '../notebook/notebook-ground.ts';
import type { CustomerList } from './customer-list.ts';
import { loadedFor } from './tile-run.ts';

async function listedOf(
  run: Run,
  loaded: LoadedOrders,
  list: CustomerList,
  request: DrilledList,
): Promise<ListedTable> {
  const { relation, columns } = await list.listed(run, loaded, request);
  return {
    subject: DRILLED_CUSTOMERS,
    relation,
    where: sql``,
    shape: drilledShape((name) => columns.includes(name)),
    params: {},
  };
}

/** Where the customers behind a selection stand on consent. */
export async function drilledConsents(
  run: Run,
  db: Database,
  { loaded: data, sides }: NotebookGround,
  list: CustomerList,
  request: DrilledList,
): Promise<Private<ListConsents>> {
  const loaded = loadedFor(data, request);
  return listConsents(run, { db, sides, loaded }, await listedOf(run, loaded, list, request));
}

/**
 * Asks the gate for a list of the customers behind a selection, as lists of any analysis are asked for: for a purpose,
 * as the policy allows, under pseudonyms where it asks for them, compared with what was released before.
 *
 * @returns the file, or why there is none
 */
export async function releaseDrilled(
  run: Run,
  db: Database,
  { loaded: data, ...ground }: NotebookGround,
  list: CustomerList,
  request: DrilledListRequest,
): Promise<Result<ReleasedFile>> {
  const loaded = loadedFor(data, request);
  return releaseList(
    run,
    { ...ground, db, loaded, register: await ground.register.of(run, loaded) },
    await listedOf(run, loaded, list, request),
    request,
  );
}
