import { describe, expect, test } from 'vitest';
import { chooseKeys, conflictsOf, withShortcuts } from '../../src/commands/shortcuts.ts';
import { showKeys } from '../../src/commands/key-signs.ts';
import { readPreferences } from '../../src/state/stored-preferences.ts';
import type { Command } from '../../src/commands/command.ts';
import {
  commandOf,
  matchesKeys,
  recordKeys,
  type KeyStroke,
  type Typing,
} from '../../src/commands/keymap.ts';

function stroke(key: string, more: Partial<KeyStroke> = {}): KeyStroke {
  return { key, code: '', ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, ...more };
}

function command(id: string, keys: string | null): Command {
  return { id, title: 'command.help', group: 'app', keys, when: () => true, run: () => undefined };
}

describe('shortcuts', () => {
  test('Mod is ⌘ on a Mac and Ctrl elsewhere, never both', () => {
    expect(matchesKeys(stroke('k', { metaKey: true }), 'Mod+K', true)).toBe(true);
    expect(matchesKeys(stroke('k', { ctrlKey: true }), 'Mod+K', true)).toBe(false);
    expect(matchesKeys(stroke('k', { ctrlKey: true }), 'Mod+K', false)).toBe(true);
    expect(matchesKeys(stroke('k', { ctrlKey: true, metaKey: true }), 'Mod+K', false)).toBe(false);
    expect(matchesKeys(stroke('K', { ctrlKey: true, shiftKey: true }), 'Mod+K', false)).toBe(false);
  });

  test('Alt goes by the key, since a Mac types another character', () => {
    expect(matchesKeys(stroke('¡', { altKey: true, code: 'Digit1' }), 'Alt+1', true)).toBe(true);
  });

  test('? counts however the keyboard types it', () => {
    expect(matchesKeys(stroke('?', { shiftKey: true }), '?', false)).toBe(true);
    expect(matchesKeys(stroke('?'), '?', false)).toBe(true);
    expect(matchesKeys(stroke('/'), '?', false)).toBe(false);
  });

  test('are written as the keyboard is labelled', () => {
    expect(showKeys('Mod+K', true)).toBe('⌘K');
    expect(showKeys('Mod+K', false)).toBe('Ctrl K');
    expect(showKeys('?', false)).toBe('?');
  });

  test('single characters do nothing while typing or when turned off', () => {
    const commands = [command('help', '?'), command('palette', 'Mod+K'), command('none', null)];
    const at = (typing: Typing, characterKeys: boolean) => ({ mac: false, typing, characterKeys });
    expect(commandOf(stroke('?'), commands, at(null, true))?.id).toBe('help');
    expect(commandOf(stroke('?'), commands, at('editor', true))).toBeUndefined();
    expect(commandOf(stroke('?'), commands, at(null, false))).toBeUndefined();
    expect(commandOf(stroke('k', { ctrlKey: true }), commands, at('field', false))?.id).toBe('palette');
  });

  test('a text field undoes its own typing, elsewhere the notebook takes a step back', () => {
    const commands = [{ ...command('undo', 'Mod+Z'), ownKeysInFields: true }];
    const ofTyping = (typing: Typing) =>
      commandOf(stroke('z', { ctrlKey: true }), commands, { mac: false, typing, characterKeys: true })?.id;
    expect([ofTyping('field'), ofTyping('editor'), ofTyping(null)]).toEqual([undefined, 'undo', 'undo']);
  });

  test('the first of two commands with the same keys is meant', () => {
    const commands = [command('notebook', 'Mod+Enter'), command('file', 'Mod+Enter')];
    const at = { mac: false, typing: null, characterKeys: true } as const;
    expect(commandOf(stroke('Enter', { ctrlKey: true }), commands, at)?.id).toBe('notebook');
  });

  test('what AltGr or a Mac types with Alt is a character, not a shortcut', () => {
    const altGr = stroke('€', {
      code: 'KeyE',
      ctrlKey: true,
      altKey: true,
      getModifierState: (key) => key === 'AltGraph',
    });
    expect(matchesKeys(altGr, 'Mod+Alt+E', false)).toBe(false);
    const dash = stroke('–', { code: 'KeyS', altKey: true });
    const commands = [command('sql', 'Alt+S')];
    const at = (typing: Typing) => ({ mac: true, typing, characterKeys: true });
    expect(commandOf(dash, commands, at('editor'))).toBeUndefined();
    expect(commandOf(dash, commands, at(null))?.id).toBe('sql');
  });

  test('letters are those the keyboard types; where it types no Latin ones, those on its keys', () => {
    const azerty = stroke('a', { code: 'KeyQ', ctrlKey: true });
    expect(matchesKeys(azerty, 'Mod+A', false)).toBe(true);
    expect(matchesKeys(azerty, 'Mod+Q', false)).toBe(false);
    expect(matchesKeys(stroke('я', { code: 'KeyZ', ctrlKey: true }), 'Mod+Z', false)).toBe(true);
    expect(matchesKeys(stroke('&', { code: 'Digit1', altKey: true }), 'Alt+1', false)).toBe(true);
  });
});

describe('recording a shortcut', () => {
  const record = (key: string, more: Partial<KeyStroke> = {}, mac = false) =>
    recordKeys(stroke(key, more), mac);

  test('reads what it will recognise again', () => {
    const strokes = [
      stroke('k', { ctrlKey: true }),
      stroke('K', { ctrlKey: true, shiftKey: true }),
      stroke('ArrowUp', { altKey: true }),
      stroke('я', { code: 'KeyZ', ctrlKey: true }),
      stroke('é', { code: 'Digit2', altKey: true }),
      stroke('?', { shiftKey: true }),
      stroke('+', { ctrlKey: true }),
      stroke(' ', { ctrlKey: true, shiftKey: true }),
      stroke('ö', { ctrlKey: true }),
      stroke('F8'),
    ];
    const recorded = strokes.map((each) => recordKeys(each, false));
    expect(recorded.map((each) => each.kind === 'keys' && each.keys)).toEqual([
      'Mod+K',
      'Mod+Shift+K',
      'Alt+ArrowUp',
      'Mod+Z',
      'Alt+É',
      '?',
      'Mod+Plus',
      'Mod+Shift+Space',
      'Mod+Ö',
      'F8',
    ]);
    for (const [at, each] of recorded.entries()) {
      const again = strokes[at];
      if (each.kind !== 'keys' || again === undefined) throw new Error('nothing was recorded');
      expect(matchesKeys(again, each.keys, false)).toBe(true);
    }
  });

  test('goes by the key with Alt on a Mac', () => {
    expect(record('¡', { altKey: true, code: 'Digit1' }, true)).toEqual({ kind: 'keys', keys: 'Alt+1' });
  });

  test('waits for more than a modifier', () => {
    expect(record('Control', { ctrlKey: true })).toEqual({ kind: 'unfinished' });
    expect(record('Dead', { altKey: true })).toEqual({ kind: 'unfinished' });
  });

  test('refuses what the browser, moving about or typing needs', () => {
    expect(record('w', { ctrlKey: true })).toMatchObject({ kind: 'refused', why: 'browser' });
    expect(record('q', { ctrlKey: true }, true)).toMatchObject({ kind: 'refused', why: 'browser' });
    for (const key of ['Enter', 'Tab', 'Escape', 'ArrowDown', 'Backspace', ' ']) {
      expect(record(key)).toMatchObject({ kind: 'refused', why: 'typing' });
    }
    expect(record('c', { ctrlKey: true })).toMatchObject({ kind: 'refused', why: 'typing' });
  });
});

describe('shortcuts of one’s own', () => {
  const commands = [command('save', 'Mod+S'), command('find', 'Mod+F'), command('plain', null)];

  test('take the place of the usual ones, and can be none', () => {
    const choice = { save: 'Mod+Shift+S', find: null };
    expect(withShortcuts(commands, choice).map(({ keys }) => keys)).toEqual(['Mod+Shift+S', null, null]);
  });

  test('tell of commands that have the same keys', () => {
    const conflicts = conflictsOf(withShortcuts(commands, { plain: 'Mod+F' }));
    expect([...conflicts.keys()].toSorted()).toEqual(['find', 'plain']);
    expect(conflicts.get('plain')?.map(({ id }) => id)).toEqual(['find']);
  });

  test('are kept only where they differ from the usual ones', () => {
    const [save] = commands;
    if (save === undefined) throw new Error('there is no command');
    const chosen = chooseKeys({ find: null }, save, 'Alt+S');
    expect(chosen).toEqual({ find: null, save: 'Alt+S' });
    expect(chooseKeys(chosen, save, undefined)).toEqual({ find: null });
    expect(chooseKeys(chosen, save, 'Mod+S')).toEqual({ find: null });
    expect(chooseKeys(chosen, save, null)).toEqual({ find: null, save: null });
  });

  test('are kept in this browser, and what is no shortcut is left out', () => {
    const kept = (shortcuts: unknown) =>
      readPreferences(JSON.stringify({ version: 2, shortcuts }))?.shortcuts;
    expect(kept({ save: 'Mod+Shift+S', find: null })).toEqual({ save: 'Mod+Shift+S', find: null });
    expect(kept({ save: 'rm -rf' })).toEqual({});
    expect(kept(undefined)).toEqual({});
  });
});
