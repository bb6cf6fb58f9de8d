import { DRILLED_CUSTOMERS, drilledShape } from '../../src/analyses/drilled-customers.ts';
import type { DrilledListRequest } from '../../src/contract/dashboard.ts';
import type { ReleasedFile } from '../../src/contract/privacy.ts';
import type { Result } from '../../src/contract/result.ts';
import { sql } from '../../src/contract/sql.ts';
import type { Database, Run } from '../engine/database.ts';
import { releaseList } from '../engine/release-list.ts';
import type { NotebookGround } from '../notebook/notebook-ground.ts';
import type { CustomerList } from './customer-list.ts';
import { loadedFor } from './tile-run.ts';

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
  const { relation, columns } = await list.listed(run, loaded, request);
  return releaseList(
    run,
    { ...ground, db, currency: loaded.mapping.currency, register: await ground.register.of(run, loaded) },
    {
      subject: DRILLED_CUSTOMERS,
      relation,
      where: sql``,
      shape: drilledShape((name) => columns.includes(name)),
      params: {},
    },
    request,
  );
}
