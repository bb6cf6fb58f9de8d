import { existsSync } from 'node:fs';
import path from 'node:path';
import { literal } from '../../src/contract/sql.ts';
import { IMPORT_FOLDER } from '../../workers/engine/sandbox.ts';
import type { Native } from './native.ts';
import type { Statement } from './statements.ts';

/** Statements that took the app this long are printed beside their native time, to show where time goes. */
const WORTH_A_LINE = 0.25;

/** Statements name files as the engine sees them; natively they are read from where they are. */
const VIRTUAL_FILE = new RegExp(`'${IMPORT_FOLDER}([^']*)'`, 'gu');

/**
 * Runs statements of the app on native DuckDB.
 *
 * @param file path of the file they read
 * @param folder with the slices of it that they read
 * @returns how long they took together, seconds
 */
export async function replayStatements(
  native: Native,
  statements: readonly Statement[],
  file: string,
  folder: string,
): Promise<number> {
  const placeOf = (name: string): string => {
    const kept = path.join(folder, name);
    return existsSync(kept) ? kept : file;
  };
  let total = 0;
  for (const { text, seconds } of statements) {
    const natively = await native.time(
      text.replaceAll(VIRTUAL_FILE, (_, name: string) => literal(placeOf(name)).text),
    );
    total += natively;
    if (seconds >= WORTH_A_LINE) {
      const start = text.replaceAll(/\s+/gu, ' ').slice(0, 90);
      console.error(`  ${seconds.toFixed(2)} s, native ${natively.toFixed(2)} s: ${start}`);
    }
  }
  return total;
}

/** What an import of the app did, for native DuckDB to do again. */
export interface RecordedImport {
  readonly statements: readonly Statement[];
  /** Rows that stood in the file. */
  readonly rows: number;
}

/**
 * Imports on native DuckDB as the app did.
 *
 * @param file path of the file
 * @param folder with the slices of it that the statements read
 * @returns how long it took, seconds
 * @throws RangeError where other rows are there afterwards than the app has read
 */
export async function replayImport(
  native: Native,
  { statements, rows }: RecordedImport,
  file: string,
  folder: string,
): Promise<number> {
  await native.time("ATTACH ':memory:' AS data (COMPRESS)");
  const seconds = await replayStatements(native, statements, file, folder);
  const there = await native.number('SELECT count(*)::DOUBLE FROM data.main.order_rows');
  if (there !== rows) throw new RangeError(`${there} rows natively, ${rows} in the app`);
  return seconds;
}
