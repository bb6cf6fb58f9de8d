import { joined, sql, type Sql } from '../../src/contract/sql.ts';

/**
 * What the ids of a column look like. Ids that are numbers in some dress get a whole-number key inside the
 * scan, and their text can be made again from the key, so that neither a dictionary nor the text is kept.
 */
export type IdShape =
  /** Whole numbers as one would write them: no leading zeros, no sign. */
  | { readonly kind: 'integer' }
  /** Whole numbers that went through a spreadsheet: 12345.0, 1.2345e4. */
  | { readonly kind: 'float' }
  /** The same letters before a fixed number of digits; the letters may be none. */
  | { readonly kind: 'prefixed'; readonly prefix: string; readonly digits: number }
  | { readonly kind: 'text' };

/** Texts that stand for no value where a program has written them. */
const EMPTY_TOKENS = ['', 'null', '(null)', '\\n', 'na', 'n/a', '#n/a', 'nan', 'none', 'nil', '-', '--'];

/** Whether a text stands for no value. */
export function isEmptyToken(text: string): boolean {
  return EMPTY_TOKENS.includes(text.trim().toLowerCase());
}

/** A word as long as the longest of them, in bytes. */
const LONGEST_TOKEN = Math.max(...EMPTY_TOKENS.map((token) => token.length));

/**
 * The same in SQL; NULL counts as empty. Not with IN: DuckDB turns a long IN into a join over all rows, even
 * where a CASE would rarely come to it, which made the scan of a file a third slower.
 */
export function emptyToken(text: Sql): Sql {
  return sql`(${text} IS NULL OR ${tokenIn(sql`trim(${text})`)})`;
}

function tokenIn(trimmed: Sql): Sql {
  const tokens = EMPTY_TOKENS.map((token) => sql`${token}`);
  return sql`(strlen(${trimmed}) <= ${LONGEST_TOKEN} AND list_contains([${tokens}], lower(${trimmed})))`;
}

const DIGITS_OF_INTEGER = 9;

/**
 * Finds the shape that all sampled ids share.
 *
 * @param values sampled texts; empty ones do not count
 */
export function idShape(values: readonly (string | null)[]): IdShape {
  const ids = values.filter((value): value is string => value !== null && !isEmptyToken(value));
  const [first] = ids;
  if (first === undefined) return { kind: 'text' };
  if (ids.every((id) => /^(?:0|[1-9]\d{0,17})$/u.test(id))) return { kind: 'integer' };
  const parts = /^(?<prefix>.*?)(?<digits>\d{1,15})$/su.exec(first)?.groups;
  const prefix = parts?.['prefix'] ?? '';
  const digits = parts?.['digits']?.length ?? 0;
  const rest = new RegExp(`^\\d{${digits}}$`, 'u');
  if (digits > 0 && ids.every((id) => id.startsWith(prefix) && rest.test(id.slice(prefix.length)))) {
    return { kind: 'prefixed', prefix, digits };
  }
  const whole = (id: string): boolean =>
    /^\d+(?:\.\d*)?(?:e\+?\d+)?$/iu.test(id) && Number.isSafeInteger(Number(id));
  return ids.every(whole) ? { kind: 'float' } : { kind: 'text' };
}

/** The digits of an id, without the letters before them. */
function digitsOf(shape: IdShape, text: Sql): Sql {
  // SQL counts characters, JavaScript counts halves of some.
  return shape.kind === 'prefixed' && shape.prefix !== ''
    ? sql`substr(${text}, ${Array.from(shape.prefix).length + 1})`
    : text;
}

function keyType(shape: IdShape): Sql {
  const short = shape.kind === 'prefixed' && shape.digits <= DIGITS_OF_INTEGER;
  return short ? sql`INTEGER` : sql`BIGINT`;
}

/** An id as a number, before it is known to have the shape; for text the text without blanks around it. */
export function castId(shape: IdShape, text: Sql): Sql {
  switch (shape.kind) {
    case 'integer':
    case 'prefixed':
      return sql`try_cast(${digitsOf(shape, text)} AS ${keyType(shape)})`;
    case 'float':
      return sql`try_cast(${text} AS DOUBLE)`;
    case 'text':
      return sql`trim(${text})`;
  }
}

/**
 * The key of an id inside the scan: NULL where the id is empty or has not got the shape. For text it is the
 * text itself. Casts take more than digits (1e2, 1_000), so the number is written out again and compared.
 *
 * @param cast the column that holds {@link castId} of the text
 */
export function keyOf(shape: IdShape, text: Sql, cast: Sql): Sql {
  switch (shape.kind) {
    case 'integer':
      return sql`CASE WHEN ${cast} >= 0 AND ${cast}::VARCHAR = ${text} THEN ${cast} END`;
    case 'float':
      return sql`CASE WHEN ${cast} BETWEEN 0 AND 9007199254740991 AND ${cast} = floor(${cast})
        THEN try_cast(${cast} AS BIGINT) END`;
    case 'prefixed': {
      // A one before the digits keeps their zeros, so that equal texts mean equal ids.
      const same = sql`(${cast} + ${10 ** shape.digits}::${keyType(shape)})::VARCHAR = '1' || ${digitsOf(shape, text)}`;
      const begins = shape.prefix === '' ? [] : [sql`starts_with(${text}, ${shape.prefix})`];
      return sql`CASE WHEN ${joined([same, ...begins], ' AND ')} THEN ${cast} END`;
    }
    case 'text':
      return sql`CASE WHEN NOT ${tokenIn(cast)} THEN ${cast} END`;
  }
}

/** The text of an id, made from its key. Text ids need their dictionary instead. */
export function textOfKey(shape: Exclude<IdShape, { kind: 'text' }>, key: Sql): Sql {
  if (shape.kind !== 'prefixed') return sql`${key}::VARCHAR`;
  return sql`${shape.prefix} || lpad(${key}::VARCHAR, ${shape.digits}, '0')`;
}
