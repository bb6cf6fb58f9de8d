import { tablesAmong, type DroppedFiles } from '../../state/import-dropped.ts';
import type { Workspace } from '../../state/workspace.svelte.ts';

/** Opens files that came in together, and says how many of their folder were left out. */
export function openDropped(workspace: Workspace, { files, passedOver }: DroppedFiles): void {
  if (files.length === 0) workspace.notices.info('files.noTables');
  else if (passedOver > 0) workspace.notices.info('files.passedOver', { count: passedOver });
  void workspace.openFiles(files);
}

/** Lets the user choose a folder, whose tables are then opened. */
export function chooseFolder(workspace: Workspace): void {
  const input = document.createElement('input');
  input.type = 'file';
  input.webkitdirectory = true;
  input.addEventListener('change', () => {
    openDropped(workspace, tablesAmong([...(input.files ?? [])]));
  });
  input.click();
}
