import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { rowInSlot, slotCount, slotsInOrder } from '../../src/ui/grid/row-slots.ts';

const counts = fc.integer({ min: 1, max: 60 }).map((half) => half * 2);
const rows = fc.nat(5_000_000);

function shown(first: number, count: number): readonly number[] {
  return Array.from({ length: count }, (_, slot) => rowInSlot(slot, { first, count }));
}

describe('rows in elements that are used again', () => {
  test('every row is drawn once, wherever the list stands', () => {
    fc.assert(
      fc.property(rows, counts, (first, count) => {
        const expected = Array.from({ length: count }, (_, at) => first + at);
        expect(shown(first, count).toSorted((a, b) => a - b)).toEqual(expected);
      }),
    );
  });

  test('as the list goes on by some rows, only those that come into view are written anew', () => {
    fc.assert(
      fc.property(rows, counts, fc.nat(200), (first, count, step) => {
        const [before, after] = [shown(first, count), shown(first + step, count)];
        const changed = before.filter((row, slot) => row !== after[slot]).length;
        expect(changed).toBe(Math.min(step, count));
      }),
    );
  });

  test('a slot shows odd rows or even ones, never both', () => {
    fc.assert(
      fc.property(rows, counts, (first, count) => {
        expect(shown(first, count).map((row) => row % 2)).toEqual(
          Array.from({ length: count }, (_, slot) => slot % 2),
        );
      }),
    );
  });

  test('slots in order show rows in order', () => {
    fc.assert(
      fc.property(rows, counts, (first, count) => {
        const order = slotsInOrder({ first, count }).map((slot) => rowInSlot(slot, { first, count }));
        expect(order).toEqual(Array.from({ length: count }, (_, at) => first + at));
      }),
    );
  });

  test('there are enough for a view that begins within a row, and an even number', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 3000 }),
        fc.integer({ min: 16, max: 60 }),
        fc.nat(12),
        (view, row, more) => {
          const count = slotCount(view, row, more);
          expect(count % 2).toBe(0);
          expect((count - 2 * more - 1) * row).toBeGreaterThanOrEqual(view);
        },
      ),
    );
  });
});
