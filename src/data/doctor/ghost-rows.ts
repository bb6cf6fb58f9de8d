/** Rows that are no orders, though they stand among them: strokes, the header once more, totals. */

/** Strokes of a line of them; the same in JavaScript and RE2. */
export const STROKES = '[-=_*~+|.\\s─—━═]{3,}';
/** Words by which a row says that it sums up others, in small letters; the same in JavaScript and RE2. */
export const TOTAL_WORDS =
  '\\s*(?:(?:grand|sub|over\\s*all)?[\\s-]*totals?|total\\s+(?:general|général)|sum|summe|gesamt|gesamtsumme|suma|totale|' +
  '合计|总计|小计|共计|总额|汇总|合計|総計|總計)\\s*[:：]?\\s*';

const strokes = new RegExp(`^${STROKES}$`, 'u');
const total = new RegExp(`^${TOTAL_WORDS}$`, 'u');

/** Whether every field of a row is empty or a stroke: a line of delimiters alone is one too. */
export function isSeparator(fields: readonly (string | null)[]): boolean {
  return fields.every((text) => text === null || text.trim() === '' || strokes.test(text));
}

/** Whether a row is the header once more. */
export function isHeaderAgain(fields: readonly (string | null)[], header: readonly string[] | null): boolean {
  if (header === null || header.length < 2) return false;
  return header.every(
    (name, index) => (fields[index] ?? '').trim().toLowerCase() === name.trim().toLowerCase(),
  );
}

/** Place of the field that says that a row is a total; -1 where none does, or nothing in it is a number. */
export function totalWordAt(fields: readonly (string | null)[]): number {
  const place = fields.findIndex((text) => text !== null && total.test(text.toLowerCase()));
  return place >= 0 && fields.some((text, index) => index !== place && /\d/u.test(text ?? '')) ? place : -1;
}

/** Fewest rows a sum means something of. */
const FEWEST = 3;

/**
 * Whether the last row of a table sums up the others: one of its numbers is the sum of all above it, and more than half of
 * its other fields are empty.
 *
 * @param rows all rows of the table, as numbers where they are some; null where a field is empty, NaN where it is text
 */
export function lastIsSum(rows: readonly (readonly (number | null)[])[]): boolean {
  const last = rows.at(-1);
  if (last === undefined || rows.length <= FEWEST) return false;
  const others = rows.slice(0, -1);
  const sums = last.map((value, index) => {
    if (value === null || Number.isNaN(value) || value === 0) return false;
    const sum = others.reduce((all, row) => all + (row[index] ?? 0), 0);
    return Math.abs(sum - value) <= 1e-9 * Math.abs(value) + 0.005;
  });
  const rest = last.filter((_, index) => sums[index] !== true);
  return sums.includes(true) && 2 * rest.filter((value) => value === null).length > rest.length;
}
