import { identifier, sql, type Sql } from '../../src/contract/sql.ts';
import { canonicalRule, type CanonicalRule } from '../../src/privacy/classify/canonical-rule.ts';
import { Run, type Database } from '../engine/database.ts';
import { PSEUDONYM_KEYS, type PseudonymKeys } from './pseudonym-keys.ts';

/** Bytes of a block of SHA-256, to which HMAC fills up its key. */
const BLOCK = 64;
/** Characters of a pseudonym: 128 bits in hexadecimal. */
const LENGTH = 32;

/** Which values are to be replaced. */
export interface PseudonymRequest {
  /** Table or view that holds them. */
  readonly relation: Sql;
  /** Column of text, or an expression over the columns of the relation. */
  readonly column: Sql;
  /** Identifier kind of the column, which settles its canonical form; null for none. */
  readonly identifier: string | null;
  /** What the pseudonyms are for; another purpose has another key. */
  readonly purpose: string;
  /** Keys to use; those of this browser unless a test has its own. */
  readonly keys?: PseudonymKeys;
}

/** Pseudonyms of the distinct values of a column. */
export interface PseudonymColumn {
  /** Table with columns `value` (as it stood) and `pseudonym`, both VARCHAR. */
  readonly relation: Sql;
  /** The pseudonym of a text, as an expression; NULL for NULL and for values that were not there. */
  pseudonymOf(text: Sql): Sql;
  /** Takes the table away. Nothing then tells which pseudonym stands for which value. */
  drop(): Promise<void>;
}

let made = 0;

function hex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/**
 * HMAC-SHA-256 of a text as an expression: SHA256(K ⊕ opad ‖ SHA256(K ⊕ ipad ‖ text)), RFC 2104 section 2.
 *
 * @param key at most 64 bytes
 * @returns VARCHAR, the first 128 bits in hexadecimal (truncation: RFC 2104 section 5)
 */
export function hmacSha256(key: Uint8Array, text: Sql): Sql {
  const padded = new Uint8Array(BLOCK);
  padded.set(key);
  const inner = hex(padded.map((byte) => byte ^ 0x36));
  const outer = hex(padded.map((byte) => byte ^ 0x5c));
  const digest = sql`sha256(unhex(${outer}) || unhex(sha256(unhex(${inner}) || encode(${text}))))`;
  return sql`${digest}[1:${LENGTH}]`;
}

/** The canonical form in SQL where SQL can tell it, else NULL: it knows no NFKC and no telephone numbers. */
function canonicalInSql(text: Sql, rule: CanonicalRule): Sql {
  const ascii = sql`strlen(${text}) = length(${text})`;
  const plain = sql`trim(regexp_replace(${text}, '\\s+', ' ', 'g'))`;
  switch (rule) {
    case 'text':
      return sql`CASE WHEN ${ascii} THEN ${plain} END`;
    case 'email':
      return sql`CASE WHEN ${ascii} THEN lower(${plain}) END`;
    case 'code':
      return sql`CASE WHEN ${ascii} THEN upper(regexp_replace(${text}, '[\\s./-]', '', 'g')) END`;
    case 'phone':
      return sql`CASE WHEN regexp_full_match(${text}, '1[3-9][0-9]{9}') THEN '+86' || ${text} END`;
  }
}

/**
 * Gives every distinct value of a column its pseudonym: HMAC-SHA-256 of its canonical form under the key of the
 * purpose, 128 bits in hexadecimal. Equal identifiers get equal pseudonyms however they are spelt, in every table
 * of the purpose. The values and the pseudonyms stay in the engine.
 *
 * @throws AppFailure `engine.*`
 */
export async function pseudonymColumn(
  db: Database,
  run: Run,
  request: PseudonymRequest,
): Promise<PseudonymColumn> {
  const { relation, column, purpose, keys = PSEUDONYM_KEYS } = request;
  const rule = canonicalRule(request.identifier);
  made += 1;
  const call = made;
  const [values, odd, table] = ['values', 'odd', 'table'].map((part) =>
    identifier(`pseudonym_${part}_${call}`),
  ) as [Sql, Sql, Sql];
  const key = await keys.ofPurpose(purpose);
  try {
    await db.query(
      sql`CREATE TEMP TABLE ${values} AS SELECT value, ${canonicalInSql(sql`value`, rule)} AS canonical
        FROM (SELECT DISTINCT ${column} AS value FROM ${relation}) WHERE value IS NOT NULL`,
      run,
    );
    const left = await db.columns(sql`SELECT value FROM ${values} WHERE canonical IS NULL`, run);
    const texts = (left['value'] ?? []) as readonly string[];
    run.check();
    if (texts.length > 0) {
      // Loaded late, with the telephone plans of the world.
      const { canonicalForm } = await import('../../src/privacy/classify/canonical-form.ts');
      const forms = texts.map((text) => canonicalForm(text, rule));
      await db.insert(`pseudonym_odd_${call}`, { value: texts, canonical: forms });
    }
    const canonical =
      texts.length === 0
        ? sql`SELECT value, canonical FROM ${values}`
        : sql`SELECT value, canonical FROM ${values} WHERE canonical IS NOT NULL
            UNION ALL SELECT value, canonical FROM ${odd}`;
    await db.query(
      sql`CREATE TEMP TABLE ${table} AS
        SELECT value, CASE WHEN canonical <> '' THEN ${hmacSha256(key, sql`canonical`)} END AS pseudonym
        FROM (${canonical})`,
      run,
    );
  } finally {
    key.fill(0);
    // Under a run of its own: the one that was stopped would refuse it.
    const own = new Run(run.id);
    await db.query(sql`DROP TABLE IF EXISTS ${values}`, own);
    await db.query(sql`DROP TABLE IF EXISTS ${odd}`, own);
  }
  return {
    relation: table,
    pseudonymOf: (text) => sql`(SELECT known.pseudonym FROM ${table} known WHERE known.value = ${text})`,
    drop: async () => {
      await db.query(sql`DROP TABLE IF EXISTS ${table}`, new Run(run.id));
    },
  };
}
