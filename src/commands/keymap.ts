import type { Command } from './command.ts';

/** The part of a `KeyboardEvent` a shortcut is recognised by. */
export type KeyStroke = Pick<
  KeyboardEvent,
  'key' | 'code' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'
> & {
  readonly getModifierState?: (key: string) => boolean;
};

interface Combination {
  readonly mod: boolean;
  readonly alt: boolean;
  readonly shift: boolean;
  readonly key: string;
}

/** Keys whose names are not what they type. */
const NAMED: Readonly<Record<string, string>> = { ' ': 'Space', '+': 'Plus' };

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

/** The letter or digit on a key of a keyboard as sold in the United States; null for other keys. */
function physicalKey(code: string): string | null {
  return /^(?:Digit|Key)(\w)$/u.exec(code)?.[1] ?? null;
}

/** What a key types, as it is written in shortcuts. */
function typedKey({ key }: KeyStroke): string {
  return NAMED[key] ?? (key.length === 1 ? key.toUpperCase() : key);
}

/**
 * Names a key stroke can be meant by, the likeliest first: what it types, else the key by its place. With Alt a Mac types
 * another character than the one on the key; some keyboards type digits with Shift, or no Latin letters at all.
 */
function namesOf(stroke: KeyStroke, mac: boolean): readonly string[] {
  const typed = typedKey(stroke);
  const physical = physicalKey(stroke.code);
  if (physical === null || !(stroke.altKey || stroke.ctrlKey || stroke.metaKey)) return [typed];
  if (stroke.altKey && mac) return [physical];
  return /^[A-Z0-9]$/u.test(typed) ? [typed] : /^\d$/u.test(physical) ? [typed, physical] : [physical, typed];
}

/** Whether a key is a letter, a digit or has a name; other characters need Shift on some keyboards and not on others. */
function minds(key: string): boolean {
  return /^[a-z0-9]$/iu.test(key) || key.length > 1;
}

/** AltGr types characters; the browser tells it as Ctrl and Alt together. */
function isAltGr(stroke: KeyStroke): boolean {
  return stroke.getModifierState?.('AltGraph') ?? false;
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
  if (isAltGr(stroke) || mod !== wanted.mod || otherMod || stroke.altKey !== wanted.alt) return false;
  if (minds(wanted.key) && stroke.shiftKey !== wanted.shift) return false;
  return namesOf(stroke, mac).some((name) => name.toLowerCase() === wanted.key);
}

/** What a key stroke that is being recorded comes to. */
export type Recorded =
  | { readonly kind: 'keys'; readonly keys: string }
  /** Only modifiers so far. */
  | { readonly kind: 'unfinished' }
  | { readonly kind: 'refused'; readonly why: 'browser' | 'typing'; readonly keys: string };

/** Keys that are only the beginning of something. */
const MODIFIERS: ReadonlySet<string> = new Set([
  'Control',
  'Meta',
  'Alt',
  'AltGraph',
  'Shift',
  'CapsLock',
  'Dead',
  'Process',
]);
/** What browsers do themselves and do not hand over, or should not. */
const BROWSER_KEYS = /^(?:Mod\+(?:Shift\+)?[NTWQRL]|(?:Mod|Alt)\+(?:Shift\+)?Tab|Alt\+F4|F5|F11|F12)$/u;
const TEXT_KEYS = /^Mod\+[ACVX]$/u;

/**
 * Reads a shortcut from a key stroke.
 *
 * @param stroke the key stroke
 * @param mac whether `Mod` is ⌘ instead of Ctrl
 */
export function recordKeys(stroke: KeyStroke, mac: boolean): Recorded {
  if (MODIFIERS.has(stroke.key)) return { kind: 'unfinished' };
  const name = namesOf(stroke, mac)[0] ?? '';
  const keys = writtenKeys(stroke, name, mac);
  const otherMod = mac ? stroke.ctrlKey : stroke.metaKey;
  if (otherMod || BROWSER_KEYS.test(keys)) return { kind: 'refused', why: 'browser', keys };
  const isBare = isCharacterKey(keys) && name.length > 1 && !/^F\d+$/u.test(name);
  if (isBare || isAltGr(stroke) || TEXT_KEYS.test(keys)) return { kind: 'refused', why: 'typing', keys };
  return { kind: 'keys', keys };
}

function writtenKeys(stroke: KeyStroke, name: string, mac: boolean): string {
  const mod = mac ? stroke.metaKey : stroke.ctrlKey;
  const parts = [mod && 'Mod', stroke.altKey && 'Alt', stroke.shiftKey && minds(name) && 'Shift', name];
  return parts.filter((part) => part !== false).join('+');
}

/** Where the focus is when a key is pressed. `field`: a text field of the browser; `editor`: another place to type in. */
export type Typing = 'field' | 'editor' | null;

/** Whether a key stroke types a character where the focus is. */
function typesCharacter(stroke: KeyStroke, mac: boolean): boolean {
  return mac && stroke.altKey && !stroke.metaKey && stroke.key.length === 1;
}

/**
 * Finds the command of a key stroke.
 *
 * @param commands those that can be asked for now, with the keys in force; of two with the same keys the first is meant
 * @param context `typing`: where text is typed only shortcuts with a modifier count, and a text field keeps those for
 *   itself that it has a use for; `characterKeys`: whether shortcuts of a single character are on
 */
export function commandOf(
  stroke: KeyStroke,
  commands: readonly Command[],
  context: { readonly mac: boolean; readonly typing: Typing; readonly characterKeys: boolean },
): Command | undefined {
  const { mac, typing, characterKeys } = context;
  if (typing !== null && typesCharacter(stroke, mac)) return undefined;
  return commands.find(({ keys, ownKeysInFields }) => {
    if (keys === null || !matchesKeys(stroke, keys, mac)) return false;
    if (typing === 'field' && ownKeysInFields === true) return false;
    return !isCharacterKey(keys) || (characterKeys && typing === null);
  });
}
