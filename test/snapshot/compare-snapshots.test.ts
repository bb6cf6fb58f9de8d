import { describe, expect, test } from 'vitest';
import { compareSnapshots } from '../../src/snapshot/compare-snapshots.ts';
import type { SnapshotContent, SnapshotTileContent } from '../../src/snapshot/content.ts';
import { sampleContent } from './sample-content.ts';

function withTiles(
  content: SnapshotContent,
  change: (tile: SnapshotTileContent) => SnapshotTileContent | null,
): SnapshotContent {
  const pages = content.pages.map((page) => ({
    ...page,
    tiles: page.tiles.flatMap((tile) => change(tile) ?? []),
  }));
  return { ...content, pages };
}

function figureNow(measure: string, now: number | 'withheld') {
  return (tile: SnapshotTileContent): SnapshotTileContent =>
    tile.kind === 'figure'
      ? { ...tile, figures: tile.figures.map((each) => (each.measure === measure ? { ...each, now } : each)) }
      : tile;
}

describe('comparing two snapshots', () => {
  test('finds every figure again in the same snapshot, unchanged', () => {
    const { figures, onlyEarlier, onlyLater, terms } = compareSnapshots(sampleContent(), sampleContent());
    expect([...onlyEarlier, ...onlyLater, ...terms]).toEqual([]);
    // 3 figure tiles, 2 × 3 × 2 cells by segment, 12 by segment and country.
    expect(figures).toHaveLength(3 + 12 + 12);
    expect(figures.every(({ change }) => change === 0 || change === null)).toBe(true);
    expect(figures[0]?.title.en).toBe('Revenue');
  });

  test('tells changes as shares, and those of shares in points', () => {
    const later = withTiles(
      withTiles(sampleContent(), figureNow('revenue', 202_642.55)),
      figureNow('new_customer_share', 0.2),
    );
    const { figures } = compareSnapshots(sampleContent(), later);
    const [revenue, share] = figures;
    expect(revenue).toMatchObject({ earlier: 184_220.5, later: 202_642.55, currency: 'EUR' });
    expect(revenue?.change).toBeCloseTo(0.1, 12);
    expect(share?.change).toBeCloseTo(0.018, 12);
  });

  test('computes nothing of what is withheld in either', () => {
    const later = withTiles(sampleContent(), figureNow('customers', 830));
    const found = compareSnapshots(sampleContent(), later).figures.find(
      ({ label }) => label.en === 'Customers',
    );
    expect(found).toMatchObject({ earlier: 'withheld', later: 830, change: null });
  });

  test('says which tiles stand in one of them only, and how the terms differ', () => {
    const earlier = sampleContent();
    const fewer = withTiles(earlier, (tile) => (tile.tile === 'cross' ? null : tile));
    const { provenance } = fewer;
    const later = { ...fewer, provenance: { ...provenance, threshold: 20, filters: [] } };
    const { onlyEarlier, onlyLater, terms } = compareSnapshots(earlier, later);
    expect(onlyEarlier.map(({ en }) => en)).toEqual(['Customers by segment and country']);
    expect(onlyLater).toEqual([]);
    expect(terms.map(({ on }) => on)).toEqual(['filters', 'threshold']);
    expect(terms[0]?.later).toEqual([]);
  });
});
