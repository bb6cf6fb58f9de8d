import type { FilterClause, Selection } from '../contract/dashboard.ts';
import { normalSelection } from './selection.ts';

/** Longest text of filters in an address; what is longer goes into a file. */
export const MOST_LINK_CHARACTERS = 1500;
/** Longest text that is read, clauses in it, values in a clause, characters of a value. */
const MOST_READ = 8000;
const MOST_CLAUSES = 10;
const MOST_VALUES = 200;
const MOST_VALUE_LENGTH = 200;

/** Version of the writing, its first part. */
const VERSION = '1';
/** What says in an address that nothing is selected, where a dashboard opens with a selection. */
export const NOTHING_SELECTED = VERSION;
const OPS = { in: 'in', between: 'to' } as const;
const PLAIN = /^[A-Za-z0-9-]+$/u;
const RADIX = 36;
const LAST_CODE_POINT = 0x10ffff;

/**
 * A name or value in signs that no browser, mail or messenger changes in an address: letters, digits and `-` stand for
 * themselves, what lies between `_` is code points to the base 36 joined by `-`. The empty text is `__`.
 */
function packed(text: string): string {
  if (text === '') return '__';
  const escape = (run: string): string =>
    `_${Array.from(run, (sign) => (sign.codePointAt(0) ?? 0).toString(RADIX)).join('-')}_`;
  return text.replace(/[^A-Za-z0-9-]+/gu, escape);
}

function codePoint(digits: string): string {
  const code = /^[0-9a-z]{1,5}$/u.test(digits) ? parseInt(digits, RADIX) : NaN;
  if (!(code <= LAST_CODE_POINT)) throw new RangeError(`${digits} is no code point`);
  return String.fromCodePoint(code);
}

/**
 * The text that {@link packed} wrote.
 *
 * @throws RangeError for what it never writes
 */
function unpacked(text: string): string {
  if (text === '__') return '';
  const parts = text.split('_');
  // Signs that stand for themselves and escaped ones take turns.
  const read = parts.map((part, place) => {
    if (place % 2 === 1) return part.split('-').map(codePoint).join('');
    if (part !== '' && !PLAIN.test(part)) throw new RangeError(`${part} is not written like that`);
    return part;
  });
  const whole = read.join('');
  if (parts.length % 2 === 0 || whole === '' || whole.length > MOST_VALUE_LENGTH) {
    throw new RangeError(`${text} is not written like that`);
  }
  return whole;
}

/** What a selection becomes in an address. */
export interface WrittenFilters {
  /** For `f=`; empty without a condition; null where it is too much: longer than {@link MOST_LINK_CHARACTERS}. */
  readonly text: string | null;
  /** Dimensions that may not stand in an address. */
  readonly leftOut: readonly string[];
}

function isTooMuch(clauses: Selection): boolean {
  const isLong = (value: string): boolean => value.length > MOST_VALUE_LENGTH;
  return (
    clauses.length > MOST_CLAUSES ||
    clauses.some((clause) =>
      clause.op === 'in'
        ? clause.values.length > MOST_VALUES || clause.values.some(isLong)
        : isLong(clause.low) || isLong(clause.high),
    )
  );
}

/**
 * Writes a selection for an address: what was meant to be looked at, nothing of the data but the values that were
 * chosen, such as `1~country.in.DE.FR~period.to.2026-01.2026-06`.
 *
 * @param allowed dimensions whose values may be shown to others; conditions on any other are left out
 */
export function writeFilters(selection: Selection, allowed: readonly string[]): WrittenFilters {
  const all = normalSelection(selection);
  const clauses = all.filter(({ dimension }) => allowed.includes(dimension));
  const leftOut = all.flatMap(({ dimension }) => (allowed.includes(dimension) ? [] : [dimension]));
  const written = clauses.map((clause) => {
    const values = clause.op === 'in' ? clause.values : [clause.low, clause.high];
    return [packed(clause.dimension), OPS[clause.op], ...values.map(packed)].join('.');
  });
  const text = written.length === 0 ? '' : [VERSION, ...written].join('~');
  return { text: text.length > MOST_LINK_CHARACTERS || isTooMuch(clauses) ? null : text, leftOut };
}

/** A selection read from an address. */
export interface ReadFilters {
  readonly selection: Selection;
  /** Dimensions that the dashboard has not, in the order of the address; their conditions are dropped. */
  readonly unknown: readonly string[];
  /** Whether some of the address could not be read: it was cut or changed, or is of a later version. */
  readonly damaged: boolean;
}

function readClause(text: string): FilterClause {
  const [name = '', op = '', ...given] = text.split('.');
  const dimension = unpacked(name);
  const values = given.map(unpacked);
  const [low, high] = values;
  if (low === undefined || values.length > MOST_VALUES)
    throw new RangeError('a number of values is expected');
  if (op === OPS.in) return { dimension, op: 'in', values };
  if (op !== OPS.between || high === undefined || values.length > 2) {
    throw new RangeError('a condition is expected');
  }
  return { dimension, op: 'between', low, high };
}

/**
 * Reads what {@link writeFilters} wrote, as far as it can be read: an address may be old, cut, or made up.
 *
 * @param text of `f=`
 * @param allowed dimensions the dashboard has that may stand in an address
 */
export function readFilters(text: string, allowed: readonly string[]): ReadFilters {
  const [version, ...parts] = text.slice(0, MOST_READ).split('~');
  if (text === '') return { selection: [], unknown: [], damaged: false };
  if (version !== VERSION) return { selection: [], unknown: [], damaged: true };
  const clauses = new Map<string, FilterClause>();
  const unknown: string[] = [];
  let damaged = text.length > MOST_READ || parts.length > MOST_CLAUSES;
  for (const part of parts.slice(0, MOST_CLAUSES)) {
    try {
      const clause = readClause(part);
      if (!allowed.includes(clause.dimension)) unknown.push(clause.dimension);
      else if (clauses.has(clause.dimension)) damaged = true;
      else clauses.set(clause.dimension, clause);
    } catch (thrown) {
      if (!(thrown instanceof RangeError)) throw thrown;
      damaged = true;
    }
  }
  return { selection: normalSelection([...clauses.values()]), unknown, damaged };
}
