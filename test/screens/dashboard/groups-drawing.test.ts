import { describe, expect, test } from 'vitest';
import { labelText } from '../../../src/charts/labels.ts';
import type { ResultSet } from '../../../src/contract/result-set.ts';
import { releasedGroups } from '../../../src/dashboard/drawing/released-groups.ts';
import { groupsChart } from '../../../src/dashboard/drawing/groups-chart.ts';
import type { GroupsDrawn } from '../../../src/dashboard/drawing/groups-rows.ts';
import { groupsView } from '../../../src/dashboard/drawing/groups-view.ts';
import { english as englishMessages } from '../../../src/i18n/en/index.ts';
import { createTranslate } from '../../../src/i18n/translate.ts';
import { valueOrder } from '../../../src/dashboard/drawing/value-order.ts';

function table(columns: Readonly<Record<string, readonly (string | number | null)[]>>): ResultSet {
  const all = Object.entries(columns).map(([name, values]) => ({
    name,
    type: typeof values[0] === 'number' ? ('number' as const) : ('text' as const),
    values,
  }));
  return { columns: all, rowCount: all[0]?.values.length ?? 0 };
}

function drawn(patch: Partial<GroupsDrawn>): GroupsDrawn {
  return {
    table: table({ country: ['DE', 'FR'], revenue: [10, 30] }),
    dimensions: ['country'],
    measure: 'revenue',
    chart: 'auto',
    currency: 'EUR',
    customers: 20,
    orderOf: () => null,
    incomplete: null,
    ...patch,
  };
}

describe('the chart of a tile of groups', () => {
  test('is bars of one dimension, a line over time, a heat map of two', () => {
    const month = table({ period: ['2026-01', '2026-02'], revenue: [1, 2] });
    const two = table({ country: ['DE', 'FR'], channel: ['web', 'app'], revenue: [1, 2] });
    expect(groupsChart(drawn({})).spec.kind).toBe('bar');
    expect(groupsChart(drawn({ table: month, dimensions: ['period'] })).spec.kind).toBe('line');
    expect(groupsChart(drawn({ table: two, dimensions: ['country', 'channel'] })).spec.kind).toBe('heatmap');
  });

  test('keeps the groups that only everyone has, with nothing in them, behind what is left', () => {
    const everyone = table({ country: ['DE', 'FR', 'IT'], revenue: [100, 200, 50] });
    const { spec } = groupsChart(drawn({ everyone, orderOf: () => ['IT', 'DE', 'FR'] }));
    const bars = spec.kind === 'bar' ? spec.categories : [];
    expect(bars.map(({ label, value, ghost }) => ['text' in label && label.text, value, ghost])).toEqual([
      ['IT', 0, 50],
      ['DE', 10, 100],
      ['FR', 30, 200],
    ]);
  });

  test('has no ratio for a group without orders', () => {
    const rates = table({ country: ['DE'], average_order_value: [10] });
    const everyone = table({ country: ['DE', 'FR'], average_order_value: [11, 12] });
    const { spec } = groupsChart(drawn({ table: rates, everyone, measure: 'average_order_value' }));
    expect(spec.kind === 'bar' && spec.categories.map(({ value }) => value)).toEqual([10, null]);
  });

  test('says which marks are chosen, and what each stands for', () => {
    const two = table({
      period: ['2026-01', '2026-01', '2026-02'],
      channel: ['web', 'app', 'web'],
      revenue: [1, 2, 3],
    });
    const lines = groupsChart(
      drawn({
        table: two,
        dimensions: ['channel', 'period'],
        isChosen: (dimension, value) => dimension !== 'period' || value === '2026-02',
      }),
    );
    expect(lines.spec.chosen).toEqual([false, true]);
    expect(lines.axis).toEqual({ dimension: 'period', values: ['2026-01', '2026-02'] });
    expect(lines.markValues(1, 0)).toEqual([
      { dimension: 'period', value: '2026-02' },
      { dimension: 'channel', value: 'web' },
    ]);
    expect(lines.markValues(0, null)).toEqual([{ dimension: 'period', value: '2026-01' }]);
  });

  test('draws no more lines than colours tell apart: the largest, and the rest as one where that is a sum', () => {
    const names = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'];
    const figures = [1, 2, 3, 4, 5, 6, 7, 8];
    const many = table({
      channel: names,
      period: names.map(() => '2026-01'),
      revenue: figures,
      customers: figures,
    });
    const over = { table: many, dimensions: ['channel', 'period'], chart: 'line' } as const;
    const { spec } = groupsChart(drawn(over));
    const labels = spec.kind === 'line' ? spec.series.map(({ label }) => 'text' in label && label.text) : [];
    expect(labels).toEqual(['c', 'd', 'e', 'f', 'g', 'h', false]);
    expect(spec.kind === 'line' && spec.series.at(-1)?.values).toEqual([3]);
    const people = groupsChart(drawn({ ...over, measure: 'customers' })).spec;
    expect(people.kind === 'line' && people.series.length).toBe(6);
  });
});

describe('values of a dimension', () => {
  const sizes = table({ country: ['DE', 'FR', '(others)', 'IT'], revenue: [10, 30, 90, 20] });
  const values = ['DE', 'FR', 'IT', '(others)'];

  test('without an order stand by size, what is left last', () => {
    expect(valueOrder('country', { ordered: false, values }, sizes, 'revenue')).toEqual([
      'FR',
      'IT',
      'DE',
      '(others)',
    ]);
  });

  test('that follow each other, or are known on every screen, keep their order', () => {
    const bands = ['1', '2', '3–4'];
    expect(valueOrder('frequencyBand', { ordered: true, values: bands }, sizes, 'revenue')).toEqual(bands);
    const segments = ['Champions', 'At Risk'];
    const bySegment = table({ segment: segments, revenue: [1, 2] });
    expect(valueOrder('segment', { ordered: false, values: segments }, bySegment, 'revenue')).toEqual(
      segments,
    );
  });
});

describe('groups that leave', () => {
  const cells = table({
    dimension1: [null, 'DE', 'FR', 'IT'],
    dimension2: [null, null, null, null],
    customers: [50, 15, null, 25],
    revenue: [500, 150, null, 250],
  });
  const dimension = { name: 'country', ordered: false, values: ['DE', 'FR', 'IT'] };
  const context = { params: {}, currency: 'EUR' };

  test('are drawn as their tile draws them, by released figures, and called after what they show', () => {
    const view = groupsView({ dimensions: [dimension], measure: 'revenue', chart: 'auto' }, 'cells');
    const spec = view.chart(cells, context);
    expect(spec.kind).toBe('bar');
    const bars = spec.kind === 'bar' ? spec.categories : [];
    expect(bars.map(({ label, value, withheld }) => [label, value, withheld])).toEqual([
      [{ text: 'IT' }, 250, false],
      [{ text: 'DE' }, 150, false],
      [{ text: 'FR' }, null, true],
    ]);
    const english = { locale: 'en', translate: createTranslate('en', englishMessages) } as const;
    expect(labelText(view.heading ?? { text: '' }, english)).toBe('Revenue by country');
  });

  test('keep an order that they have', () => {
    const ordered = { ...dimension, ordered: true };
    const spec = groupsView({ dimensions: [ordered], measure: 'revenue', chart: 'bar' }, 'cells').chart(
      cells,
      context,
    );
    const names =
      spec.kind === 'bar' ? spec.categories.map(({ label }) => 'text' in label && label.text) : [];
    expect(names).toEqual(['DE', 'FR', 'IT']);
  });
});

describe('released cells', () => {
  const cells = table({
    dimension1: [null, 'DE', 'FR', null, 'DE'],
    dimension2: [null, null, null, 'web', 'web'],
    customers: [50, 40, null, 30, 25],
    revenue: [500, 400, null, 300, 250],
  });

  test('of one dimension are its groups, with what is withheld and who is behind all of it', () => {
    const groups = releasedGroups(cells, ['country']);
    expect(groups.table.columns.map(({ name, values }) => [name, values])).toEqual([
      ['country', ['DE', 'FR']],
      ['customers', [40, null]],
      ['revenue', [400, null]],
    ]);
    expect(groups.withheld).toEqual([false, true]);
    expect(groups.customers).toBe(50);
  });

  test('of two dimensions are their crossings', () => {
    const groups = releasedGroups(cells, ['country', 'channel']);
    expect(groups.table.rowCount).toBe(1);
    expect(groups.table.columns[1]?.values).toEqual(['web']);
  });

  test('of no dimension are the total', () => {
    expect(releasedGroups(cells, []).table.columns.map(({ values }) => values)).toEqual([[50], [500]]);
  });
});
