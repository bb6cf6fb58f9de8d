import type { Workspace } from '../../../state/workspace.svelte.ts';

/** What a column holds, in words; a recogniser without words of its own keeps its name. */
export function kindInWords(kind: string, _workspace: Workspace): string {
  return kind;
}
