import { describe, expect, it } from 'vitest';
import type { CellId } from '../../src/contract/ids.ts';
import type { Cell, Notebook } from '../../src/document/cell.ts';
import { newCell } from '../../src/document/cell-defaults.ts';
import { findPlaces, replacement } from '../../src/document/find.ts';
import { apply } from '../../src/document/operations.ts';
import { headingsOf, outlineOf } from '../../src/document/outline.ts';
import { referencesOf } from '../../src/document/references.ts';

const EMPTY: Notebook = { title: '', cells: [] };
const make = (kind: Cell['kind'], id: string, fields: object): Cell => ({
  ...newCell(kind, EMPTY, fields as Record<string, unknown>),
  id: id as CellId,
});

const CELLS = [
  make('text', 'a', {
    markdown: '# Customers **now**\n\n```sql\n# no heading\n```\n## [Segments](#x) ##\n#none',
  }),
  make('sql', 'b', { name: 'customer_days', sql: 'SELECT customer, Customer_id\nFROM orders -- customer' }),
  make('chart', 'c', { name: 'chart_1', title: 'Customers by day', relation: 'rfm.segments' }),
  make('input', 'd', {
    name: 'vips',
    label: '',
    form: { type: 'segment', from: 'rfm.segments.segment' },
    value: { type: 'texts', values: [] },
  }),
  make('analysis', 'e', {
    analysis: 'clv',
    params: { calibrationEnd: { input: 'day' }, model: 'bgnbd' },
    source: { relation: 'customer_days', roles: {} },
  }),
  make('metric', 'f', { params: { filters: { input: 'vips' } } }),
];
const NOTEBOOK: Notebook = { title: 'Customers', cells: CELLS };

describe('outline', () => {
  it('has headings and cells, in order and depth', () => {
    expect(outlineOf(NOTEBOOK).map(({ cell, text, level }) => [cell, text, level])).toEqual([
      ['a', 'Customers now', 1],
      ['a', 'Segments', 2],
      ['b', 'customer_days', 3],
      ['c', 'Customers by day', 3],
      ['d', 'vips', 3],
      ['e', 'clv', 3],
      ['f', 'metric_1', 3],
    ]);
    expect(headingsOf('~~~~\n# a\n~~~\n# b\n~~~~\n# c')).toEqual([{ level: 1, text: 'c' }]);
  });
});

describe('references', () => {
  it.each([
    ['a', 'nothing', []],
    ['b', 'relations', ['orders', '$day']],
    ['c', 'nothing', ['rfm.segments']],
    ['d', 'input', ['rfm.segments']],
    ['e', 'relations', ['customer_days', '$day']],
    ['f', 'relations', ['orders', '$vips']],
  ])('%s makes %s, reads %j', (id, makes, reads) => {
    const cell = CELLS.find((each) => each.id === id);
    if (cell === undefined) throw new RangeError(id);
    const inspection = id === 'b' ? { reads: ['orders'], parameters: ['day'] } : null;
    expect(referencesOf(cell, inspection)).toMatchObject({ makes, reads });
  });
});

describe('find', () => {
  const find = (text: string, matchCase = false, wholeWord = false): string[] =>
    findPlaces(NOTEBOOK, { text, matchCase, wholeWord }).map(
      ({ cell, field, from, to }) => `${cell ?? ''} ${field} ${from}-${to}`,
    );

  it('looks into titles, words, SQL and names', () => {
    expect(find('customer')).toEqual([
      ' title 0-8',
      'a markdown 2-10',
      'b name 0-8',
      'b sql 7-15',
      'b sql 17-25',
      'b sql 44-52',
      'c title 0-8',
    ]);
    expect(find('Customer', true)).toEqual([' title 0-8', 'a markdown 2-10', 'b sql 17-25', 'c title 0-8']);
    expect(find('customer', false, true)).toEqual(['b sql 7-15', 'b sql 44-52']);
    expect(find('**now**')).toHaveLength(1);
    expect(find('')).toEqual([]);
  });

  it('replaces in SQL and words as one edit, taking the text as it is', () => {
    const found = replacement(NOTEBOOK, { text: 'customer', matchCase: false, wholeWord: false }, '$&$1');
    if (found === null) throw new Error('nothing found');
    expect(found.count).toBe(4);
    const { notebook, inverse } = apply(NOTEBOOK, found.operation);
    expect(notebook.cells[1]).toMatchObject({
      name: 'customer_days',
      sql: 'SELECT $&$1, $&$1_id\nFROM orders -- $&$1',
    });
    expect(apply(notebook, inverse).notebook).toEqual(NOTEBOOK);
    expect(replacement(NOTEBOOK, { text: 'zebra', matchCase: false, wholeWord: false }, 'x')).toBeNull();
  });
});
