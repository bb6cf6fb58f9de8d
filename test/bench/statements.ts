import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Database } from '../../workers/engine/database.ts';

/** A statement the app has run. */
export interface Statement {
  readonly text: string;
  readonly seconds: number;
}

/** A database that notes every statement. */
export interface Recorder {
  readonly database: Database;
  /** Takes the statements noted since the last call. */
  take(): Statement[];
}

/**
 * Notes every statement that goes through a database, so that it can be run again elsewhere.
 *
 * @param folder where to keep the bytes of files that are made of others, as slices of a large one are, by their names;
 *   nothing is kept without
 */
export function recordStatements(database: Database, folder: string | null = null): Recorder {
  let noted: Statement[] = [];
  return {
    database: {
      ...database,
      async attachFile(name, source) {
        const { handle } = source;
        if (folder !== null && typeof handle !== 'string') {
          await writeFile(path.join(folder, name), new Uint8Array(await handle.arrayBuffer()));
        }
        await database.attachFile(name, source);
      },
      async query(statement, run, onShare) {
        const started = performance.now();
        const result = await database.query(statement, run, onShare);
        noted.push({ text: statement.text, seconds: (performance.now() - started) / 1000 });
        return result;
      },
    },
    take() {
      const taken = noted;
      noted = [];
      return taken;
    },
  };
}
