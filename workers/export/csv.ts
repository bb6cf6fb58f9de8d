import type { TableShape } from '../../src/analyses/analysis.ts';
import { labelText, say } from '../../src/charts/labels.ts';
import type { Language } from '../../src/charts/look.ts';
import type { ColumnType, Value } from '../../src/contract/result-set.ts';
import { openReleased, type Released, type ReleasedTable } from '../../src/privacy/gate.ts';

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

function cell(value: Value, type: ColumnType): string {
  if (value === null) return '';
  if (typeof value === 'boolean') return String(value);
  if (typeof value === 'string') return neutralised(value);
  if (!Number.isFinite(value)) return '';
  if (type === 'date') return new Date(value).toISOString().slice(0, 10);
  if (type === 'timestamp') return new Date(value).toISOString();
  return String(Number(value.toPrecision(SIGNIFICANT_DIGITS)));
}

/** How a table is written. */
export interface CsvLook extends Language {
  readonly shape: TableShape;
  /** ISO 4217, put beside the names of columns of money; null when the data have none. */
  readonly currency: string | null;
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
export function toCsv(released: Released<ReleasedTable>, look: CsvLook): Uint8Array<ArrayBuffer> {
  const { table, contributors } = openReleased(released);
  const withheld = neutralised(look.translate('gate.withheld'));
  const counts = table.columns.find(({ name }) => name === contributors)?.values ?? [];

  const columns = look.shape.columns.map(({ name, label, meaning, unit, valueLabel }) => {
    const title = say(label, look);
    const withCurrency =
      unit === 'currency' && look.currency !== null
        ? look.translate('chart.withUnit', { name: title, unit: look.currency })
        : title;
    const source = table.columns.find((each) => each.name === name);
    const named = look.locale === 'en' ? undefined : valueLabel;
    return { title: withCurrency, source, isFigure: meaning !== 'group', named };
  });

  const rows = [columns.map(({ title }) => neutralised(title))];
  for (let index = 0; index < table.rowCount; index += 1) {
    const isWithheld = counts[index] === null;
    const fields = columns.map(({ source, isFigure, named }) => {
      if (isWithheld && isFigure) return withheld;
      if (source === undefined) return '';
      const value = source.values[index] ?? null;
      if (named === undefined || typeof value !== 'string') return cell(value, source.type);
      return neutralised(labelText(named(value), look));
    });
    rows.push(fields);
  }
  return csvBytes(rows);
}
