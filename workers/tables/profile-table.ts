import type { DataProfile } from '../../src/contract/data-profile.ts';
import { appError, AppFailure } from '../../src/contract/error.ts';
import type { Database, Run } from '../engine/database.ts';
import type { LoadedOrders } from '../import/loaded-orders.ts';

/** Measures a relation of loaded data. */
export function profileTable(
  _db: Database,
  _run: Run,
  relation: string,
  _loaded: LoadedOrders | null,
): Promise<DataProfile> {
  return Promise.reject(new AppFailure(appError('app.unexpected', { detail: relation })));
}
