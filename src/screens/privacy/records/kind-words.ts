import { ENGLISH, type MessageKey } from '../../../i18n/messages.ts';
import type { Workspace } from '../../../state/workspace.svelte.ts';

/** What a column holds, in words; a kind without words of its own keeps its name. */
export function kindInWords(kind: string, workspace: Pick<Workspace, 'say'>): string {
  const key = `classification.kind.${kind}`;
  return Object.hasOwn(ENGLISH, key) ? workspace.say(key as MessageKey) : kind;
}
