import type { Workspace } from './workspace.svelte.ts';

/**
 * Loads a newer file in the place of the orders, in the way these were loaded, under the same cleaning rules and with
 * customers merged by the same rules. All that was computed of them is computed anew, since the data have another id. A file of another shape is opened only, for the
 * user to look at.
 *
 * @param workspace with orders that came from a file
 */
export async function replaceData(workspace: Workspace, file: File): Promise<void> {
  const { dataset, recipes, imports, notices } = workspace;
  const recipe = recipes.loaded;
  if (!workspace.canOpen || dataset === null || recipe === null) return;
  const { rules } = dataset;
  const { merged } = dataset.receipt;
  await imports.clear();
  await workspace.openFiles([file]);
  const session = imports.current;
  if (session?.file !== file || session.preview === null) return;
  const alike = recipes.hasShape(session, recipe) && (await recipes.apply(session, recipe));
  if (!alike) {
    notices.info('replace.other', { name: recipe.name });
    return;
  }
  await workspace.loadOnly(session);
  const loaded = workspace.dataset;
  if (loaded === null || loaded === dataset) return;
  await loaded.setRules(rules);
  if (merged !== null) await loaded.merge(merged.asked);
  notices.info('replace.done', { name: file.name });
}
