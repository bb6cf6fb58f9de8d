import { describe, expect, test } from 'vitest';
import type { SnapshotFigure, SnapshotTileContent } from '../../src/snapshot/content.ts';
import { sameWords } from '../../src/snapshot/both-languages.ts';
import { tileMarkup } from '../../src/snapshot/tile-markup.ts';

/** A tile of one figure against an earlier one. */
function figureTile(now: number, before: number, unit: SnapshotFigure['unit']): SnapshotTileContent {
  const label = sameWords('Orders');
  const figure: SnapshotFigure = {
    measure: 'orders',
    label,
    unit,
    currency: null,
    window: sameWords(''),
    now,
    before,
    yearBefore: null,
    target: null,
    light: null,
  };
  return {
    kind: 'figure',
    tile: 'a',
    title: label,
    note: '<p>As <strong>counted</strong></p>',
    about: [],
    suppressedRows: 0,
    figures: [figure],
    series: { columns: [], rowCount: 0 },
  };
}

describe('a figure of a snapshot', () => {
  test.each([
    [100_000, 100_040, 'orders'],
    [100_040, 100_000, 'orders'],
    [0.2004, 0.2, 'share'],
    [7, 7, 'orders'],
  ] as const)(
    'that changes by less than it is written with is unchanged, without an arrow: %f after %f',
    (now, before, unit) => {
      const markup = tileMarkup('t1', figureTile(now, before, unit));
      expect(markup).toContain('unchanged');
      expect(markup).not.toMatch(/[▲▼]|>[+−]?0\.0/u);
    },
  );

  test.each([
    [1006, 1000, '▲ <b>+0.6%</b>'],
    [1000, 1006, '▼ <b>−0.6%</b>'],
    [3, 0, 'no figure to compare with'],
  ])('that changes says how: %f after %f', (now, before, said) => {
    expect(tileMarkup('t1', figureTile(now, before, 'orders'))).toContain(said);
  });

  test('has its note with the emphasis it was written with', () => {
    expect(tileMarkup('t1', figureTile(1, 1, 'orders'))).toContain(
      '<div class="note"><p>As <strong>counted</strong></p></div>',
    );
  });
});
