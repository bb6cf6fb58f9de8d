import { numbersOf, type KernelTable } from '../../src/contract/kernel.ts';
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
  const names = columns.map((_, place) =>
    place < quasi.length ? `q${place + 1}` : `s${place - quasi.length + 1}`,
  );
  const coded = columns.map((each, place): CodedColumn => {
    const listed = values[each.name] ?? [];
    return { of: each, name: names[place] ?? '', size: listed.length, empty: listed.includes(null) };
  });
  return { tuples: await readTuples(db, run, taken, coded), values };
}

/** A column to group by, under the name its codes get. */
interface CodedColumn {
  readonly of: RecordsColumn;
  readonly name: string;
  /** Distinct values. */
  readonly size: number;
  /** Whether a value is empty. */
  readonly empty: boolean;
}

/**
 * Groups the texts first and looks codes up for the groups only, which are fewer. Where all codes of a tuple fit in
 * one number, they are ordered and handed out as one, which takes half the time of many columns.
 */
async function readTuples(
  db: Database,
  run: Run,
  taken: TakenRecords,
  columns: readonly CodedColumn[],
): Promise<KernelTable> {
  if (columns.length === 0) {
    return db.columns(sql`SELECT count(*)::DOUBLE AS n FROM ${taken.relation}`, run);
  }
  const codes = columns.map((_, place) => sql`${identifier(`d${place}`)}.code`);
  const from = groupedWithCodes(taken, columns);
  const space = columns.reduce((product, { size }) => product * size, 1);
  if (space > Number.MAX_SAFE_INTEGER) {
    const selected = codes.map(
      (code, place) => sql`${code}::DOUBLE AS ${identifier(columns[place]?.name ?? '')}`,
    );
    return db.columns(sql`SELECT ${selected}, n::DOUBLE AS n FROM ${from} ORDER BY ${codes}`, run);
  }
  const key = codes.reduce(
    (packed, code, place) => sql`(${packed}) * ${columns[place]?.size ?? 1} + ${code}`,
    sql`0::BIGINT`,
  );
  const packed = await db.columns(
    sql`SELECT key::DOUBLE AS key, n::DOUBLE AS n FROM (SELECT ${key} AS key, n FROM ${from}) ORDER BY key`,
    run,
  );
  return unpacked(packed, columns);
}

/** Grouped texts with the dictionaries of their codes, `d0`, `d1` … */
function groupedWithCodes(taken: TakenRecords, columns: readonly CodedColumn[]): Sql {
  const texts = columns.map(({ of }, place) => sql`${identifier(of.stored)} AS ${identifier(`v${place}`)}`);
  const dictionaries = columns.map(({ of, empty }, place) => {
    const alias = identifier(`d${place}`);
    const equal = empty ? sql`IS NOT DISTINCT FROM` : sql`=`;
    return sql`JOIN ${valuesTable(taken.recordsId, of)} AS ${alias}
      ON ${alias}.value ${equal} grouped.${identifier(`v${place}`)}`;
  });
  return sql`(SELECT ${texts}, count(*) AS n FROM ${taken.relation} GROUP BY ALL) AS grouped
    ${joined(dictionaries, ' ')}`;
}

/** Takes packed codes apart, the last column first. */
function unpacked(packed: KernelTable, columns: readonly CodedColumn[]): KernelTable {
  const keys = numbersOf(packed, 'key').slice();
  const parts = columns.toReversed().map(({ name, size }) => {
    const codes = new Float64Array(keys.length);
    for (let row = 0; row < keys.length; row += 1) {
      const key = keys[row] ?? 0;
      const code = key % size;
      codes[row] = code;
      keys[row] = (key - code) / size;
    }
    return [name, codes] as const;
  });
  return { ...Object.fromEntries(parts.toReversed()), n: numbersOf(packed, 'n') };
}
