import { describe, expect, test } from 'vitest';
import type { TileFigures } from '../../../src/contract/dashboard.ts';
import type { CellId } from '../../../src/contract/ids.ts';
import type { TileBody } from '../../../src/dashboard/dashboard.ts';
import type { Cell } from '../../../src/document/cell.ts';
import { english } from '../../../src/i18n/en/index.ts';
import { createFormats } from '../../../src/i18n/formats.ts';
import { createTranslate } from '../../../src/i18n/translate.ts';
import { fittingCharts } from '../../../src/screens/dashboard/editor/fitting-charts.ts';
import { stepOf } from '../../../src/screens/dashboard/grid/tile-keys.ts';
import { pinnedCell } from '../../../src/screens/dashboard/pin/pinned-cell.ts';
import { figureParts } from '../../../src/screens/dashboard/tile/figure-parts.ts';
import { dimensionValueLabel } from '../../../src/dashboard/drawing/dimension-words.ts';

const WRITING = { t: createTranslate('en', english), locale: 'en', formats: createFormats('en') } as const;

function figures(
  patch: Partial<Extract<TileFigures, { kind: 'figure' }>>,
): Extract<TileFigures, { kind: 'figure' }> {
  return {
    kind: 'figure',
    tile: 't',
    series: {
      columns: [
        { name: 'period', type: 'text', values: ['2026-01', '2026-02', '2026-03'] },
        { name: 'orders', type: 'integer', values: [10, 20, 30] },
      ],
      rowCount: 3,
    },
    window: ['2026-02', '2026-02'],
    now: { orders: 20 },
    before: { orders: 10 },
    yearBefore: { orders: null },
    ...patch,
  };
}

describe('a tile of one figure', () => {
  const body: Extract<TileBody, { kind: 'figure' }> = { kind: 'figure', measure: 'orders', target: null };

  test('says its window, its change, and its course up to then', () => {
    const parts = figureParts(figures({}), body, 'EUR', WRITING);
    expect(parts.value).toBe('20');
    expect(parts.window).toBe('Feb 2026');
    expect(parts.previous).toEqual({ figure: '100.0%', direction: 'up', verdict: 'good' });
    expect(parts.lastYear).toBeNull();
    expect(parts.trend).toEqual([10, 20]);
  });

  test('judges by its target, in words; less may be better', () => {
    const target = { value: 18, better: 'less', tolerance: 0.2 } as const;
    const parts = figureParts(figures({}), { ...body, target }, 'EUR', WRITING);
    expect(parts.target).toEqual({ status: 'caution', word: 'Target 18: close' });
    expect(parts.previous?.verdict).toBe('bad');
  });

  test('has no figure where the data have none, and names a stretch by its ends', () => {
    const window = ['2026-01', '2026-03'] as const;
    const parts = figureParts(figures({ now: { orders: null }, window }), body, null, WRITING);
    expect(parts.value).toBeNull();
    expect(parts.previous).toBeNull();
    expect(parts.window).toBe('Jan 2026 – Mar 2026');
  });

  test('tells the change of a share in points', () => {
    const share: Extract<TileBody, { kind: 'figure' }> = { ...body, measure: 'new_customer_share' };
    const given = figures({ now: { new_customer_share: 0.25 }, before: { new_customer_share: 0.3 } });
    expect(figureParts(given, share, null, WRITING).previous?.figure).toBe('5 points');
  });
});

describe('periods', () => {
  test('are named by their first day: months, quarters and ISO weeks', () => {
    expect(dimensionValueLabel('period', '2026-03')).toEqual({
      period: Date.UTC(2026, 2, 1),
      grain: 'month',
    });
    expect(dimensionValueLabel('period', '2026-Q3')).toEqual({
      period: Date.UTC(2026, 6, 1),
      grain: 'quarter',
    });
    // 1 January 2027 is a Friday: the first week of 2027 begins on 4 January, the last of 2026 is its 53rd.
    expect(dimensionValueLabel('period', '2026-W53')).toEqual({
      period: Date.UTC(2026, 11, 28),
      grain: 'week',
    });
    expect(dimensionValueLabel('period', '2027-W01')).toEqual({
      period: Date.UTC(2027, 0, 4),
      grain: 'week',
    });
    expect(dimensionValueLabel('country', '2026-03')).toEqual({ text: '2026-03' });
  });
});

describe('keys', () => {
  const stroke = { key: 'ArrowRight', shiftKey: false, ctrlKey: false, metaKey: false, altKey: false };

  test('move a tile, and with Shift size it; with other modifiers they mean something else', () => {
    expect(stepOf(stroke)).toBe('right');
    expect(stepOf({ ...stroke, shiftKey: true })).toBe('wider');
    expect(stepOf({ ...stroke, altKey: true })).toBeNull();
    expect(stepOf({ ...stroke, key: 'Enter' })).toBeNull();
  });
});

describe('charts on offer', () => {
  test('suit the dimensions', () => {
    expect(fittingCharts(['country'])).toContain('treemap');
    expect(fittingCharts(['period'])).toContain('line');
    expect(fittingCharts(['country'])).not.toContain('line');
    expect(fittingCharts(['country', 'channel'])).toContain('heatmap');
    for (const dimensions of [[], ['country'], ['period'], ['country', 'period']]) {
      expect(fittingCharts(dimensions)[0]).toBe('auto');
    }
  });
});

describe('a cell that is put on a dashboard', () => {
  test('comes with all that it reads, and nothing else, in the order of the notebook', () => {
    const cell = (id: string): Cell => ({ kind: 'text', id: id as CellId, folded: false, markdown: id });
    const reads: Readonly<Record<string, readonly string[]>> = { d: ['b'], b: ['a'], c: ['a'] };
    const body = pinnedCell(
      ['a', 'b', 'c', 'd'].map(cell),
      'd' as CellId,
      (id) => (reads[id] ?? []) as readonly CellId[],
    );
    expect(body.kind === 'cell' && body.cells.map(({ id }) => id)).toEqual(['a', 'b', 'd']);
  });
});
