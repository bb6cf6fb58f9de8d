import type { ValueCure } from '../../../src/contract/doctor.ts';
import { identifier, sql, type Sql } from '../../../src/contract/sql.ts';
import type { Database, Run } from '../../engine/database.ts';
import type { RowPlan } from '../row-query.ts';

/** Columns of a table that are to have one spelling for each code. */
export interface SpelledColumns {
  readonly rows: Sql;
  /** Columns of texts. */
  readonly columns: readonly Sql[];
}

/** Columns of orders whose spellings are joined: texts, but for ids, which capitals may tell apart. */
export function spelledOfOrders({ columns, cures }: Pick<RowPlan, 'columns' | 'cures'>): readonly Sql[] {
  const places = spelledPlaces(cures);
  return columns.flatMap(({ index, role, format, stored }) => {
    const isText = format.kind === 'text' && role !== 'churned';
    const isId = role === 'customerId' || role === 'orderId';
    return isText && !isId && places.includes(index) ? [identifier(stored)] : [];
  });
}

/** Places in the file of the columns whose spellings are joined. */
export function spelledPlaces(cures: readonly ValueCure[]): readonly number[] {
  return cures.flatMap(({ code, column }) => (code === 'caseVariants' ? [column] : []));
}

/**
 * Statements that join the spellings of a column which differ in capitals alone: the one that stands on most rows is taken
 * for all; of those on equally many the first by its letters. It is a rule on the rows that are there, so that whoever has
 * the file joins them alike, and no value of it need be written down.
 */
export function spellingStatements({ rows, columns }: SpelledColumns): readonly Sql[] {
  return columns.map((column) => {
    const counted = sql`SELECT ${column} AS spelling, count(*) AS n FROM ${rows} WHERE ${column} IS NOT NULL GROUP BY 1`;
    const kept = sql`SELECT spelling, first_value(spelling) OVER (PARTITION BY lower(spelling) ORDER BY n DESC, spelling) AS kept
  FROM (${counted})`;
    return sql`UPDATE ${rows} AS spelled SET ${column} = joined.kept
FROM (SELECT spelling, kept FROM (${kept}) WHERE spelling <> kept) AS joined WHERE joined.spelling = spelled.${column}`;
  });
}

/** Joins spellings that differ in capitals alone, once all rows of a file stand in a table. */
export async function joinSpellings(db: Database, run: Run, of: SpelledColumns): Promise<void> {
  for (const statement of spellingStatements(of)) {
    run.check();
    await db.query(statement, run);
  }
}
