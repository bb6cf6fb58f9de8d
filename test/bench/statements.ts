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

/** Notes every statement that goes through a database, so that it can be run again elsewhere. */
export function recordStatements(database: Database): Recorder {
  let noted: Statement[] = [];
  return {
    database: {
      ...database,
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
