import { openReleased, type Released } from '../../src/privacy/gate.ts';
import { csvBytes, neutralised } from './csv.ts';
import type { RecordsTable } from './manifest.ts';

/**
 * Writes a released de-identified table as CSV, as `csvBytes` does, under the names its columns have; an empty
 * value is an empty field.
 *
 * @throws AppFailure `gate.notReleased` for a table that has not passed the gate
 */
export function toRecordsCsv(released: Released<RecordsTable>): Uint8Array<ArrayBuffer> {
  const { table } = openReleased(released);
  const rows = Array.from({ length: table.rowCount }, (_, row) =>
    table.columns.map(({ values }) => {
      const value = values[row] ?? null;
      return value === null ? '' : neutralised(String(value));
    }),
  );
  return csvBytes([table.columns.map(({ name }) => neutralised(name)), ...rows]);
}
