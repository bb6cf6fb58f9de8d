import { describe, expect, test } from 'vitest';
import type { CatalogColumn, CellFilter } from '../../src/contract/notebook.ts';
import { createFormats } from '../../src/i18n/formats.ts';
import { loadMessages } from '../../src/i18n/messages.ts';
import { createTranslate } from '../../src/i18n/translate.ts';
import { columnsInView, layOut, scrollLeftFor } from '../../src/ui/grid/column-layout.ts';
import { draftOf, filterFrom, filterOps } from '../../src/ui/grid/filter-draft.ts';
import type { GridColumn } from '../../src/ui/grid/grid-column.ts';
import { sizeOf, spanBetween, spanInRow } from '../../src/ui/grid/grid-range.ts';
import { resultColumns, writtenValue } from '../../src/ui/grid/result-columns.ts';

const gridColumn = (name: string, width = 'minmax(100px, 1fr)'): GridColumn => ({
  name,
  label: name,
  align: 'start',
  width,
  format: String,
});
const NOTHING = { widths: new Map<string, number>(), pinned: new Set<string>(), hidden: new Set<string>() };

describe('columns of a grid', () => {
  test('share what is left of the room; one with a width of its own keeps it', () => {
    const columns = [gridColumn('a'), gridColumn('b', 'minmax(100px, 3fr)'), gridColumn('c')];
    const wishes = { ...NOTHING, widths: new Map([['c', 60]]) };
    const layout = layOut(columns, wishes, 700, 40);
    expect(layout.columns.map(({ width }) => width)).toEqual([200, 400, 60]);
    expect(layout.columns.map(({ left }) => left)).toEqual([40, 240, 640]);
  });

  test('stand before the others where pinned, and nowhere where hidden', () => {
    const columns = ['a', 'b', 'c', 'd'].map((name) => gridColumn(name));
    const layout = layOut(columns, { ...NOTHING, pinned: new Set(['c']), hidden: new Set(['b']) }, 0, 30);
    expect(layout.columns.map(({ column }) => column.name)).toEqual(['c', 'a', 'd']);
    expect(layout.pinnedWidth).toBe(130);
  });

  test('are drawn where they are in view, and brought there', () => {
    const columns = Array.from({ length: 500 }, (_, index) => gridColumn(`c${index}`));
    const layout = layOut(columns, { ...NOTHING, pinned: new Set(['c7']) }, 800, 0);
    expect(columnsInView(layout, 0, 800)).toEqual({ from: 1, to: 8 });
    expect(columnsInView(layout, 20_000, 800)).toEqual({ from: 201, to: 208 });
    expect(scrollLeftFor(layout, 300, 0, 800)).toBe(29_300);
    expect(scrollLeftFor(layout, 5, 20_000, 800)).toBe(400);
    expect(scrollLeftFor(layout, 0, 20_000, 800)).toBe(20_000);
  });
});

test('a range is the same from whichever corner, and leaves the header out', () => {
  const span = spanBetween({ row: 5, column: 3 }, { row: -1, column: 1 });
  expect(span).toEqual({ fromRow: 0, toRow: 6, fromColumn: 1, toColumn: 4 });
  expect(spanBetween({ row: -1, column: 1 }, { row: 5, column: 3 })).toEqual(span);
  expect(sizeOf(span)).toEqual({ rows: 6, columns: 3 });
  expect([spanInRow(span, 0), spanInRow(span, 5), spanInRow(span, 6), spanInRow(null, 0)]).toEqual([
    span,
    span,
    null,
    null,
  ]);
});

const column = (
  name: string,
  type: CatalogColumn['type'],
  more: Partial<CatalogColumn> = {},
): CatalogColumn => ({
  name,
  type,
  sqlType: type,
  role: null,
  identifier: false,
  ...more,
});

describe('conditions on a column', () => {
  test('come back as they were put into the form', () => {
    const cases: readonly (readonly [CatalogColumn, CellFilter])[] = [
      [column('a', 'text'), { column: 'a', op: 'contains', text: '50 %' }],
      [column('a', 'text'), { column: 'a', op: 'in', values: ['x', '中'] }],
      [column('a', 'number'), { column: 'a', op: 'between', low: -1.5, high: null }],
      [column('a', 'date'), { column: 'a', op: 'between', low: 0, high: 86_400_000 }],
      [column('a', 'boolean'), { column: 'a', op: 'in', values: [true] }],
      [column('a', 'timestamp'), { column: 'a', op: 'empty' }],
    ];
    for (const [of, filter] of cases) expect(filterFrom(of, draftOf(of, filter))).toEqual(filter);
  });

  test('take in the whole of the last day, ask nothing when empty, and say what cannot be compared', () => {
    const at = column('at', 'timestamp');
    const day = { ...draftOf(at, null), low: '2024-02-01', high: '2024-02-01' };
    expect(filterFrom(at, day)).toMatchObject({ low: 1_706_745_600_000, high: 1_706_831_999_999 });
    expect(filterFrom(at, draftOf(at, null))).toBeNull();
    const figure = column('n', 'number');
    expect(filterFrom(figure, { ...draftOf(figure, null), low: 'many' })).toBeUndefined();
    expect(filterOps(column('b', 'boolean'))).not.toContain('contains');
  });
});

describe('values of results', () => {
  test('are written as the language does, NULL apart, numbers that name something without separators', async () => {
    const t = createTranslate('en', await loadMessages('en'));
    const words = { formats: createFormats('en'), currency: 'GBP', t };
    expect(writtenValue(column('amount', 'number', { unit: 'currency' }), 1234.5, words)).toBe('£1,234.50');
    expect(writtenValue(column('n', 'integer'), 12_345, words)).toBe('12,345');
    expect(writtenValue(column('order_year', 'integer'), 2024, words)).toBe('2024');
    expect(writtenValue(column('day', 'date'), 0, words)).toBe('Jan 1, 1970');
    expect(writtenValue(column('day', 'date'), null, words)).toBe('NULL');
    expect(writtenValue(column('new', 'boolean'), true, words)).toBe('true');
    expect(
      resultColumns([column('n', 'number'), column('a', 'text')], words).map(({ align }) => align),
    ).toEqual(['end', 'start']);
  });
});
