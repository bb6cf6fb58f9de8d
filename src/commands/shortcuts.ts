import type { Command } from './command.ts';

/** Shortcuts of one's own: keys by the id of a command; null for none. */
export type ShortcutChoice = Readonly<Record<string, string | null>>;

/**
 * The commands with the keys in force.
 *
 * @param choice what the user has set; other commands keep their usual keys
 */
export function withShortcuts(commands: readonly Command[], choice: ShortcutChoice): readonly Command[] {
  return commands.map((command) => {
    const keys = choice[command.id];
    return keys === undefined ? command : { ...command, keys };
  });
}

/** Where a command can be asked for: the same keys may do one thing in a notebook, another on a dashboard. */
function placeOf({ id, group }: Command): string {
  if (group === 'dashboard') return 'dashboard';
  return group === 'notebook' || id.startsWith('cell.') ? 'notebook' : 'app';
}

/**
 * Commands that stand in each other's way: they have the same keys in the same place.
 *
 * @param commands with the keys in force
 * @returns for each id of a command that is in conflict, the other commands
 */
export function conflictsOf(commands: readonly Command[]): ReadonlyMap<string, readonly Command[]> {
  const conflicts = new Map<string, readonly Command[]>();
  for (const command of commands) {
    if (command.keys === null) continue;
    const others = commands.filter(
      (other) => other !== command && other.keys === command.keys && placeOf(other) === placeOf(command),
    );
    if (others.length > 0) conflicts.set(command.id, others);
  }
  return conflicts;
}

/**
 * The choice after one command was given other keys.
 *
 * @param keys null for none, undefined for the usual ones
 */
export function chooseKeys(
  choice: ShortcutChoice,
  command: Command,
  keys: string | null | undefined,
): ShortcutChoice {
  const others = Object.entries(choice).filter(([id]) => id !== command.id);
  const own = keys === undefined || keys === command.keys ? [] : [[command.id, keys] as const];
  return Object.fromEntries([...others, ...own]);
}
