import type { ColumnFormat, DateOrder } from '../contract/import.ts';
import { COMPACT_FORM, MONTH_NAMES, YEAR_FIRST_FORM, YEAR_LAST_FORM, type DateForm } from './date-text.ts';
import { hasNameOf } from './role-names.ts';

type DateFormat = Extract<ColumnFormat, { kind: 'date' }>;

/** A date format that the values of a column speak for. */
export interface DateFinding {
  readonly format: DateFormat;
  /** Share of the values it reads, 0 to 1. */
  readonly share: number;
  /** True where no value tells day and month apart. */
  readonly ambiguous: boolean;
  /** The first value that can be read in no other order of day and month; null where none need be, or none is. */
  readonly proof: string | null;
}

interface Parts {
  readonly first: number;
  readonly second: number;
  readonly third: number;
  readonly time: boolean;
}

function matcher(form: DateForm): (text: string) => Parts | null {
  const date = new RegExp(`^${form.date}$`, 'u');
  const dateTime = new RegExp(`^${form.dateTime}$`, 'u');
  return (text) => {
    const plain = date.exec(text);
    const found = plain ?? dateTime.exec(text);
    if (found === null) return null;
    const [, first, second, third] = found.map(Number);
    return { first: first ?? 0, second: second ?? 0, third: third ?? 0, time: plain === null };
  };
}

const yearFirst = matcher(YEAR_FIRST_FORM);
const yearLast = matcher(YEAR_LAST_FORM);
const compact = matcher(COMPACT_FORM);
const namedMonth = new RegExp(
  `^(?:\\d{1,2}[-/ ]${MONTH_NAMES}|${MONTH_NAMES})[a-z]*[-/., ]+\\d{1,2}|^\\d{1,2}[-/ ]${MONTH_NAMES}[a-z]*[-/., ]+\\d{2,4}`,
  'iu',
);

/** Whether a date proves by a number over 12 which of day and month comes first. */
function proves(text: string, order: DateOrder): boolean {
  if (order !== 'dmy' && order !== 'mdy') return false;
  const parts = yearLast(text);
  if (parts === null) return false;
  const [day, month] = order === 'dmy' ? [parts.first, parts.second] : [parts.second, parts.first];
  return day > 12 && isDay(day) && isMonth(month);
}

function isDay(day: number): boolean {
  return day >= 1 && day <= 31;
}

function isMonth(month: number): boolean {
  return month >= 1 && month <= 12;
}

interface Count {
  read: number;
  time: number;
}

type Tally = Record<DateOrder, Count>;

function emptyTally(): Tally {
  const none = (): Count => ({ read: 0, time: 0 });
  return {
    iso: none(),
    dmy: none(),
    mdy: none(),
    compact: none(),
    chinese: none(),
    epochSeconds: none(),
    epochMilliseconds: none(),
  };
}

function add(count: Count, time: boolean): void {
  count.read += 1;
  if (time) count.time += 1;
}

function tallyYearLast(tally: Tally, { first, second, time }: Parts): void {
  if (isDay(first) && isMonth(second)) add(tally.dmy, time);
  if (isMonth(first) && isDay(second)) add(tally.mdy, time);
}

function tallyDigits(tally: Tally, text: string): void {
  const found = compact(text);
  if (found !== null && isMonth(found.second) && isDay(found.third)) add(tally.compact, found.time);
  // 2001 to 2100, the span in which an epoch can be told from other long numbers.
  if (/^\d{10}$/u.test(text) && Number(text) >= 978_307_200) add(tally.epochSeconds, true);
  if (/^\d{13}$/u.test(text) && Number(text) >= 978_307_200_000) add(tally.epochMilliseconds, true);
}

function tallyText(tally: Tally, text: string): void {
  const first = yearFirst(text);
  if (first !== null) {
    if (isMonth(first.second) && isDay(first.third)) {
      add(text.includes('年') ? tally.chinese : tally.iso, first.time);
    }
    return;
  }
  const last = yearLast(text);
  if (last !== null) {
    tallyYearLast(tally, last);
    return;
  }
  if (namedMonth.test(text)) add(/^\d/u.test(text) ? tally.dmy : tally.mdy, text.includes(':'));
  else tallyDigits(tally, text.trim());
}

/** Year-first dates are read under every order, since they can mean only one day. */
const READ_BY_ALL: readonly DateOrder[] = ['iso', 'chinese'];

/**
 * Finds how the dates of a column are written.
 *
 * @param values non-empty texts of the sample
 * @param name the column's name; epoch numbers count as dates only where it speaks of time
 * @param dayFirst which order ambiguous dates are given
 * @returns null where the values are no dates
 */
export function findDateFormat(values: readonly string[], name: string, dayFirst = true): DateFinding | null {
  if (values.length === 0) return null;
  const tally = emptyTally();
  for (const value of values) tallyText(tally, value);
  const epochs = hasNameOf('orderedAt', name);
  const orders = (Object.keys(tally) as DateOrder[]).filter(
    (order) => tally[order].read > 0 && (epochs || !order.startsWith('epoch')),
  );
  const preferred = dayFirst ? 'dmy' : 'mdy';
  const best = orders.reduce<DateOrder | null>((chosen, order) => {
    if (chosen === null) return order;
    const lead = tally[order].read - tally[chosen].read;
    return lead > 0 || (lead === 0 && order === preferred) ? order : chosen;
  }, null);
  if (best === null) return null;
  const alsoRead = READ_BY_ALL.filter((order) => order !== best);
  const read = [best, ...alsoRead].reduce((sum, order) => sum + tally[order].read, 0);
  return {
    format: { kind: 'date', order: best, time: tally[best].time * 2 > tally[best].read },
    share: Math.min(1, read / values.length),
    ambiguous: (best === 'dmy' || best === 'mdy') && tally.dmy.read === tally.mdy.read && !namedOnly(values),
    proof: values.find((value) => proves(value, best)) ?? null,
  };
}

function namedOnly(values: readonly string[]): boolean {
  return values.every((value) => yearLast(value) === null);
}
