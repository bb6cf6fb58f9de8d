import { numbers, texts } from '../../src/contract/result-set.ts';
import { joined, sql, type Sql } from '../../src/contract/sql.ts';
import type { ColumnEvidence } from '../../src/privacy/classify/column-evidence.ts';
import type { Database, Run } from '../engine/database.ts';

/** Columns that are looked at in one statement; hundreds in one would hold too many groups at once. */
const TOGETHER = 16;

/** A column of text to be classified. */
export interface EvidenceColumn {
  readonly name: string;
  /** False where the name was made up. */
  readonly named: boolean;
  /** Its values: trimmed text, NULL where empty. */
  readonly text: Sql;
}

async function figures(
  db: Database,
  run: Run,
  relation: Sql,
  columns: readonly EvidenceColumn[],
): Promise<readonly Omit<ColumnEvidence, 'column' | 'named' | 'values'>[]> {
  const selects = columns.map(
    ({ text }, place) => sql`SELECT ${place} AS place, coalesce(sum(n), 0)::DOUBLE AS records,
      coalesce(sum(n) FILTER (value IS NOT NULL), 0)::DOUBLE AS filled, count(value)::DOUBLE AS n_distinct,
      coalesce(sum(n::DOUBLE * (n - 1)), 0)::DOUBLE AS same_pairs
      FROM (SELECT ${text} AS value, count(*) AS n FROM ${relation} GROUP BY value)`,
  );
  const found = await db.query(sql`${joined(selects, ' UNION ALL ')} ORDER BY place`, run);
  const [records, filled, distinct, same] = ['records', 'filled', 'n_distinct', 'same_pairs'].map((name) =>
    numbers(found, name),
  );
  return columns.map((_, place) => {
    const all = records?.[place] ?? 0;
    const pairs = all * (all - 1);
    return {
      records: all,
      filled: filled?.[place] ?? 0,
      distinct: distinct?.[place] ?? 0,
      separation: pairs === 0 ? 0 : 1 - (same?.[place] ?? 0) / pairs,
    };
  });
}

async function samples(
  db: Database,
  run: Run,
  relation: Sql,
  columns: readonly EvidenceColumn[],
  most: number,
): Promise<readonly (readonly string[])[]> {
  // The order of a hash is the same every time and has nothing to do with the order of the file.
  const selects = columns.map(
    (
      { text },
      place,
    ) => sql`(SELECT ${place} AS place, value FROM (SELECT DISTINCT ${text} AS value FROM ${relation})
      WHERE value IS NOT NULL ORDER BY hash(value), value LIMIT ${most})`,
  );
  const found = await db.query(joined(selects, ' UNION ALL '), run);
  const places = numbers(found, 'place');
  const values = texts(found, 'value');
  const lists = columns.map((): string[] => []);
  for (const [row, place] of places.entries()) lists[place]?.push(values[row] ?? '');
  return lists;
}

/**
 * Gathers what columns show: records, distinct values, the share of pairs of records they tell apart
 * (1 − Σ n(n−1) / N(N−1), empty as a value of its own), and a sample of distinct values that is the same every time.
 *
 * @param most distinct values of a column to look at
 */
export async function columnEvidence(
  db: Database,
  run: Run,
  relation: Sql,
  columns: readonly EvidenceColumn[],
  most: number,
): Promise<readonly ColumnEvidence[]> {
  const evidence: ColumnEvidence[] = [];
  for (let from = 0; from < columns.length; from += TOGETHER) {
    const some = columns.slice(from, from + TOGETHER);
    const counted = await figures(db, run, relation, some);
    run.check();
    const values = await samples(db, run, relation, some, most);
    run.check();
    for (const [place, { name, named }] of some.entries()) {
      const figure = counted[place] ?? { records: 0, filled: 0, distinct: 0, separation: 0 };
      evidence.push({ column: name, named, ...figure, values: values[place] ?? [] });
    }
  }
  return evidence;
}
