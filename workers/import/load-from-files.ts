import type { Database, Run } from '../engine/database.ts';
import type { AppendedFile } from './append-files.ts';
import { textCures } from './doctor/text-cures.ts';
import { tableFingerprint } from './file-fingerprint.ts';
import { loadOrders, type LoadRequest } from './load-orders.ts';
import type { LoadedOrders } from './loaded-orders.ts';

/** What to load, and the files it was made of. */
export interface FilesRequest extends LoadRequest {
  readonly files: readonly AppendedFile[];
}

/**
 * Loads orders, and notes what is known of them by their files alone: from which they came, and how their text was cured.
 *
 * @throws AppFailure as {@link loadOrders} does
 */
export async function loadFromFiles(db: Database, run: Run, request: FilesRequest): Promise<LoadedOrders> {
  const { preview, mapping } = request;
  const files = await Promise.all(request.files.map(tableFingerprint));
  const loaded = await loadOrders(db, run, request);
  return { ...loaded, files, textCures: textCures(preview, mapping) };
}
