import { openReleased, type Released, type ReleasedTable } from '../../src/privacy/gate.ts';
import { cellText, neutralised } from './csv.ts';
import { printedTable, WITHHELD, type TableLook } from './printed-table.ts';

/** Rows and columns of a range; `to` is exclusive. */
export interface CopiedRange {
  readonly from: number;
  readonly to: number;
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
 * @param range null: all of it; rows and columns that the released table has not are left out
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
  const columns = range === null ? all : all.filter(({ name }) => range.columns.includes(name));
  const { rowCount } = open.table;
  const from = Math.max(0, range?.from ?? 0);
  const to = Math.min(rowCount, range?.to ?? rowCount);
  const rows = Array.from({ length: Math.max(0, to - from) }, (_, index) =>
    columns.map(({ cells, type }) => {
      const value = cells[from + index] ?? null;
      return value === WITHHELD ? withheld : cellText(value, type);
    }),
  );
  const lines = [columns.map(({ title }) => neutralised(title)), ...rows].map((fields) =>
    fields.map(oneLine).join('\t'),
  );
  return new TextEncoder().encode(`${lines.join('\n')}\n`);
}
