import { describe, expect, test } from 'vitest';
import type { Command } from '../../src/commands/command.ts';
import { commandOf, matchesKeys, showKeys, type KeyStroke } from '../../src/commands/keymap.ts';

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
    const at = (typing: boolean, characterKeys: boolean) => ({ mac: false, typing, characterKeys });
    expect(commandOf(stroke('?'), commands, at(false, true))?.id).toBe('help');
    expect(commandOf(stroke('?'), commands, at(true, true))).toBeUndefined();
    expect(commandOf(stroke('?'), commands, at(false, false))).toBeUndefined();
    expect(commandOf(stroke('k', { ctrlKey: true }), commands, at(true, false))?.id).toBe('palette');
  });
});
