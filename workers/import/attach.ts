import { appError, AppFailure } from '../../src/contract/error.ts';
import { sql } from '../../src/contract/sql.ts';
import { Run, type Database, type FileSource } from '../engine/database.ts';

/** Forgets the rejected rows of earlier reads, also where the run has been stopped. */
export async function dropRejects(db: Database, { id }: Pick<Run, 'id'>): Promise<void> {
  const run = new Run(id);
  await db.query(sql`DROP TABLE IF EXISTS temp.reject_errors`, run);
  await db.query(sql`DROP TABLE IF EXISTS temp.reject_scans`, run);
}

let attached = 0;

/**
 * Makes a file readable for the time of some work, and takes it away again whatever happens, so that no SQL
 * reads the raw file later.
 *
 * @param work told the name the file is attached under
 * @throws AppFailure `file.unreadable` in place of `engine.query`: a statement over a file fails by the file
 */
export async function withFile<T>(
  db: Database,
  source: FileSource,
  work: (attachedAs: string) => Promise<T>,
): Promise<T> {
  attached += 1;
  const name = `orders-${attached}`;
  await db.attachFile(name, source);
  try {
    return await work(name);
  } catch (thrown) {
    if (thrown instanceof AppFailure && thrown.error.code === 'engine.query') {
      const { detail } = thrown.error.params;
      throw new AppFailure(appError('file.unreadable', { name: source.name, detail }), thrown);
    }
    throw thrown;
  } finally {
    await db.detachFile(name);
  }
}
