import type { Command } from './command.ts';

/** The part of a `KeyboardEvent` a shortcut is recognised by. */
export type KeyStroke = Pick<KeyboardEvent, 'key' | 'code' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>;

interface Combination {
  readonly mod: boolean;
  readonly alt: boolean;
  readonly shift: boolean;
  readonly key: string;
}

function parse(keys: string): Combination {
  const parts = keys.split('+');
  return {
    mod: parts.includes('Mod'),
    alt: parts.includes('Alt'),
    shift: parts.includes('Shift'),
    key: (parts.at(-1) ?? '').toLowerCase(),
  };
}

/** Whether a shortcut is a single character, which speech input may type by accident (WCAG 2.1.4). */
export function isCharacterKey(keys: string): boolean {
  const { mod, alt } = parse(keys);
  return !mod && !alt;
}

/**
 * Whether a key stroke is a shortcut.
 *
 * @param stroke the key stroke
 * @param keys shortcut as written in a command
 * @param mac whether `Mod` is ⌘ instead of Ctrl
 */
export function matchesKeys(stroke: KeyStroke, keys: string, mac: boolean): boolean {
  const wanted = parse(keys);
  const mod = mac ? stroke.metaKey : stroke.ctrlKey;
  const otherMod = mac ? stroke.ctrlKey : stroke.metaKey;
  if (mod !== wanted.mod || otherMod || stroke.altKey !== wanted.alt) return false;
  // With Alt, a Mac types another character than the one on the key.
  const key = wanted.alt ? stroke.code.replace(/^(Digit|Key)/u, '') : stroke.key;
  // A character such as ? is typed with Shift on some keyboards and without on others.
  const isLetter = /^[a-z0-9]$/u.test(wanted.key) || wanted.key.length > 1;
  return key.toLowerCase() === wanted.key && (!isLetter || stroke.shiftKey === wanted.shift);
}

/**
 * Writes a shortcut the way the user's keyboard is labelled.
 *
 * @param keys shortcut as written in a command
 * @param mac whether the keyboard is a Mac's
 */
export function showKeys(keys: string, mac: boolean): string {
  const signs: Readonly<Record<string, string>> = mac
    ? { Mod: '⌘', Alt: '⌥', Shift: '⇧', Enter: '↩' }
    : { Mod: 'Ctrl', Enter: 'Enter' };
  return keys
    .split('+')
    .map((part) => signs[part] ?? part)
    .join(mac ? '' : ' ');
}

/** Whether the keyboard is a Mac's. */
export function isMac(platform: string): boolean {
  return /mac|iphone|ipad/iu.test(platform);
}

/**
 * Finds the command of a key stroke.
 *
 * @param commands those that can be asked for now
 * @param typing whether the focus is where text is typed; only shortcuts with a modifier count there
 * @param characterKeys whether shortcuts of a single character are on
 */
export function commandOf(
  stroke: KeyStroke,
  commands: readonly Command[],
  context: { readonly mac: boolean; readonly typing: boolean; readonly characterKeys: boolean },
): Command | undefined {
  return commands.find(({ keys }) => {
    if (keys === null || !matchesKeys(stroke, keys, context.mac)) return false;
    return !isCharacterKey(keys) || (context.characterKeys && !context.typing);
  });
}
