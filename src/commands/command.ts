import type { PlainKey } from '../i18n/messages.ts';
import type { Workspace } from '../state/workspace.svelte.ts';

/** Headings commands stand under, in this order. */
export const COMMAND_GROUPS = ['data', 'notebook', 'dashboard', 'analyses', 'go', 'look', 'app'] as const;
export type CommandGroup = (typeof COMMAND_GROUPS)[number];

/** Something a user can ask for. Palette, shortcuts and help are drawn from the one list of them. */
export interface Command {
  /** Permanent. */
  readonly id: string;
  readonly title: PlainKey;
  readonly group: CommandGroup;
  /** Shortcut, such as `Mod+K` (⌘ on a Mac, Ctrl elsewhere), `Alt+1` or `?`; null for none. */
  readonly keys: string | null;
  /** Whether a text field does with these keys what it does with them anywhere, such as undoing what was typed. */
  readonly ownKeysInFields?: boolean;
  /** Whether it can be asked for now. */
  when(workspace: Workspace): boolean;
  run(workspace: Workspace): void;
}
