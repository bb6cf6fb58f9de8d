import type { RunId } from '../../src/contract/ids.ts';
import { identifier, sql } from '../../src/contract/sql.ts';
import { type Database, Run } from '../engine/database.ts';

/** Takes an attached database away. It cannot be stopped, so that nothing is left half. */
export async function detach(db: Database, name: string): Promise<void> {
  await db.query(sql`DETACH DATABASE IF EXISTS ${identifier(name)}`, new Run('forget' as RunId));
}

/** Attaches an empty database in memory; one of that name goes. */
export async function attachEmpty(db: Database, run: Run, name: string): Promise<void> {
  await detach(db, name);
  await db.query(sql`ATTACH ':memory:' AS ${identifier(name)} (COMPRESS)`, run);
}
