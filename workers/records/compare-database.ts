import { identifier, sql } from '../../src/contract/sql.ts';
import { Run, type Database } from '../engine/database.ts';

/** Database that analyses of compared records run in, so that those of the loaded orders stay as they are. */
const NAME = identifier('compared');
/** DuckDB's own database, which everything else is derived in. */
const USUAL = identifier('memory');

/**
 * Does work in an empty database of its own: names without a database are looked up and made there. It is gone
 * afterwards, also when the work fails or is stopped.
 *
 * @throws what the work throws; AppFailure `engine.*`
 */
export async function inOwnDatabase<T>(db: Database, run: Run, work: () => Promise<T>): Promise<T> {
  // A run that was stopped takes no more statements; what it leaves must go all the same.
  const tidy = new Run(run.id);
  await db.query(sql`ATTACH ':memory:' AS ${NAME}`, run);
  try {
    await db.query(sql`USE ${NAME}`, run);
    return await work();
  } finally {
    await db.query(sql`USE ${USUAL}`, tidy);
    await db.query(sql`DETACH ${NAME}`, tidy);
  }
}
