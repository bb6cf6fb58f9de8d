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

/** Columns whose codes fit in one number together, the first counting most. */
type Pack = readonly CodedColumn[];

/** Parts columns, in their order, into as few packs as the whole numbers that a double keeps exactly allow. */
function packsOf(columns: readonly CodedColumn[]): readonly Pack[] {
  const packs: CodedColumn[][] = [];
  let space = Infinity;
  for (const column of columns) {
    space *= column.size;
    if (space > Number.MAX_SAFE_INTEGER) {
      packs.push([]);
      space = column.size;
    }
    packs.at(-1)?.push(column);
  }
  return packs;
}

/**
 * Codes are looked up row by row, packed into whole numbers, and these are grouped and handed out. Where most records
 * are alone, grouping texts or handing out a column for each code takes half as long again.
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
  const packs = packsOf(columns);
  const keys = packs.map((_, place) => identifier(`k${place + 1}`));
  const packed = packs.map((pack, place) => sql`${packedCodes(pack)} AS ${keys[place] ?? ''}`);
  const handed = keys.map((key) => sql`${key}::DOUBLE AS ${key}`);
  const table = await db.columns(
    sql`SELECT ${handed}, n::DOUBLE AS n
      FROM (SELECT ${keys}, count(*) AS n FROM (SELECT ${packed} FROM ${withCodes(taken, columns)}) GROUP BY ALL)
      ORDER BY ${keys}`,
    run,
  );
  const codes = packs.map((pack, place) => unpacked(numbersOf(table, `k${place + 1}`), pack));
  return { ...Object.fromEntries(codes.flat()), n: numbersOf(table, 'n') };
}

/** The codes of a pack as one whole number. */
function packedCodes(pack: Pack): Sql {
  return pack.reduce(
    (packed, { name, size }) => sql`(${packed}) * ${size} + ${identifier(name)}.code`,
    sql`0::BIGINT`,
  );
}

/** The records with the dictionary of each column, under the name its codes get. */
function withCodes(taken: TakenRecords, columns: readonly CodedColumn[]): Sql {
  const dictionaries = columns.map(({ of, name, empty }) => {
    const equal = empty ? sql`IS NOT DISTINCT FROM` : sql`=`;
    return sql`JOIN ${valuesTable(taken.recordsId, of)} AS ${identifier(name)}
      ON ${identifier(name)}.value ${equal} record.${identifier(of.stored)}`;
  });
  return sql`${taken.relation} AS record ${joined(dictionaries, ' ')}`;
}

/** Takes the codes of a pack apart, the last column first. */
function unpacked(packed: Float64Array, pack: Pack): readonly (readonly [string, Float64Array])[] {
  const keys = packed.slice();
  const parts = pack.toReversed().map(({ name, size }) => {
    const codes = new Float64Array(keys.length);
    for (let row = 0; row < keys.length; row += 1) {
      const key = keys[row] ?? 0;
      // Division and correction: the remainder operator is slow on numbers beyond 32 bits.
      let above = Math.floor(key / size);
      if (above * size > key) above -= 1;
      codes[row] = key - above * size;
      keys[row] = above;
    }
    return [name, codes] as const;
  });
  return parts.toReversed();
}
