import type { Workspace } from '../../state/workspace.svelte.ts';

let pasted = 0;

/** Opens a text that was pasted, as a file of its own. */
export function openPasted(workspace: Workspace, text: string): void {
  pasted += 1;
  const name = `${workspace.t('paste.name', { number: pasted })}.txt`;
  void workspace.openFiles([new File([text], name, { type: 'text/plain' })]);
}
