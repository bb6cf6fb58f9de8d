import type { Language } from '../../src/charts/look.ts';
import { openReleased, type Released } from '../../src/privacy/gate.ts';
import type { ReportCell, ReportPage } from '../../src/privacy/report.ts';
import { csvBytes, neutralised } from './csv.ts';

/**
 * Writes a released report as CSV, one table under the other with an empty line between, each under its heading where
 * it has one. The form of fields is that of every CSV file of the app.
 *
 * @throws AppFailure `gate.notReleased` for a report that has not passed the gate
 */
export function reportCsv(
  released: Released<ReportPage>,
  { translate }: Pick<Language, 'translate'>,
): Uint8Array<ArrayBuffer> {
  const { tables, note } = openReleased(released);
  const text = (cell: ReportCell): string => {
    if (typeof cell === 'string') return neutralised(cell);
    return 'people' in cell ? String(cell.people) : translate('gate.withheld');
  };
  const lines = tables.flatMap(({ title, columns, rows }, place) => [
    ...(place === 0 ? [] : [[]]),
    ...(title === '' ? [] : [[neutralised(title)]]),
    columns.map((column) => neutralised(column.title)),
    ...rows.map((row) => row.map(text)),
  ]);
  return csvBytes([...lines, [], [neutralised(note)]]);
}
