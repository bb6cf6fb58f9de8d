import type { RunId } from '../../src/contract/ids.ts';
import { identifier, sql } from '../../src/contract/sql.ts';
import { type Database, Run } from '../engine/database.ts';

/** Database that DuckDB starts in; results of the screens stand there. */
const HOME = 'memory';

/**
 * Does work with another database in use, so that names without one are found there. Whatever happens, also when the
 * run has been stopped, DuckDB's own one is in use again afterwards.
 *
 * @param name of an attached database
 */
export async function inDatabase<T>(
  db: Database,
  run: Run,
  name: string,
  work: () => Promise<T>,
): Promise<T> {
  await db.query(sql`USE ${identifier(name)}`, run);
  try {
    return await work();
  } finally {
    // A run of its own: a stopped one would run nothing more.
    await db.query(sql`USE ${identifier(HOME)}`, new Run('leave' as RunId));
  }
}
