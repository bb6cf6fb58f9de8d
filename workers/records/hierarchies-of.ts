import type { Hierarchy, HierarchyCoverage, HierarchyRecipe } from '../../src/contract/records.ts';
import { numbers, texts } from '../../src/contract/result-set.ts';
import { identifier, sql } from '../../src/contract/sql.ts';
import type { ValueCount } from '../../src/privacy/hierarchies/generaliser.ts';
import { coverageOf, extendHierarchy, makeFromRecipe } from '../../src/privacy/hierarchies/make-hierarchy.ts';
import { suggestRecipe } from '../../src/privacy/hierarchies/suggest-recipe.ts';
import type { Database, Run } from '../engine/database.ts';
import { recordsColumn } from './records-table.ts';
import type { TakenRecords } from './taken-records.ts';

/** Distinct values of a column with the records they stand in; empty ones are left out. */
async function valueCounts(
  db: Database,
  run: Run,
  taken: TakenRecords,
  column: string,
): Promise<readonly ValueCount[]> {
  const stored = identifier(recordsColumn(taken, column).stored);
  const result = await db.query(
    sql`SELECT ${stored} AS value, count(*)::DOUBLE AS records FROM ${taken.relation}
      WHERE ${stored} IS NOT NULL GROUP BY 1 ORDER BY TRY_CAST(${stored} AS DOUBLE) NULLS LAST, 1`,
    run,
  );
  const records = numbers(result, 'records');
  return texts(result, 'value').map((value, place) => ({ value, records: records[place] ?? 0 }));
}

/**
 * Makes a hierarchy for a column of records.
 *
 * @param recipe null for the one that suits the column's name and values
 * @throws AppFailure `records.unknownColumn`; `hierarchy.invalid` for a recipe that cannot be followed
 */
export async function makeHierarchy(
  db: Database,
  run: Run,
  taken: TakenRecords,
  column: string,
  recipe: HierarchyRecipe | null,
): Promise<HierarchyCoverage> {
  const values = await valueCounts(db, run, taken, column);
  const hierarchy = makeFromRecipe(column, recipe ?? suggestRecipe(column, values), values);
  return coverageOf(hierarchy, values);
}

/**
 * Sets a hierarchy against the values of its column. Values it does not have are added where it has a rule for them;
 * the hierarchy that comes back has them.
 *
 * @throws AppFailure `records.unknownColumn`, or what is wrong with it as a hierarchy
 */
export async function checkHierarchy(
  db: Database,
  run: Run,
  taken: TakenRecords,
  hierarchy: Hierarchy,
): Promise<HierarchyCoverage> {
  const values = await valueCounts(db, run, taken, hierarchy.column);
  return coverageOf(extendHierarchy(hierarchy, values), values);
}
