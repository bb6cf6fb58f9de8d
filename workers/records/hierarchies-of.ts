import { appError, AppFailure } from '../../src/contract/error.ts';
import type { Hierarchy, HierarchyCoverage, HierarchyRecipe } from '../../src/contract/records.ts';
import type { Database, Run } from '../engine/database.ts';
import type { TakenRecords } from './taken-records.ts';

/** Makes a hierarchy for a column of records; without a recipe, the one that suits its values. */
export function makeHierarchy(
  _db: Database,
  _run: Run,
  _taken: TakenRecords,
  column: string,
  _recipe: HierarchyRecipe | null,
): Promise<HierarchyCoverage> {
  throw new AppFailure(appError('records.unknownColumn', { column }));
}

/** Sets a hierarchy against the values of its column. */
export function checkHierarchy(
  _db: Database,
  _run: Run,
  _taken: TakenRecords,
  hierarchy: Hierarchy,
): Promise<HierarchyCoverage> {
  throw new AppFailure(appError('records.unknownColumn', { column: hierarchy.column }));
}
