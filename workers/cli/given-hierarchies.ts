import { existsSync } from 'node:fs';
import path from 'node:path';
import * as v from 'valibot';
import type { Hierarchy } from '../../src/contract/records.ts';
import { readHierarchy } from '../../src/privacy/hierarchies/hierarchy-file.ts';
import { RecipeSchema } from '../../src/privacy/hierarchies/recipe.ts';
import { checkHierarchy, makeHierarchy } from '../records/hierarchies-of.ts';
import type { RecordsBench } from '../records/records-bench.ts';
import { readText } from './house-files.ts';
import type { RecordsQuestion } from './records-analysis.ts';

/** Hierarchies as parameters give them: by column a file, or the recipe to make one by. */
export const GivenHierarchies = v.record(v.string(), v.union([v.string(), RecipeSchema]));

/** A file that parameters name: as it stands, or beside the data. */
export function namedFile(name: string, folder: string): string {
  const beside = path.resolve(folder, name);
  return existsSync(path.resolve(name)) || !existsSync(beside) ? path.resolve(name) : beside;
}

/**
 * Reads or makes the hierarchies that parameters give.
 *
 * @throws AppFailure `file.unreadable`, `hierarchy.*`, `records.unknownColumn`
 */
export async function givenHierarchies(
  { db, run }: RecordsBench,
  { taken, folder }: Pick<RecordsQuestion, 'taken' | 'folder'>,
  given: v.InferOutput<typeof GivenHierarchies>,
): Promise<Readonly<Record<string, Hierarchy>>> {
  const hierarchies: Record<string, Hierarchy> = {};
  for (const [column, how] of Object.entries(given)) {
    const { hierarchy } =
      typeof how === 'string'
        ? await checkHierarchy(db, run, taken, readHierarchy(await readText(namedFile(how, folder)), column))
        : await makeHierarchy(db, run, taken, column, how);
    hierarchies[column] = hierarchy;
  }
  return hierarchies;
}
