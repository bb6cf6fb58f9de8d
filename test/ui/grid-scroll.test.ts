import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  elementHeight,
  MOST_HEIGHT,
  placeAt,
  scrolledTo,
  type ScrollPlace,
} from '../../src/ui/grid/scroll-place.ts';

const LONG = { content: 150_000_000, view: 340 };
const SHORT = { content: 9000, view: 340 };
const LAST = LONG.content - LONG.view;
const START: ScrollPlace = { scrollTop: 0, top: 0 };

describe('scrolling through more rows than a browser lays out', () => {
  test('needs no more height than browsers place exactly', () => {
    expect(elementHeight(LONG)).toBe(MOST_HEIGHT);
    expect(elementHeight(SHORT)).toBe(9000);
  });

  test('moves the rows by as many pixels as a wheel does, wherever they are', () => {
    for (const top of [0, 1000, 75_000_000, LAST - 5000]) {
      const before = placeAt(top, LONG);
      expect(scrolledTo(before, before.scrollTop + 120, LONG).top).toBeCloseTo(top + 120, 3);
    }
  });

  test('goes where the scroll bar is dragged to, both ends with it', () => {
    expect(scrolledTo(START, MOST_HEIGHT - LONG.view, LONG).top).toBe(LAST);
    expect(scrolledTo(START, (MOST_HEIGHT - LONG.view) / 2, LONG).top).toBeCloseTo(LAST / 2, -1);
    expect(scrolledTo(placeAt(LAST, LONG), 0, LONG)).toEqual(START);
  });

  test('reaches the first row and the last by the wheel alone', () => {
    for (const [from, step] of [
      [20_000, -100],
      [LAST - 20_000, 100],
    ] as const) {
      let place = placeAt(from, LONG);
      for (let moves = 0; moves < 300; moves += 1) {
        const most = MOST_HEIGHT - LONG.view;
        place = scrolledTo(place, Math.min(most, Math.max(0, place.scrollTop + step)), LONG);
        place = placeAt(place.top, LONG);
      }
      expect(place.top).toBe(step < 0 ? 0 : LAST);
    }
  });

  test('is plain scrolling where all rows fit', () => {
    fc.assert(
      fc.property(fc.nat(SHORT.content - SHORT.view), (top) => {
        expect(placeAt(top, SHORT)).toEqual({ scrollTop: top, top });
        expect(scrolledTo(START, top, SHORT).top).toBe(top);
      }),
    );
  });

  test('comes to rest where it stands, every row can be shown, and order is kept', () => {
    const size = fc.record({
      content: fc.integer({ min: 1, max: 400_000_000 }),
      view: fc.integer({ min: 30, max: 900 }),
    });
    fc.assert(
      fc.property(
        size,
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (list, a, b) => {
          const furthest = Math.max(0, list.content - list.view);
          const [low, high] = [Math.min(a, b) * furthest, Math.max(a, b) * furthest];
          const [first, second] = [placeAt(low, list), placeAt(high, list)];
          expect(first.top).toBe(low);
          expect(first.scrollTop).toBeLessThanOrEqual(second.scrollTop);
          expect(second.scrollTop).toBeLessThanOrEqual(Math.max(0, elementHeight(list) - list.view) + 1e-6);
          expect(scrolledTo(START, second.scrollTop, list).top).toBeGreaterThanOrEqual(0);
          expect(scrolledTo(first, second.scrollTop, list).top).toBeLessThanOrEqual(furthest);
        },
      ),
    );
  });
});
