import type { Hierarchy } from '../../src/contract/records.ts';
import { numbers, texts } from '../../src/contract/result-set.ts';
import { identifier, joined, sql, type Sql } from '../../src/contract/sql.ts';
import { labelsAt } from '../../src/privacy/hierarchies/code-hierarchy.ts';
import type { OutColumn } from './recode-columns.ts';
import type { RecodedRecords } from './recode-records.ts';
import { SUPPRESSED_FLAG } from './recode-table.ts';
import type { RecordsBench } from './records-bench.ts';
import type { TakenRecords } from './taken-records.ts';

/** The records at the levels of a solution, none suppressed. */
export interface RecordsAtLevels {
  /** Columns under the names that the de-identified table stores them by. */
  readonly relation: Sql;
  /** Columns that stay as they are, because ranges of Mondrian have no levels. */
  readonly ranged: readonly string[];
  /** Takes away what it needs. */
  drop(): Promise<void>;
}

let made = 0;

/** What an empty value of a column becomes. */
function emptyAt(hierarchy: Hierarchy, level: number): string | null {
  return labelsAt(hierarchy, [null], level)[0] ?? null;
}

/**
 * The level that most records of the de-identified table have in a column. Passes of local recoding leave records at
 * several.
 */
async function usualLevel(
  { db, run }: RecordsBench,
  { relation, nodes }: RecodedRecords,
  { stored }: OutColumn,
  hierarchy: Hierarchy,
  place: number,
): Promise<number> {
  const levels = [...new Set(nodes.map((node) => node[place] ?? 0))].sort((a, b) => a - b);
  const [only = 0] = levels;
  if (levels.length < 2) return only;
  const found = await db.query(
    sql`SELECT ${identifier(stored)} AS label, count(*)::DOUBLE AS n FROM ${relation}
      WHERE NOT ${SUPPRESSED_FLAG} GROUP BY 1`,
    run,
  );
  const counts = numbers(found, 'n');
  const labels = texts(found, 'label');
  const records = levels.map((level) => {
    const at = new Set(hierarchy.rows.map((each) => each[level]));
    return labels.reduce((sum, label, row) => sum + (at.has(label) ? (counts[row] ?? 0) : 0), 0);
  });
  return levels[records.indexOf(Math.max(...records))] ?? only;
}

/**
 * The records that a de-identified table was made from with every generalised value at the level that most records
 * have in the table: so the groups of both sides are called the same, and only suppression and records at other levels
 * tell them apart.
 *
 * @throws AppFailure `engine.*`
 */
export async function recordsAtLevels(
  bench: RecordsBench,
  taken: TakenRecords,
  recoded: RecodedRecords,
): Promise<RecordsAtLevels> {
  const { db, run } = bench;
  const { columns, recode, nodes } = recoded;
  made += 1;
  const call = made;
  const { quasiIdentifiers, hierarchies } = recode.request;
  const levelled: {
    readonly column: OutColumn;
    readonly level: number;
    readonly hierarchy: Hierarchy;
    readonly table: Sql;
  }[] = [];
  for (const column of columns) {
    const hierarchy = hierarchies[column.name];
    if (column.fate !== 'generalised' || hierarchy === undefined || nodes.length === 0) continue;
    const place = quasiIdentifiers.indexOf(column.name);
    const level = await usualLevel(bench, recoded, column, hierarchy, place);
    const table = identifier(`compared_levels_${call}_${column.stored}`);
    if (level > 0) levelled.push({ column, level, hierarchy, table });
  }
  for (const { column, level, hierarchy } of levelled) {
    const values = hierarchy.rows.map(([value = '']) => value);
    await db.insert(`compared_levels_${call}_${column.stored}`, {
      value: values,
      label: labelsAt(hierarchy, values, level).map((label) => label ?? ''),
    });
  }
  const becomes = (column: OutColumn): Sql => {
    const text = sql`people.${identifier(column.source.stored)}`;
    const at = levelled.find((each) => each.column === column);
    if (at === undefined) return sql`${text} AS ${identifier(column.stored)}`;
    const empty = emptyAt(at.hierarchy, at.level);
    return sql`CASE WHEN ${text} IS NULL THEN ${empty} ELSE ${at.table}.label END AS ${identifier(column.stored)}`;
  };
  const joins = levelled.map(
    ({ column, table }) =>
      sql`LEFT JOIN memory.main.${table} AS ${table} ON ${table}.value = people.${identifier(column.source.stored)}`,
  );
  return {
    relation: sql`(SELECT ${columns.map(becomes)} FROM ${taken.relation} AS people ${joined(joins, ' ')})`,
    ranged: nodes.length > 0 ? [] : quasiIdentifiers,
    async drop() {
      for (const { table } of levelled) await db.query(sql`DROP TABLE IF EXISTS memory.main.${table}`, run);
    },
  };
}
