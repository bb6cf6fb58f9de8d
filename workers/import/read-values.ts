import type { ColumnFormat, DateOrder } from '../../src/contract/import.ts';
import { sql, type Sql } from '../../src/contract/sql.ts';
import {
  AFTERNOON,
  COMPACT_FORM,
  FAST_PATTERNS,
  MORNING,
  NAMED_MONTH_PATTERNS,
  YEAR_FIRST_FORM,
  YEAR_LAST_FORM,
  type DateForm,
} from '../../src/data/date-text.ts';
import { NEGATIVE, numberPattern } from '../../src/data/number-format.ts';
import { NO_WORDS, YES_WORDS } from '../../src/data/yes-no.ts';

type NumberFormat = Extract<ColumnFormat, { kind: 'number' }>;
type DateFormat = Extract<ColumnFormat, { kind: 'date' }>;

/**
 * Reads a number that the plain cast cannot: with a currency, groups, a decimal comma, a sign behind it, or in
 * brackets for negative. Anything else around the digits makes it unreadable rather than guessed.
 */
function dressedNumber(text: Sql, format: NumberFormat): Sql {
  const pattern = numberPattern(format.decimal);
  const dress = format.decimal === '.' ? '[^0-9.eE+-]' : '[^0-9,eE+-]';
  const digits = sql`regexp_replace(regexp_extract(${text}, ${`^${pattern}$`}, 1), ${dress}, '', 'g')`;
  const plain = format.decimal === '.' ? digits : sql`replace(${digits}, ',', '.')`;
  return sql`CASE WHEN regexp_full_match(${text}, ${pattern}) THEN try_cast(${plain} AS DOUBLE)
    * CASE WHEN regexp_matches(${text}, ${NEGATIVE}) THEN -1 ELSE 1 END
    * CASE WHEN contains(${text}, '%') THEN 0.01 ELSE 1 END END`;
}

/**
 * A text as DOUBLE; NULL where it is empty or not a number of the format. It may be NaN or infinite; see
 * {@link finite}.
 */
export function readNumber(text: Sql, format: NumberFormat): Sql {
  const dressed = dressedNumber(text, format);
  // A point may only be taken as it is where it cannot part thousands.
  return format.decimal === '.' && format.group !== '.'
    ? sql`coalesce(try_cast(${text} AS DOUBLE), ${dressed})`
    : dressed;
}

/** Drops what is no ordinary number: NaN sorts above every number in DuckDB, so a range drops it too. */
export function finite(number: Sql): Sql {
  return sql`CASE WHEN ${number} BETWEEN -1e300 AND 1e300 THEN ${number} END`;
}

/** Drops the infinite dates that DuckDB's cast would take from words. */
export function finiteDate(date: Sql): Sql {
  return sql`CASE WHEN ${date} BETWEEN TIMESTAMP '1000-01-01' AND TIMESTAMP '9999-12-31 23:59:59' THEN ${date} END`;
}

/** Twelve hours more after noon, twelve less in the hour after midnight, where the text says so. */
function halfDay(text: Sql, date: Sql): Sql {
  return sql`(${date} + CASE WHEN regexp_matches(${text}, ${AFTERNOON}) AND hour(${date}) < 12
    THEN INTERVAL 12 HOUR WHEN regexp_matches(${text}, ${MORNING}) AND hour(${date}) = 12
    THEN INTERVAL (-12) HOUR ELSE INTERVAL 0 HOUR END)`;
}

/** Rewrites a date of a known form as DuckDB's cast takes it, part by part. */
function rewritten(text: Sql, form: DateForm, date: string): Sql {
  const plain = sql`try_cast(regexp_replace(${text}, ${`^${form.date}$`}, ${date}) AS TIMESTAMP)`;
  const long = sql`try_cast(regexp_replace(${text}, ${`^${form.dateTime}$`}, ${`${date} \\4:\\5\\6`}) AS TIMESTAMP)`;
  return sql`CASE WHEN regexp_full_match(${text}, ${form.date}) THEN ${plain}
    WHEN regexp_full_match(${text}, ${form.dateTime}) THEN ${halfDay(text, long)} END`;
}

/** Writes out a year of two digits: 00 to 69 are this century's, as POSIX has it. */
function fullYear(text: Sql): Sql {
  const before = '^(\\s*\\d{1,2}\\s*[-/.]\\s*\\d{1,2}\\s*[-/.]\\s*)';
  const after = '($|[^0-9])';
  const late = sql`regexp_replace(${text}, ${`${before}([0-6]\\d)${after}`}, '\\120\\2\\3')`;
  return sql`regexp_replace(${late}, ${`${before}([7-9]\\d)${after}`}, '\\119\\2\\3')`;
}

/** Reads dates in any form that can mean only one day, and those whose order is settled in that order. */
function carefulDate(text: Sql, order: DateOrder): Sql {
  const forms = [rewritten(text, YEAR_FIRST_FORM, '\\1-\\2-\\3')];
  if (order === 'dmy') forms.push(rewritten(fullYear(text), YEAR_LAST_FORM, '\\3-\\2-\\1'));
  if (order === 'mdy') forms.push(rewritten(fullYear(text), YEAR_LAST_FORM, '\\3-\\1-\\2'));
  const compact = sql`CASE WHEN regexp_full_match(${text}, ${COMPACT_FORM.date})
      THEN try_strptime(trim(${text}), '%Y%m%d')
    WHEN regexp_full_match(${text}, ${COMPACT_FORM.dateTime})
      THEN try_strptime(regexp_replace(${text}, '[^0-9]', '', 'g')[1:14], '%Y%m%d%H%M%S') END`;
  return sql`coalesce(${[...forms, compact]})`;
}

/** Latest second and millisecond that DuckDB can turn into a timestamp of four-digit year. */
const LAST_SECOND = 253_402_300_799;

function epoch(text: Sql, perSecond: number): Sql {
  const count = sql`try_cast(${text} AS DOUBLE)`;
  return sql`CASE WHEN ${count} BETWEEN 0 AND ${LAST_SECOND * perSecond}
    THEN make_timestamp((${count} * ${1_000_000 / perSecond})::BIGINT) END`;
}

/**
 * A text as TIMESTAMP; NULL where it is empty or no date of the format. Times are taken as written: an offset
 * is passed over, so that an order keeps the day it had in the shop.
 *
 * @param pattern the one pattern that reads nearly all of the column, from {@link fastPattern}, or null. It is
 *   tried first, since trying patterns that fail costs thirty times as much as one that fits.
 */
export function readDate(text: Sql, format: DateFormat, pattern: string | null): Sql {
  switch (format.order) {
    case 'epochSeconds':
      return epoch(text, 1);
    case 'epochMilliseconds':
      return epoch(text, 1000);
    case 'iso':
      return sql`coalesce(try_cast(${text} AS TIMESTAMP), ${carefulDate(text, 'iso')})`;
    default: {
      const careful = carefulDate(text, format.order);
      return pattern === null
        ? careful
        : sql`coalesce(${finiteDate(sql`try_strptime(${text}, ${pattern})`)}, ${careful})`;
    }
  }
}

function isOneOf(text: Sql, words: readonly string[]): Sql {
  return sql`list_contains([${words.map((word) => sql`${word}`)}], lower(trim(${text})))`;
}

/** A text as BOOLEAN by the word it is; NULL where it is empty or no such word. */
export function readYesNo(
  text: Sql,
  yes: readonly string[] = YES_WORDS,
  no: readonly string[] = NO_WORDS,
): Sql {
  return sql`CASE WHEN ${isOneOf(text, yes)} THEN TRUE WHEN ${isOneOf(text, no)} THEN FALSE END`;
}

/** Patterns worth trying for a column, in order. */
export function candidatePatterns(format: DateFormat): readonly string[] {
  const { order } = format;
  const named = NAMED_MONTH_PATTERNS.filter((each) => each.order === order).map((each) => each.pattern);
  return order === 'dmy' || order === 'mdy' || order === 'compact' ? [...FAST_PATTERNS[order], ...named] : [];
}
