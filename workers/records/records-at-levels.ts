import type { Hierarchy } from '../../src/contract/records.ts';
import { identifier, joined, sql, type Sql } from '../../src/contract/sql.ts';
import { labelsAt } from '../../src/privacy/hierarchies/code-hierarchy.ts';
import type { OutColumn } from './recode-columns.ts';
import type { RecodedRecords } from './recode-records.ts';
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
 * The records that a de-identified table was made from with every generalised value at the level that its first pass
 * has: so the groups of both sides are called the same, and only suppression and coarser passes tell them apart.
 *
 * @throws AppFailure `engine.*`
 */
export async function recordsAtLevels(
  { db, run }: RecordsBench,
  taken: TakenRecords,
  { columns, recode, nodes }: RecodedRecords,
): Promise<RecordsAtLevels> {
  made += 1;
  const call = made;
  const { quasiIdentifiers, hierarchies } = recode.request;
  const [first] = nodes;
  const levelled = columns.flatMap((column) => {
    const level = first?.[quasiIdentifiers.indexOf(column.name)] ?? 0;
    const hierarchy = hierarchies[column.name];
    const table = identifier(`compared_levels_${call}_${column.stored}`);
    const found = column.fate === 'generalised' && level > 0 && hierarchy !== undefined;
    return found ? [{ column, level, hierarchy, table }] : [];
  });
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
