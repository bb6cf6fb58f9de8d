import type { ColumnType, Value } from '../../src/contract/result-set.ts';
import { openReleased, type Released, type ReleasedTable } from '../../src/privacy/gate.ts';
import { printedTable, WITHHELD, type TableLook } from './printed-table.ts';

/** Tells spreadsheets that the bytes are UTF-8, without which they garble Chinese. */
const BYTE_ORDER_MARK = '\uFEFF';
const LINE_END = '\r\n';

/**
 * Beginnings that make a spreadsheet take text for a formula: the signs, after any white space or invisible
 * characters, in their full-width forms too, and a tab or line break itself. (OWASP, CSV Injection.)
 */
const FORMULA = /^[\s\p{Cc}\p{Cf}]*[=+\-@＝＋－＠]|^[\t\r\n]/u;

/**
 * Makes text harmless to spreadsheets: what would be read as a formula gets an apostrophe in front, which
 * they take as "this is text".
 */
export function neutralised(text: string): string {
  return FORMULA.test(text) ? `'${text}` : text;
}

/** Writes a field as RFC 4180 asks: in quotes where it holds a separator, a quote or a line break. */
function field(text: string): string {
  return /[",\r\n]/u.test(text) || text !== text.trim() ? `"${text.replaceAll('"', '""')}"` : text;
}

/**
 * Writes rows of fields as a CSV file: RFC 4180, UTF-8 with a byte order mark.
 *
 * @param rows of texts that are harmless to spreadsheets already (see {@link neutralised})
 */
export function csvBytes(rows: readonly (readonly string[])[]): Uint8Array<ArrayBuffer> {
  const lines = rows.map((fields) => fields.map(field).join(',') + LINE_END);
  return new TextEncoder().encode(BYTE_ORDER_MARK + lines.join(''));
}

/** Digits a double can be trusted with; the ones after are noise of adding up. */
const SIGNIFICANT_DIGITS = 15;

/** A value as text in a file that spreadsheets read. */
export function cellText(value: Value, type: ColumnType): string {
  if (value === null) return '';
  if (typeof value === 'boolean') return String(value);
  if (typeof value === 'string') return neutralised(value);
  if (!Number.isFinite(value)) return '';
  if (type === 'date') return new Date(value).toISOString().slice(0, 10);
  if (type === 'timestamp') return new Date(value).toISOString();
  return String(Number(value.toPrecision(SIGNIFICANT_DIGITS)));
}

/**
 * Writes a released table as CSV: RFC 4180, UTF-8 with a byte order mark, names of columns in the reader's
 * language, values that have a translation too, dates in ISO 8601, numbers with a point and without separators.
 *
 * A withheld figure is the word "withheld" in the reader's language, the same for every reason, so that the
 * file tells neither how small it was nor which rows were withheld for the sake of others. A figure that does
 * not exist is an empty field.
 *
 * @throws AppFailure `gate.notReleased` for a table that has not passed the gate
 */
export function toCsv(released: Released<ReleasedTable>, look: TableLook): Uint8Array<ArrayBuffer> {
  const open = openReleased(released);
  const withheld = neutralised(look.translate('gate.withheld'));
  const columns = printedTable(open, look);
  const rows = Array.from({ length: open.table.rowCount }, (_, row) =>
    columns.map(({ cells, type }) => {
      const value = cells[row] ?? null;
      return value === WITHHELD ? withheld : cellText(value, type);
    }),
  );
  return csvBytes([columns.map(({ title }) => neutralised(title)), ...rows]);
}
