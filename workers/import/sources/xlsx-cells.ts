import { plainNumber } from './plain-number.ts';

/** What the library makes of a cell; numbers are text by then. */
export type Cell = string | boolean | Date | null;

const DAY = 86_400_000;
/** A workbook counts days from the last one of 1899; what lies before 1900 is a time without a date. */
const FIRST_DAY = Date.UTC(1900, 0, 1);

/**
 * A number of a workbook as text. Fractions stand there with 17 digits, 19.99 as 19.989999999999998; the shortest text of
 * the same number is what was typed. Whole numbers keep all their digits.
 */
export function numberText(text: string): string {
  const value = Number(text);
  const fraction = /[.eE]/u.test(text) && Number.isFinite(value);
  return plainNumber(fraction ? String(value) : text);
}

/** Times are fractions of a day, so a second comes out a thousandth too early as often as not. */
function wholeSeconds(time: number): number {
  const nearest = Math.round(time / 1000) * 1000;
  return Math.abs(nearest - time) <= 1 ? nearest : time;
}

/** A date as text: `2024-01-31`, with a time behind it where it is not midnight; a time alone as `08:30:00`. */
function dateText(date: Date): string {
  const time = wholeSeconds(date.getTime());
  if (Number.isNaN(time)) return '';
  const iso = new Date(time).toISOString();
  const clock = iso.slice(11, 23).replace(/\.000$/u, '');
  if (time < FIRST_DAY && time >= FIRST_DAY - 2 * DAY) return clock;
  return time % DAY === 0 ? iso.slice(0, 10) : `${iso.slice(0, 10)} ${clock}`;
}

/** A cell as the text of a field; empty cells and cells with errors are empty. */
export function cellText(cell: Cell): string {
  if (cell === null) return '';
  if (typeof cell === 'string') return cell;
  return typeof cell === 'boolean' ? String(cell) : dateText(cell);
}
