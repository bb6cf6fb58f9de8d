import { openReleased, type Released, type ReleasedTable } from '../../src/privacy/gate.ts';
import { cellText, neutralised } from './csv.ts';
import { printedTable, WITHHELD, type TableLook } from './printed-table.ts';

/** What is copied of a table: places of rows from 0 on, and names of columns, as they are to stand. */
export interface CopiedRange {
  readonly rows: readonly number[];
  readonly columns: readonly string[];
}

/** A field of text that is pasted into cells: one line without tabs. */
function oneLine(text: string): string {
  return text.replaceAll(/[\t\r\n]+/gu, ' ');
}

/**
 * Writes a range of a released table as text for the clipboard: fields apart by tabs, with the names of the columns, and
 * withheld figures marked as in a CSV file. What spreadsheets would take for a formula is made harmless.
 *
 * @param range null: all of it; columns that the released table has not are left out
 * @throws AppFailure `gate.notReleased` for a table that has not passed the gate
 */
export function toTabs(
  released: Released<ReleasedTable>,
  look: TableLook,
  range: CopiedRange | null,
): Uint8Array<ArrayBuffer> {
  const open = openReleased(released);
  const withheld = neutralised(look.translate('gate.withheld'));
  const all = printedTable(open, look);
  const columns =
    range === null ? all : range.columns.flatMap((wanted) => all.filter(({ name }) => name === wanted));
  const places = range?.rows ?? Array.from({ length: open.table.rowCount }, (_, place) => place);
  const rows = places.map((place) =>
    columns.map(({ cells, type }) => {
      const value = cells[place] ?? null;
      return value === WITHHELD ? withheld : cellText(value, type);
    }),
  );
  const lines = [columns.map(({ title }) => neutralised(title)), ...rows].map((fields) =>
    fields.map(oneLine).join('\t'),
  );
  return new TextEncoder().encode(`${lines.join('\n')}\n`);
}
