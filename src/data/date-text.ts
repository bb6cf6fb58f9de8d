import type { DateOrder } from '../contract/import.ts';

/**
 * Regular expressions of dates as text, in the common ground of JavaScript and RE2, so that the sample and the
 * whole file are judged alike. Groups 1 to 3 are the parts of the date as they stand; in the forms with a time,
 * group 4 is the hour, 5 the minute, 6 the seconds with their colon or nothing.
 */
const YEAR = '((?:18|19|20|21)\\d{2})';
const SHORT_YEAR = '((?:18|19|20|21)\\d{2}|\\d{2})';
const PART = '(\\d{1,2})';
const MARK = '\\s*[-/.]\\s*';
const YEAR_FIRST = `${YEAR}\\s*[-/.年]\\s*${PART}\\s*[-/.月]\\s*${PART}\\s*日?`;
const YEAR_LAST = `${PART}${MARK}${PART}${MARK}${SHORT_YEAR}`;
const COMPACT = `${YEAR}(\\d{2})(\\d{2})`;
const ZONE = '(?:Z|UTC|GMT|[-+]\\d{2}:?(?:\\d{2})?)?';
const TIME =
  '[T,\\s]*(?:上午|下午|AM|PM|am|pm)?\\s*(\\d{1,2})[:：时点](\\d{1,2})((?::\\d{1,2}(?:[.,]\\d+)?)?)分?\\s*(?:\\d{1,2}秒)?\\s*(?:[AaPp]\\.?[Mm]\\.?)?';
const COMPACT_TIME = '[T\\s]?(\\d{2}):?(\\d{2}):?(\\d{2})';

/** How dates of one family are recognised. */
export interface DateForm {
  readonly date: string;
  readonly dateTime: string;
}

function form(date: string, time: string): DateForm {
  return { date: `\\s*${date}\\s*`, dateTime: `\\s*${date}${time}\\s*${ZONE}\\s*` };
}

export const YEAR_FIRST_FORM: DateForm = form(YEAR_FIRST, TIME);
export const YEAR_LAST_FORM: DateForm = form(YEAR_LAST, TIME);
export const COMPACT_FORM: DateForm = form(COMPACT, COMPACT_TIME);

/** Afternoon and noon marks, for adding or taking twelve hours. */
export const AFTERNOON = '[Pp]\\.?[Mm]|下午';
export const MORNING = '[Aa]\\.?[Mm]|上午';

/** A month in letters, which the forms above do not cover but a pattern of DuckDB does. */
export const MONTH_NAMES = '(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)';

/** Patterns of DuckDB's `strptime` that may read a whole column at once, by order. */
export const FAST_PATTERNS: Readonly<Record<'dmy' | 'mdy' | 'compact', readonly string[]>> = {
  dmy: patterns(['%d/%m/%Y', '%d-%m-%Y', '%d.%m.%Y', '%d/%m/%y', '%d-%m-%y', '%d.%m.%y'], true),
  mdy: patterns(['%m/%d/%Y', '%m-%d-%Y', '%m.%d.%Y', '%m/%d/%y', '%m-%d-%y'], true),
  compact: ['%Y%m%d', '%Y%m%d%H%M%S'],
};

function patterns(dates: readonly string[], times: boolean): string[] {
  const clock = times ? ['', ' %H:%M', ' %H:%M:%S', ' %I:%M %p', ' %I:%M:%S %p'] : [''];
  return dates.flatMap((date) => clock.map((time) => date + time));
}

/** Patterns with the month in letters, with the order each belongs to. */
export const NAMED_MONTH_PATTERNS: readonly { readonly order: DateOrder; readonly pattern: string }[] = [
  ...patterns(['%d-%b-%Y', '%d %b %Y', '%d-%b-%y', '%d %b %y', '%d/%b/%Y', '%d %B %Y', '%d-%B-%Y'], true).map(
    (pattern) => ({ order: 'dmy' as const, pattern }),
  ),
  ...patterns(['%b %d, %Y', '%b %d %Y', '%B %d, %Y', '%B %d %Y'], true).map((pattern) => ({
    order: 'mdy' as const,
    pattern,
  })),
];
