import type { KernelTable } from '../../src/contract/kernel.ts';
import { column } from '../../src/contract/result-set.ts';
import { identifier, joined, sql, type Sql } from '../../src/contract/sql.ts';
import type { Database, Run } from '../engine/database.ts';
import { recordsColumn, valuesTable, type RecordsColumn } from './records-table.ts';
import type { TakenRecords } from './taken-records.ts';

/** Records grouped to their distinct combinations of values. */
export interface GroupedRecords {
  /** Columns `q1`… (codes of quasi-identifiers), `s1`… (codes of sensitive columns), `n` (records). */
  readonly tuples: KernelTable;
  /**
   * Values by column: the code is the place in the list. Values stand in their natural order (numbers by value,
   * text by its code points), an empty value last, as null.
   */
  readonly values: Readonly<Record<string, readonly (string | null)[]>>;
}

/**
 * Lists the distinct values of a column of records in their natural order: numbers by value, then text by its
 * code points, an empty value last, as null. The list is made once and kept beside the records, see
 * {@link valuesTable}.
 *
 * @throws AppFailure `engine.*`
 */
export async function distinctValues(
  db: Database,
  run: Run,
  taken: TakenRecords,
  of: RecordsColumn,
): Promise<readonly (string | null)[]> {
  const table = valuesTable(taken.recordsId, of);
  const stored = identifier(of.stored);
  // A number too large or no number at all (inf, nan) is text.
  const number = sql`CASE WHEN isfinite(TRY_CAST(value AS DOUBLE)) THEN TRY_CAST(value AS DOUBLE) END`;
  await db.query(
    sql`CREATE TABLE IF NOT EXISTS ${table} AS
      SELECT (row_number() OVER (ORDER BY value IS NULL, ${number} NULLS LAST, value) - 1)::INTEGER AS code, value
      FROM (SELECT DISTINCT ${stored} AS value FROM ${taken.relation}) ORDER BY code`,
    run,
  );
  const listed = await db.query(sql`SELECT value FROM ${table} ORDER BY code`, run);
  return column(listed, 'value').values.map((value) => (value === null ? null : String(value)));
}

/**
 * Groups records by quasi-identifiers and sensitive columns, in DuckDB: one row for each combination of values that
 * occurs, ordered by its codes, so that the order of the records does not matter.
 *
 * @throws AppFailure `records.unknownColumn`, `engine.*`
 */
export async function groupRecords(
  db: Database,
  run: Run,
  taken: TakenRecords,
  quasi: readonly string[],
  sensitive: readonly string[],
): Promise<GroupedRecords> {
  const named = [...quasi, ...sensitive];
  const columns = named.map((name) => recordsColumn(taken, name));
  const values: Record<string, readonly (string | null)[]> = {};
  for (const each of columns) {
    values[each.name] ??= await distinctValues(db, run, taken, each);
    run.check();
  }
  const codes = columns.map((_, place) =>
    identifier(place < quasi.length ? `q${place + 1}` : `s${place - quasi.length + 1}`),
  );
  const tuples = await db.columns(tupleQuery(taken, columns, codes), run);
  return { tuples, values };
}

/** Groups the texts first and looks codes up for the groups only, which are fewer. */
function tupleQuery(taken: TakenRecords, columns: readonly RecordsColumn[], codes: readonly Sql[]): Sql {
  if (columns.length === 0) return sql`SELECT count(*)::DOUBLE AS n FROM ${taken.relation}`;
  const texts = columns.map(({ stored }, place) => sql`${identifier(stored)} AS ${identifier(`v${place}`)}`);
  const dictionaries = columns.map((each, place) => {
    const alias = identifier(`d${place}`);
    const value = identifier(`v${place}`);
    return sql`JOIN ${valuesTable(taken.recordsId, each)} AS ${alias} ON ${alias}.value IS NOT DISTINCT FROM grouped.${value}`;
  });
  const selected = codes.map((code, place) => sql`${identifier(`d${place}`)}.code::DOUBLE AS ${code}`);
  return sql`SELECT ${selected}, n::DOUBLE AS n
    FROM (SELECT ${texts}, count(*) AS n FROM ${taken.relation} GROUP BY ALL) AS grouped
    ${joined(dictionaries, ' ')} ORDER BY ${codes}`;
}
