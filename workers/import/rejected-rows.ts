import { numbers } from '../../src/contract/result-set.ts';
import { sql, type Sql } from '../../src/contract/sql.ts';
import type { Database, Run } from '../engine/database.ts';
import { dropRejects } from './attach.ts';
import { fieldName } from './csv-source.ts';
import { unmarked } from './doctor/marked-lines.ts';
import type { WholeRead } from './whole-read.ts';

/** What was read of the file before. */
export interface ReadBefore {
  /** Lines of the file before what was read; null where nothing was, and the table is made. */
  readonly lines: number | null;
  /** A refused line that is none of the file's; null where all are. */
  readonly behind: string | null;
}

const LINE = sql`trim(csv_line, ${'\r\n'})`;

/** Whether a refused line is this one. */
export function isRefused(line: string): Sql {
  return sql`${LINE} = ${line}`;
}

/** Rejected rows that are really missing: a broken character in a column that is not read rejects nothing. */
function rejectedRows({ indexes }: Pick<WholeRead, 'indexes'>, behind: string | null): Sql {
  const read = indexes.map((index) => sql`${fieldName(index)}`);
  const ours = behind === null ? sql`` : sql` AND NOT ${isRefused(behind)}`;
  return sql`SELECT line, any_value(${unmarked(LINE)}) AS text, any_value(error_type) AS reason
    FROM reject_errors
    WHERE (error_type <> 'INVALID ENCODING' OR column_name IN (${[...read, sql`'line'`]}))${ours}
    GROUP BY line`;
}

/** Moves the rows that the reader has refused to the table of malformed rows. */
export async function keepRejects(
  db: Database,
  run: Run,
  input: Pick<WholeRead, 'malformed' | 'indexes'>,
  { lines, behind }: ReadBefore,
): Promise<void> {
  const rows = sql`SELECT line::BIGINT + ${lines ?? 0} AS line, text, reason::VARCHAR AS reason
    FROM (${rejectedRows(input, behind)}) ORDER BY line`;
  const into =
    lines === null
      ? sql`CREATE OR REPLACE TABLE ${input.malformed} AS ${rows}`
      : sql`INSERT INTO ${input.malformed} ${rows}`;
  await db.query(into, run);
  await dropRejects(db, run);
}

/** How many rows of a file could not be cut. */
export async function countRejects(
  db: Database,
  run: Run,
  { malformed }: Pick<WholeRead, 'malformed'>,
): Promise<number> {
  const found = await db.query(sql`SELECT count(*)::INTEGER AS n FROM ${malformed}`, run);
  return numbers(found, 'n')[0] ?? 0;
}
