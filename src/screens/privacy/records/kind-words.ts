import type { MessageKey } from '../../../i18n/messages.ts';
import type { Workspace } from '../../../state/workspace.svelte.ts';

/** What a column holds, in words; a kind without words of its own keeps its name. */
export function kindInWords(kind: string, workspace: Pick<Workspace, 'say'>): string {
  const words = workspace.say(`classification.kind.${kind}` as MessageKey);
  return words === '' ? kind : words;
}
