import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';

const SOURCES = readdirSync('src', { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.svelte'))
  .map((name) => path.join('src', name));

/** Elements whose meaning goes where they get a role of another kind. */
const STRUCTURE = /<(?:ul|ol|li|dl|table|tr|h[1-6])\b[^>]*\srole="(?:status|alert|log)"/u;

describe('what is told when it changes', () => {
  test('stands around lists, tables and headings, which keep their own meaning', () => {
    expect(SOURCES.length).toBeGreaterThan(100);
    expect(SOURCES.filter((file) => STRUCTURE.test(readFileSync(file, 'utf8')))).toEqual([]);
  });
});
