import { texts } from '../../src/contract/result-set.ts';
import { sql, type Sql } from '../../src/contract/sql.ts';
import type { Database, Run } from './database.ts';

/** Rows by which data are known again: a relation, and what of each row tells. */
export interface TellingRows {
  readonly relation: Sql;
  readonly values: readonly Sql[];
}

/**
 * Knows data again, whatever the order of their rows: SHA-256 of words and, for each set of rows, of their number and
 * the sum of their hashes.
 *
 * @param words what the values are, such as names of columns
 * @returns hex
 * @throws AppFailure `engine.*`
 */
export async function dataFingerprint(
  db: Database,
  run: Run,
  words: readonly string[],
  data: readonly TellingRows[],
): Promise<string> {
  const sums: string[] = [];
  for (const { relation, values } of data) {
    const found = await db.query(
      sql`SELECT count(*)::VARCHAR || ' ' || coalesce(sum(hash(${[...values]}))::VARCHAR, '') AS told FROM ${relation}`,
      run,
    );
    sums.push(...texts(found, 'told'));
  }
  const told = new TextEncoder().encode([...words, ...sums].join(' '));
  const digest = await crypto.subtle.digest('SHA-256', told);
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
