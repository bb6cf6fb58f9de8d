import { literal } from '../../src/contract/sql.ts';
import { IMPORT_FOLDER } from '../../workers/engine/sandbox.ts';
import type { Native } from './native.ts';
import type { Statement } from './statements.ts';

/** Statements that took the app this long are printed beside their native time, to show where time goes. */
const WORTH_A_LINE = 0.25;

/** Statements name the file as the engine sees it; natively it is read from where it is. */
const VIRTUAL_FILE = new RegExp(`'${IMPORT_FOLDER}[^']*'`, 'gu');

/**
 * Runs statements of the app on native DuckDB.
 *
 * @param file path of the file they read
 * @returns how long they took together, seconds
 */
export async function replayStatements(
  native: Native,
  statements: readonly Statement[],
  file: string,
): Promise<number> {
  let total = 0;
  for (const { text, seconds } of statements) {
    const natively = await native.time(text.replaceAll(VIRTUAL_FILE, () => literal(file).text));
    total += natively;
    if (seconds >= WORTH_A_LINE) {
      const start = text.replaceAll(/\s+/gu, ' ').slice(0, 90);
      console.error(`  ${seconds.toFixed(2)} s, native ${natively.toFixed(2)} s: ${start}`);
    }
  }
  return total;
}
