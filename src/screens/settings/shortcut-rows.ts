import { COMMAND_GROUPS, type Command, type CommandGroup } from '../../commands/command.ts';
import { conflictsOf, withShortcuts, type ShortcutChoice } from '../../commands/shortcuts.ts';
import { searchEntries } from '../../commands/search.ts';

/** A command with its shortcut, as it is listed. */
export interface ShortcutRow {
  readonly command: Command;
  readonly title: string;
  readonly keys: string | null;
  /** Whether the keys are not the usual ones. */
  readonly chosen: boolean;
  /** Titles of other commands with the same keys. */
  readonly conflicts: readonly string[];
}

/**
 * The commands as they are listed, by group.
 *
 * @param choice shortcuts that the user has set
 * @param query words that titles must have; empty for all
 * @param say gives the title of a command
 */
export function shortcutRows(
  commands: readonly Command[],
  choice: ShortcutChoice,
  query: string,
  say: (command: Command) => string,
): readonly { readonly group: CommandGroup; readonly rows: readonly ShortcutRow[] }[] {
  const inForce = withShortcuts(commands, choice);
  const conflicts = conflictsOf(inForce);
  const rows = commands.map((command, at) => ({
    command,
    title: say(command),
    texts: [say(command)],
    keys: inForce[at]?.keys ?? null,
    chosen: Object.hasOwn(choice, command.id),
    conflicts: (conflicts.get(command.id) ?? []).map(say),
  }));
  const found = new Set(searchEntries(rows, query));
  return COMMAND_GROUPS.map((group) => ({
    group,
    rows: rows.filter((row) => row.command.group === group && found.has(row)),
  })).filter((each) => each.rows.length > 0);
}
