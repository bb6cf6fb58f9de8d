import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { TileId, TilePlace } from '../../src/dashboard/dashboard.ts';
import {
  arranged,
  bottomOf,
  compacted,
  firstHole,
  inReadingOrder,
  isInGrid,
  LAYOUT_STEPS,
  overlaps,
  stepped,
  type PlacedTile,
} from '../../src/dashboard/layout.ts';
import { anyPlaced } from './dashboards.ts';

const anyPage = anyPlaced.map(compacted);
const anyPlace: fc.Arbitrary<TilePlace> = fc.record({
  x: fc.integer({ min: -3, max: 14 }),
  y: fc.integer({ min: -3, max: 30 }),
  w: fc.integer({ min: 0, max: 14 }),
  h: fc.integer({ min: 0, max: 8 }),
});

function id(text: string): TileId {
  return text as TileId;
}

function tile(name: string, x: number, y: number, w: number, h: number): PlacedTile {
  return { id: id(name), place: { x, y, w, h } };
}

function shown(tiles: readonly PlacedTile[] | null): string {
  return (tiles ?? []).map(({ id: name, place: { x, y, w, h } }) => `${name}:${x},${y},${w},${h}`).join(' ');
}

/** The laws of a page: nothing is lost, all of it lies in the grid, nothing overlaps, nothing hangs in the air. */
function expectLaws(before: readonly PlacedTile[], after: readonly PlacedTile[]): void {
  expect(after.map((each) => each.id)).toEqual(before.map((each) => each.id));
  for (const [at, { place }] of after.entries()) {
    expect(isInGrid(place)).toBe(true);
    expect(after.slice(0, at).some((other) => overlaps(other.place, place))).toBe(false);
    const higher = { ...place, y: place.y - 1 };
    const rests = after.some((other, index) => index !== at && overlaps(other.place, higher));
    expect(place.y === 0 || rests).toBe(true);
  }
  expect(compacted(after)).toEqual(after);
}

describe('layout', () => {
  it('brings any tiles into order, once and for all', () => {
    fc.assert(
      fc.property(anyPlaced, (tiles) => {
        expectLaws(tiles, compacted(tiles));
      }),
    );
  });

  it('keeps order when a tile is moved or sized, wherever it is dropped', () => {
    fc.assert(
      fc.property(
        anyPage.filter((tiles) => tiles.length > 0),
        fc.nat(),
        anyPlace,
        (tiles, at, place) => {
          const moved = tiles[at % tiles.length];
          if (moved === undefined) return;
          const after = arranged(tiles, moved.id, place);
          expectLaws(tiles, after);
          const now = after.find((each) => each.id === moved.id)?.place;
          expect(now?.w).toBe(Math.min(12, Math.max(1, place.w)));
          // Dropped where it stands, nothing moves.
          expect(arranged(tiles, moved.id, moved.place)).toEqual(tiles);
          expect(arranged(after, moved.id, now ?? place)).toEqual(after);
        },
      ),
    );
  });

  it('puts a new tile into the first hole, where it moves nothing', () => {
    fc.assert(
      fc.property(anyPage, fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 5 }), (tiles, w, h) => {
        const added = { id: id('new'), place: firstHole(tiles, { w, h }) };
        expectLaws([...tiles, added], [...tiles, added]);
        expect(added.place.y).toBeLessThanOrEqual(bottomOf(tiles));
      }),
    );
    const tiles = [tile('a', 0, 0, 6, 2), tile('b', 9, 0, 3, 2)];
    expect(firstHole(tiles, { w: 3, h: 2 })).toEqual({ x: 6, y: 0, w: 3, h: 2 });
    expect(firstHole(tiles, { w: 4, h: 2 })).toEqual({ x: 0, y: 2, w: 4, h: 2 });
    expect(firstHole([], { w: 99, h: 99 })).toEqual({ x: 0, y: 0, w: 12, h: 40 });
  });

  it('pushes down what is in the way, and swaps tiles when one is dragged past the middle of another', () => {
    const tiles = [tile('a', 0, 0, 6, 4), tile('b', 0, 4, 6, 4), tile('c', 6, 0, 6, 4)];
    const place = (y: number, x = 0): TilePlace => ({ x, y, w: 6, h: 4 });
    expect(shown(arranged(tiles, id('a'), place(5)))).toBe('a:0,0,6,4 b:0,4,6,4 c:6,0,6,4');
    expect(shown(arranged(tiles, id('a'), place(6)))).toBe('a:0,4,6,4 b:0,0,6,4 c:6,0,6,4');
    expect(shown(arranged(tiles, id('a'), place(0, 6)))).toBe('a:6,0,6,4 b:0,0,6,4 c:6,4,6,4');
    expect(shown(arranged(tiles, id('a'), { x: 0, y: 0, w: 12, h: 1 }))).toBe(
      'a:0,0,12,1 b:0,1,6,4 c:6,1,6,4',
    );
  });

  it('reads from top to bottom, in a row from left to right', () => {
    const tiles = [tile('c', 0, 2, 3, 2), tile('b', 6, 0, 3, 2), tile('a', 0, 0, 6, 2)];
    expect(inReadingOrder(tiles).map((each) => each.id)).toEqual(['a', 'b', 'c']);
  });
});

describe('steps of the keyboard', () => {
  const tiles = [tile('a', 0, 0, 6, 2), tile('b', 6, 0, 6, 2), tile('c', 0, 2, 6, 3)];

  it('move and size by one, and past the next tile up and down', () => {
    expect(stepped(tiles, id('a'), 'left')).toBeNull();
    expect(stepped(tiles, id('a'), 'up')).toBeNull();
    expect(shown(stepped(tiles, id('a'), 'right'))).toBe('a:1,0,6,2 b:6,2,6,2 c:0,2,6,3');
    expect(shown(stepped(tiles, id('a'), 'down'))).toBe('a:0,3,6,2 b:6,0,6,2 c:0,0,6,3');
    expect(shown(stepped(tiles, id('c'), 'up'))).toBe('a:0,3,6,2 b:6,0,6,2 c:0,0,6,3');
    expect(stepped(tiles, id('c'), 'down')).toBeNull();
    expect(shown(stepped(tiles, id('b'), 'taller'))).toBe('a:0,0,6,2 b:6,0,6,3 c:0,2,6,3');
    expect(shown(stepped(tiles, id('a'), 'narrower'))).toBe('a:0,0,5,2 b:6,0,6,2 c:0,2,6,3');
    expect(stepped(tiles, id('b'), 'wider')).toBeNull();
    expect(stepped(tiles, id('a'), 'shorter', { w: 3, h: 2 })).toBeNull();
  });

  it('keep the laws, and say when they change nothing', () => {
    fc.assert(
      fc.property(
        anyPage.filter((page) => page.length > 0),
        fc.nat(),
        fc.constantFrom(...LAYOUT_STEPS),
        (page, at, step) => {
          const moved = page[at % page.length];
          if (moved === undefined) return;
          const after = stepped(page, moved.id, step);
          if (after === null) return;
          expectLaws(page, after);
          expect(after.find((each) => each.id === moved.id)?.place).not.toEqual(moved.place);
        },
      ),
    );
  });

  it('refuse a tile there is not', () => {
    expect(() => stepped(tiles, id('z'), 'up')).toThrow(RangeError);
    expect(() => arranged(tiles, id('z'), { x: 0, y: 0, w: 1, h: 1 })).toThrow(RangeError);
  });
});
