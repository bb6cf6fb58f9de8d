import { describe, expect, test } from 'vitest';
import type { BoundData } from '../../../src/analyses/analysis.ts';
import { kpiForm } from '../../../src/analyses/kpi/form.ts';
import type { CellId } from '../../../src/contract/ids.ts';
import type { CatalogColumn, CatalogRelation } from '../../../src/contract/notebook.ts';
import type { Cell, InputCell } from '../../../src/document/cell.ts';
import { english } from '../../../src/i18n/en/index.ts';
import { createTranslate } from '../../../src/i18n/translate.ts';
import { attributeOptions } from '../../../src/screens/analysis/form/field-options.ts';
import { segmentColumns, withForm } from '../../../src/screens/notebook/cells/input-forms.ts';
import { leadingParts, leftOut } from '../../../src/screens/notebook/cells/leading-parts.ts';
import { dataOfSource, likelySource } from '../../../src/screens/notebook/cells/source-data.ts';
import { changeOf } from '../../../src/screens/notebook/cell-change.ts';
import { sqlName } from '../../../src/screens/notebook/panels/sql-name.ts';
import { slidesOf } from '../../../src/screens/notebook/present/slides.ts';
import { declarationWith } from '../../../src/screens/notebook/release/declaration.ts';

const text = (id: string, markdown = id): Cell => ({
  id: id as CellId,
  kind: 'text',
  folded: false,
  markdown,
});
const [a, b, c, d] = ['a', 'b', 'c', 'd'].map((id) => text(id)) as [Cell, Cell, Cell, Cell];

function column(name: string, type: CatalogColumn['type'], identifier = false): CatalogColumn {
  return { name, type, sqlType: type, role: null, identifier };
}

function relation(columns: readonly CatalogColumn[]): CatalogRelation {
  return { name: 'result', columns, rowCount: 3, cell: 'x' as CellId, kind: 'unknown' };
}

describe('what an edit has done to the cells', () => {
  test.each([
    ['nothing', [a, b], null],
    ['a deletion', [a, c, d], { kind: 'removed', cell: b }],
    ['a move down', [b, c, a, d], { kind: 'moved', cell: a, to: 2 }],
    ['a move up', [c, a, b, d], { kind: 'moved', cell: c, to: 0 }],
    ['an insertion', [a, b, c, d, text('e')], { kind: 'other' }],
  ])('%s', (_what, after, found) => {
    const before = found === null ? after : [a, b, c, d];
    expect(changeOf(before, after)).toEqual(found);
  });
});

test('of two neighbours that change places the one the user is at has moved', () => {
  expect(changeOf([a, b, c], [a, c, b], c.id)).toEqual({ kind: 'moved', cell: c, to: 1 });
  expect(changeOf([a, b, c], [a, c, b], b.id)).toEqual({ kind: 'moved', cell: b, to: 2 });
});

describe('an input', () => {
  const cell: InputCell = {
    id: 'i' as CellId,
    kind: 'input',
    folded: false,
    name: 'n',
    label: '',
    form: { type: 'number', min: null, max: null, step: null },
    value: { type: 'number', value: 7 },
  };

  test('keeps its value within new limits', () => {
    const changed = withForm(cell, { type: 'number', min: 0, max: 5, step: null });
    expect(changed.value).toEqual({ type: 'number', value: 5 });
  });

  test('takes the first choice when its value is none of them', () => {
    const changed = withForm(cell, { type: 'choice', options: ['north', 'south'] });
    expect(changed.value).toEqual({ type: 'text', value: 'north' });
  });

  test('chooses nothing of another column', () => {
    const before = withForm(cell, { type: 'segment', from: 'a.x' });
    const chosen = { ...before, value: { type: 'texts', values: ['one'] } } as const;
    expect(withForm(chosen, { type: 'segment', from: 'b.y' }).value).toEqual({ type: 'texts', values: [] });
  });

  test('is never offered what names customers', () => {
    const offered = segmentColumns([relation([column('customer', 'text', true), column('segment', 'text')])]);
    expect(offered).toEqual(['result.segment']);
  });
});

test('a declaration takes what is no number as groups', () => {
  const made = declarationWith(
    relation([column('segment', 'text'), column('customers', 'integer'), column('revenue', 'number')]),
    'customers',
    null,
  );
  expect(made).toEqual({ contributors: 'customers', groups: ['segment'] });
});

test('a source gives each column one role', () => {
  const columns = [column('customer_id', 'text'), column('order_date', 'date'), column('amount', 'number')];
  const { roles } = likelySource(relation(columns), ['customerId', 'orderedAt', 'amount', 'orderId']);
  expect(roles).toMatchObject({ customerId: 'customer_id', orderedAt: 'order_date', amount: 'amount' });
  expect(new Set(Object.values(roles)).size).toBe(Object.values(roles).length);
});

test('attributes of a source are those that its orders will have, each once', () => {
  const columns = [
    column('customer_key', 'integer', true),
    column('order_id', 'text'),
    column('product', 'text'),
    column('channel', 'text'),
    column('campaign', 'text'),
    column('returned', 'boolean'),
  ];
  const source = { relation: 'result', roles: { customerId: 'customer_key', channel: 'channel' } };
  const data = dataOfSource(source, relation(columns));
  expect(data.extraColumns).toEqual([
    { name: 'campaign', kind: 'text' },
    { name: 'returned', kind: 'text' },
  ]);
  const field = kpiForm.find(({ kind }) => kind === 'attribute');
  if (field?.kind !== 'attribute') throw new RangeError('no attribute');
  const translate = createTranslate('en', english);
  const offered = (of: BoundData) => attributeOptions(field, of, translate).map(({ value }) => value);
  expect(offered(data)).toEqual(['null', '"product"', '"channel"', '"campaign"', '"returned"']);
  const unmapped = { ...data, extraColumns: [{ name: 'product', kind: 'text' as const }] };
  expect(offered(unmapped)).toEqual(['null', '"product"', '"channel"']);
});

test('a result is shown by its first row of charts, and the rest is counted', () => {
  const view = (full: boolean) => ({ view: {} as never, full });
  const parts = {
    health: false,
    board: null,
    views: [view(false), view(false), view(true)],
    tables: ['one'],
    rowTables: [{ table: 'customers', rows: 5 }],
  };
  const leading = leadingParts(parts);
  expect(leading.views).toHaveLength(2);
  expect(leading.rowTables).toEqual([]);
  expect(leftOut(parts, leading)).toBe(3);
});

test('a presentation shows no rows of single customers', () => {
  const sql = { id: 's' as CellId, kind: 'sql', folded: false, name: 's', sql: 'SELECT 1' } as const;
  const declared = { ...sql, declaration: { contributors: 'n', groups: [] } };
  expect(slidesOf([text('x', ' '), a, { ...sql, declaration: null }, declared])).toEqual([a, declared]);
});

test('names of columns are quoted where SQL needs it', () => {
  expect(['amount', '订单', 'order', 'two words', 'a"b'].map(sqlName)).toEqual([
    'amount',
    '订单',
    '"order"',
    '"two words"',
    '"a""b"',
  ]);
});
