import type { Workspace } from '../state/workspace.svelte.ts';
import type { Command } from './command.ts';
import { COMMANDS } from './commands.ts';
import { commandOf, type KeyStroke, type Typing } from './keymap.ts';
import { withShortcuts } from './shortcuts.ts';

/** The command that a key stroke means here and now, under the user's own shortcuts; undefined where it means none. */
export function pressedCommand(
  workspace: Workspace,
  stroke: KeyStroke,
  { mac, typing }: { readonly mac: boolean; readonly typing: Typing },
): Command | undefined {
  const { shortcuts, characterKeys } = workspace.preferences;
  const offered = withShortcuts(COMMANDS, shortcuts).filter((each) => each.when(workspace));
  return commandOf(stroke, offered, { mac, typing, characterKeys });
}
