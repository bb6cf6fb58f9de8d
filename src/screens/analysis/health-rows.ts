import type { TableShape } from '../../analyses/analysis.ts';
import { texts, type ResultSet } from '../../contract/result-set.ts';
import type { HealthRow, HealthStatus } from '../../ui/health/health-status.ts';
import { valueText, type Writing } from './figure-text.ts';

function statusOf(text: string): HealthStatus {
  return text === 'good' || text === 'caution' ? text : 'bad';
}

/**
 * Rows of a health card out of the table that an analysis names `health`: `check`, `finding`, `status`, `figure`
 * and `reference`. A row that the gate has withheld is left out.
 */
export function healthRows(
  table: ResultSet,
  shape: TableShape,
  currency: string | null,
  writing: Writing,
): HealthRow[] {
  const written = (name: string): (string | null)[] => {
    const column = shape.columns.find((each) => each.name === name);
    const values = table.columns.find((each) => each.name === name)?.values ?? [];
    return values.map((value) =>
      value === null || column === undefined ? null : valueText(value, column, currency, writing),
    );
  };
  const [titles, sentences, figures, references] = ['check', 'finding', 'figure', 'reference'].map(written);
  return texts(table, 'status').flatMap((status, row): HealthRow[] => {
    const title = titles?.[row] ?? null;
    if (title === null || status === '') return [];
    return [
      {
        title,
        sentence: sentences?.[row] ?? '',
        status: statusOf(status),
        figure: figures?.[row] ?? null,
        reference: references?.[row] ?? null,
      },
    ];
  });
}
