import { identifier, sql, type Sql } from '../contract/sql.ts';
import type { MessageKey } from '../i18n/messages.ts';
import type { ColumnShape } from './analysis.ts';

const LABELS: readonly MessageKey[] = ['contributions.largest', 'contributions.second'];

function namesFor(measure: string): readonly string[] {
  return [`${measure}_largest`, `${measure}_second`];
}

/** A sum over customers whose two largest contributions stand in columns of {@link contributionColumns}. */
export function summed(column: ColumnShape): ColumnShape {
  return { ...column, disclosure: { kind: 'sum', largest: namesFor(column.name) } };
}

/** Columns of the two largest contributions of customers to a sum: for the rules of the gate, never shown. */
export function contributionColumns(measure: string): readonly ColumnShape[] {
  return namesFor(measure).map((name, place) => ({
    name,
    type: 'number',
    meaning: 'contribution',
    label: LABELS[place] ?? 'contributions.largest',
  }));
}

/**
 * SQL of the columns of {@link contributionColumns}, in an aggregation over rows of one customer each.
 *
 * @param value contribution of a customer
 */
export function largestOf(measure: string, value: Sql): Sql {
  const columns = namesFor(measure).map(
    (name, place) => sql`round((max(${value}, 2))[${place + 1}]::DOUBLE, 6) AS ${identifier(name)}`,
  );
  return sql`${columns}`;
}
