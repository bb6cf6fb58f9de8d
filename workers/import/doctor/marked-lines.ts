import type { Dialect } from '../../../src/contract/import.ts';
import { sql, type Sql } from '../../../src/contract/sql.ts';

/** Stands in fields that a line has too many of, so that the reader refuses it and it is counted. */
const MARK = '\u0002';

/**
 * A line that is no row of the table, made so that no reader takes it for one: it gets more fields than there are columns.
 * It then counts as malformed and can be looked at with the others.
 */
export function markedLine(
  line: string,
  { delimiter, quote }: Pick<Dialect, 'delimiter' | 'quote'>,
  columnCount: number,
): string {
  const parting = delimiter === 'blanks' ? ' ' : delimiter;
  const open = quote !== null && line.split(quote).length % 2 === 0;
  return line + (open ? quote : '') + `${parting}${MARK}`.repeat(columnCount + 1);
}

/** Whether a record of the sample has been marked. */
export function isMarked(fields: readonly string[]): boolean {
  return fields.at(-1) === MARK;
}

/** The text of a refused line as it stood in the file. */
export function unmarked(text: Sql): Sql {
  return sql`regexp_replace(${text}, ${`(?:[,;|\\s]${MARK})+$`}, '')`;
}
