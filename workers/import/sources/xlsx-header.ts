/** Rows in which the header is looked for. */
const LOOKED_AT = 60;
/** Rows below it that must be as wide. */
const BELOW = 5;

const NUMBER = /^[-+]?[\d.,]+%?$/u;
const DATE = /^\d{4}-\d{2}-\d{2}/u;

type Row = readonly string[];

function filled(row: Row): number {
  return row.filter((text) => text.trim() !== '').length;
}

/** Cells that could be names: filled, and neither numbers nor dates. */
function named(row: Row): number {
  return row.filter((text) => text.trim() !== '' && !NUMBER.test(text.trim()) && !DATE.test(text)).length;
}

function usual(counts: readonly number[]): number {
  const sorted = counts.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}

/**
 * Finds the row of a sheet that names the columns: the first in which most cells are text and which is about as wide as
 * the rows below it. Titles and notes above a table fill fewer cells than its rows do.
 *
 * @param rows the first rows of the sheet, empty ones among them
 * @returns its number from 1; null where no row looks like one
 */
export function findHeaderRow(rows: readonly Row[]): number | null {
  for (const [index, row] of rows.slice(0, LOOKED_AT).entries()) {
    const cells = filled(row);
    const below = rows
      .slice(index + 1)
      .filter((later) => filled(later) > 0)
      .slice(0, BELOW);
    const width = usual(below.map(filled));
    const wide = cells >= 2 && cells >= 0.7 * width;
    if (wide && below.length > 0 && named(row) >= 0.6 * cells) return index + 1;
    // A row of values that is as wide as those below it: the table has begun, without names.
    if (wide && below.length > 0 && named(row) < 0.6 * cells) return null;
  }
  return null;
}
