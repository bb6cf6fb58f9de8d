import type { TableShape } from '../../analyses/analysis.ts';
import { numbers, texts, type ResultSet } from '../../contract/result-set.ts';
import type { HealthRow, HealthStatus } from '../../ui/health/health-status.ts';
import { valueText, type Writing } from './figure-text.ts';

function statusOf(text: string): HealthStatus {
  return text === 'good' || text === 'caution' ? text : 'bad';
}

/** On which side of its reference a figure should lie: a good one lies there, any other does not. */
function boundOf(status: HealthStatus, figure: number, reference: number): 'least' | 'most' {
  return (status === 'good') === figure >= reference ? 'least' : 'most';
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
  const [values, limits] = [numbers(table, 'figure'), numbers(table, 'reference')];
  return texts(table, 'status').flatMap((said, row): HealthRow[] => {
    const title = titles?.[row] ?? null;
    if (title === null || said === '') return [];
    const status = statusOf(said);
    const reference = references?.[row] ?? null;
    const bound = boundOf(status, values[row] ?? Number.NaN, limits[row] ?? Number.NaN);
    return [
      {
        title,
        sentence: sentences?.[row] ?? '',
        status,
        figure: figures?.[row] ?? null,
        reference: reference === null ? null : { bound, text: reference },
      },
    ];
  });
}
