import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { describeError, createTranslate } from '../../src/i18n/translate.ts';
import { loadMessages } from '../../src/i18n/messages.ts';
import { CURRENT_VERSION, MIGRATIONS } from '../../src/document/migrations.ts';
import { isError } from '../../src/document/document-json.ts';
import { readNotebook, writeNotebook, type ReadNotebook } from '../../src/document/notebook-file.ts';
import { anyNotebook } from './notebooks.ts';

const FIXTURES = new URL('../fixtures/documents/', import.meta.url);

function fixture(name: string): string {
  return readFileSync(new URL(name, FIXTURES), 'utf8');
}

function read(text: string): ReadNotebook {
  const result = readNotebook(text);
  if (isError(result)) throw new Error(JSON.stringify(result));
  return result;
}

function document(cells: readonly unknown[], more: object = {}): string {
  return JSON.stringify({
    format: 'cloister-notebook',
    version: CURRENT_VERSION,
    title: 't',
    cells,
    ...more,
  });
}

const TEXT = { id: 'a', kind: 'text', markdown: ['x'] };
const SQL = { id: 'b', kind: 'sql', name: 'vip', sql: ['SELECT 1'] };

describe('notebook file', () => {
  it('reads what it has written, whatever it is', () => {
    fc.assert(
      fc.property(anyNotebook, (notebook) => {
        expect(read(writeNotebook(notebook))).toEqual({ notebook, readOnly: null });
      }),
      { numRuns: 300 },
    );
  });

  it('writes the same text again, whatever the order of keys in memory', () => {
    fc.assert(
      fc.property(anyNotebook, (notebook) => {
        const text = writeNotebook(notebook);
        const backwards = JSON.parse(text, (_, value: unknown) =>
          typeof value === 'object' && value !== null && !Array.isArray(value)
            ? Object.fromEntries(Object.entries(value).reverse())
            : value,
        ) as unknown;
        expect(writeNotebook(read(JSON.stringify(backwards)).notebook)).toBe(text);
      }),
    );
  });

  it('writes one line for each line, in one order, without what is usual', () => {
    const { notebook } = read(fixture('version-1.json'));
    expect(writeNotebook(notebook)).toBe(fixture('version-1.json'));
  });

  it('changes one line of the file when one line of SQL changes', () => {
    const { notebook } = read(fixture('version-1.json'));
    const edited = {
      ...notebook,
      cells: notebook.cells.map((cell) =>
        cell.kind === 'sql' ? { ...cell, sql: cell.sql.replace('revenue DESC', 'customers DESC') } : cell,
      ),
    };
    const before = writeNotebook(notebook).split('\n');
    const after = writeNotebook(edited).split('\n');
    expect(after).toHaveLength(before.length);
    expect(after.filter((line, index) => line !== before[index])).toHaveLength(1);
  });

  it('passes over a byte order mark', () => {
    expect(read(`\ufeff${document([TEXT])}`).notebook.cells).toHaveLength(1);
  });
});

describe('a file that is no notebook', () => {
  it.each([
    ['', 1, 1],
    ['{\n  "format": "cloister-notebook",\n  "version" 1\n}', 3, 13],
    ['{\n  "a": [1, 2,]\n}', 2, 14],
    ['{"客户": "\n"}', 1, 8],
    ['{"a": tru}', 1, 7],
    ['{} {}', 1, 4],
    ['{"a": "\\x"}', 1, 8],
    ['[[[', 1, 4],
    ['{"a": 01}', 1, 8],
  ])('%j: says line and column', (text, line, column) => {
    expect(readNotebook(text)).toMatchObject({ code: 'document.syntax', params: { line, column } });
  });

  it('finds a place wherever a file was cut off or a sign was lost', () => {
    const text = fixture('version-1.json');
    fc.assert(
      fc.property(fc.nat(text.length - 3), (at) => {
        const cut = readNotebook(text.slice(0, at));
        expect(cut).toMatchObject({ code: 'document.syntax' });
      }),
    );
  });

  it.each([
    ['[]', '$'],
    ['{"format": "other"}', 'format'],
    ['{"format": "cloister-notebook"}', 'version'],
    ['{"format": "cloister-notebook", "version": -1}', 'version'],
    [document([], { extra: 1 }), 'extra'],
    [document([], { cells: {} }), 'cells'],
    [document([TEXT, 5]), 'cells[1]'],
    [document([TEXT, { ...SQL, id: '' }]), 'cells[1].id'],
    [document([{ ...TEXT, kind: 'map' }]), 'cells[0].kind'],
    [document([TEXT, { ...SQL, sql: 'SELECT 1' }]), 'cells[1].sql'],
    [document([TEXT, { ...SQL, sql: ['SELECT', 1] }]), 'cells[1].sql[1]'],
    [document([TEXT, { ...SQL, sql: undefined }]), 'cells[1].sql'],
    [document([{ ...SQL, name: '1st' }]), 'cells[0].name'],
    [document([{ ...SQL, colour: 'red' }]), 'cells[0].colour'],
    [
      document([{ ...SQL, declaration: { contributors: 'n', groups: ['a', ''] } }]),
      'cells[0].declaration.groups[1]',
    ],
    [document([TEXT, TEXT]), 'cells[1].id'],
    [document([SQL, { ...SQL, id: 'c', name: 'VIP' }]), 'cells[1].name'],
    [
      document([
        {
          id: 'i',
          kind: 'input',
          name: 'd',
          form: { type: 'date' },
          value: { type: 'date', value: '2026-02-30' },
        },
      ]),
      'cells[0].value.value',
    ],
    [
      document([
        { id: 'i', kind: 'input', name: 'd', form: { type: 'date' }, value: { type: 'number', value: 1 } },
      ]),
      'cells[0].value.type',
    ],
    [
      document([
        { id: 'i', kind: 'input', name: 'd', form: { type: 'shape' }, value: { type: 'number', value: 1 } },
      ]),
      'cells[0].form.type',
    ],
    [
      `{"format": "cloister-notebook", "version": 1, "cells": [{"id": "m", "kind": "metric", "name": "m", "params": {"__proto__": 1}}]}`,
      'cells[0].params',
    ],
    [document(Array.from({ length: 2001 }, (_, index) => ({ ...TEXT, id: `t${index}` }))), 'cells'],
    [document([{ ...TEXT, markdown: ['x'.repeat(1_000_001)] }]), 'cells[0].markdown'],
  ])('%.90s: says where', (text, path) => {
    expect(readNotebook(text)).toMatchObject({ code: 'document.invalid', params: { path } });
  });

  it('says so in words in both languages', async () => {
    const error = readNotebook(document([TEXT, { ...SQL, sql: 'SELECT 1' }]));
    if (!isError(error)) throw new Error('no error');
    for (const locale of ['en', 'zh-CN'] as const) {
      const { sentence } = describeError(error, createTranslate(locale, await loadMessages(locale)));
      expect(sentence).toContain('cells[1].sql');
    }
  });

  it('takes anything at all without breaking down', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
        expect(isError(readNotebook(text))).toBe(true);
      }),
    );
  });
});

describe('versions', () => {
  it('has a document of every version, and each migrates to the same notebook', () => {
    const names = readdirSync(FIXTURES);
    const wanted = read(fixture(`version-${CURRENT_VERSION}.json`)).notebook;
    for (let version = 0; version <= MIGRATIONS.length; version += 1) {
      expect(names).toContain(`version-${version}.json`);
      const { notebook, readOnly } = read(fixture(`version-${version}.json`));
      expect(readOnly).toBeNull();
      expect(notebook).toEqual(wanted);
    }
  });

  it('opens a later version to be looked at, with words in place of what it cannot read', () => {
    const { notebook, readOnly } = read(fixture('newer.json'));
    expect(readOnly).toEqual({ code: 'document.newer', params: { version: 99, known: CURRENT_VERSION } });
    expect(notebook.cells.map(({ kind }) => kind)).toEqual(['text', 'sql', 'text', 'text', 'text']);
    expect(notebook.cells[1]).toMatchObject({ name: 'vip', sql: 'SELECT 1' });
    expect(notebook.cells[2]).toMatchObject({
      markdown: expect.stringContaining('(hologram)') as string,
    });
    expect(notebook.cells[2]).toMatchObject({ markdown: expect.stringContaining('"depth": 3') as string });
    // A name that is there already, and a cell that is none.
    expect(new Set(notebook.cells.map(({ id }) => id)).size).toBe(5);
  });

  it('says it in the words it is given', () => {
    const result = readNotebook(fixture('newer.json'), (kind) => `<<${kind}>>`);
    expect(JSON.stringify(result)).toContain('<<hologram>>');
  });

  it.each([CURRENT_VERSION, 99])(
    'survives cells nested as deeply as a file can say, version %d',
    (version) => {
      const deep = '['.repeat(100_000) + ']'.repeat(100_000);
      const cell = `{"id": "m", "kind": "metric", "name": "m", "params": {"p": ${deep}}}`;
      const text = `{"format": "cloister-notebook", "version": ${version}, "cells": [${cell}]}`;
      const result = readNotebook(text);
      if (version === CURRENT_VERSION) expect(result).toMatchObject({ params: { path: 'cells[0].params' } });
      else expect(read(text).notebook.cells[0]?.kind).toBe('text');
      expect(readNotebook(text.slice(0, -2))).toMatchObject({ code: 'document.syntax' });
    },
  );

  it('opens whatever a later version may hold', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (cells) => {
        const text = JSON.stringify({ format: 'cloister-notebook', version: 2 ** 40, title: cells, cells });
        expect(read(text).readOnly).not.toBeNull();
      }),
    );
  });
});
