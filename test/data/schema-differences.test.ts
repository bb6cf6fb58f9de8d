import { describe, expect, it } from 'vitest';
import type { ColumnHistogram } from '../../src/contract/import.ts';
import { reconcile, type SchemaColumn } from '../../src/data/schema-differences.ts';

function words(...values: readonly string[]): ColumnHistogram {
  return { kind: 'text', top: values.map((value) => ({ value, count: 1 })), other: 0 };
}

const column = (name: string, change: Partial<SchemaColumn> = {}): SchemaColumn => ({
  name,
  kind: 'text',
  role: null,
  histogram: words('a', 'b'),
  ...change,
});

describe('reconcile', () => {
  it('finds no difference between files of one shape, in whatever order, case and punctuation', () => {
    const { differences, matches } = reconcile([column('a'), column('b')], [column('b'), column('a')]);
    expect(differences).toEqual([]);
    expect([...matches].toSorted()).toEqual([
      ['a', 'a'],
      ['b', 'b'],
    ]);
    expect(reconcile([column('Order ID')], [column('order_id')]).differences).toEqual([
      { code: 'renamed', column: 'Order ID', to: 'order_id' },
    ]);
  });

  it('takes columns of one role, or alike in name and values, for renamed', () => {
    expect(
      reconcile([column('when', { role: 'occurredAt' })], [column('timestamp', { role: 'occurredAt' })])
        .differences,
    ).toEqual([{ code: 'renamed', column: 'when', to: 'timestamp' }]);
    expect(reconcile([column('shop_name')], [column('shopnames')]).differences).toEqual([
      { code: 'renamed', column: 'shop_name', to: 'shopnames' },
    ]);
  });

  it('does not take columns for one that are alike in values alone, or hardly in name', () => {
    expect(reconcile([column('city')], [column('origin')]).differences).toEqual([
      { code: 'missing', column: 'city' },
      { code: 'added', column: 'origin' },
    ]);
    const other = column('product_number', { histogram: words('x', 'y') });
    expect(reconcile([column('product_name')], [other]).differences).toHaveLength(2);
  });

  it('tells a column that is read as something else, also where it has been renamed', () => {
    const number: ColumnHistogram = { kind: 'number', from: 0, to: 1, counts: [] };
    expect(
      reconcile([column('shop_name')], [column('shop_names', { kind: 'number', histogram: number })])
        .differences,
    ).toEqual([
      { code: 'renamed', column: 'shop_name', to: 'shop_names' },
      { code: 'retyped', column: 'shop_name', from: 'text', to: 'number' },
    ]);
  });
});
