import { numbers } from '../../src/contract/result-set.ts';
import { joined, sql, type Sql } from '../../src/contract/sql.ts';
import type { Database, Run } from '../engine/database.ts';
import { namingTexts, type SideStore } from '../tables/side-store.ts';

/** Ids that no other word could be taken for; short numbers stand for anything. */
const TELLING = sql`(length(customer_id) >= 5 OR (length(customer_id) >= 3 AND NOT regexp_full_match(customer_id, '[0-9]+')))`;

/** Runs of letters, digits and the signs that ids are written with. */
const WORDS = '[\\p{L}\\p{N}_@.+-]+';

/** Whether texts of a relation are ids of loaded customers, or what reaches them, or have these in them as words. */
export async function namesCustomers(
  db: Database,
  run: Run,
  sides: SideStore,
  texts: readonly Sql[],
  from: Sql,
): Promise<boolean> {
  if (texts.length === 0) return false;
  const all = joined(
    texts.map((text) => sql`SELECT DISTINCT ${text} AS text FROM ${from}`),
    ' UNION ',
  );
  const found = await db.query(
    sql`WITH texts AS (${all}),
    words AS (
      SELECT lower(text) AS word FROM texts
      UNION SELECT lower(unnest(regexp_extract_all(text, ${WORDS}))) FROM texts
      UNION SELECT lower(unnest(regexp_extract_all(text, '[\\p{L}\\p{N}_]+'))) FROM texts
    )
    SELECT count(*)::DOUBLE AS n FROM ${namingTexts(sides.all)} SEMI JOIN words ON words.word = lower(customer_id) WHERE ${TELLING}`,
    run,
  );
  return (numbers(found, 'n')[0] ?? 0) > 0;
}

/** A word of a text, and where it stands. */
export interface PlacedWord {
  readonly word: string;
  readonly place: string;
}

/** Customers that words name: how many, and in which places. */
export interface NamedCustomers {
  readonly customers: number;
  readonly places: readonly string[];
}

/** Words looked for in one statement. */
const BATCH = 2000;

/**
 * Looks words up among the ids of loaded customers and what reaches them, letter case left aside. These themselves are not
 * told.
 */
export async function customersNamed(
  db: Database,
  run: Run,
  sides: SideStore,
  words: readonly PlacedWord[],
): Promise<NamedCustomers> {
  const places = new Map<string, Set<string>>();
  for (const { word, place } of words) {
    const key = word.toLowerCase();
    places.set(key, (places.get(key) ?? new Set<string>()).add(place));
  }
  const asked = [...places.keys()].filter((word) => !word.includes('\0'));
  const named = new Set<string>();
  let customers = 0;
  for (let from = 0; from < asked.length; from += BATCH) {
    const batch = asked.slice(from, from + BATCH);
    const list = batch.map((word, index) => sql`(${index}, ${word})`);
    const found = await db.query(
      sql`SELECT place::DOUBLE AS place, count(*)::DOUBLE AS n FROM ${namingTexts(sides.all)}
        JOIN (VALUES ${list}) AS asked(place, word) ON asked.word = lower(customer_id) GROUP BY place ORDER BY place`,
      run,
    );
    for (const count of numbers(found, 'n')) customers += count;
    for (const index of numbers(found, 'place')) {
      for (const place of places.get(batch[index] ?? '') ?? []) named.add(place);
    }
  }
  return { customers, places: [...named] };
}
