import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { actionOf } from '../../src/ui/grid/grid-actions.ts';
import { moveInGrid } from '../../src/ui/grid/grid-column.ts';

const size = { rows: 300_000, columns: 8, page: 10 };

describe('keys in a grid', () => {
  it('moves as the grid pattern says', () => {
    const from = { row: 100, column: 3 };
    expect(moveInGrid('ArrowDown', false, from, size)).toEqual({ row: 101, column: 3 });
    expect(moveInGrid('PageUp', false, from, size)).toEqual({ row: 90, column: 3 });
    expect(moveInGrid('Home', false, from, size)).toEqual({ row: 100, column: 0 });
    expect(moveInGrid('End', true, from, size)).toEqual({ row: 299_999, column: 7 });
  });

  it('reaches the header by the arrow, not by paging', () => {
    expect(moveInGrid('ArrowUp', false, { row: 0, column: 2 }, size)).toEqual({ row: -1, column: 2 });
    expect(moveInGrid('PageUp', false, { row: 4, column: 2 }, size)).toEqual({ row: 0, column: 2 });
  });

  it('leaves other keys alone, names of object members included', () => {
    for (const key of ['a', 'Tab', 'Escape', 'constructor', 'toString'])
      expect(moveInGrid(key, false, { row: 0, column: 0 }, size)).toBeNull();
  });

  it('never leaves the grid', () => {
    const keys = ['ArrowUp', 'ArrowDown', 'ArrowLeft', 'ArrowRight', 'PageUp', 'PageDown', 'Home', 'End'];
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.constantFrom(...keys), fc.boolean()), { maxLength: 60 }),
        fc.integer({ min: 1, max: 40 }),
        fc.integer({ min: 1, max: 9 }),
        (presses, rows, columns) => {
          let at = { row: 0, column: 0 };
          for (const [key, control] of presses) {
            at = moveInGrid(key, control, at, { rows, columns, page: 7 }) ?? at;
            expect(at.row).toBeGreaterThanOrEqual(-1);
            expect(at.row).toBeLessThan(rows);
            expect(at.column).toBeGreaterThanOrEqual(0);
            expect(at.column).toBeLessThan(columns);
          }
        },
      ),
    );
  });
});

describe('keys that do something in a grid', () => {
  const none = { ctrlKey: false, metaKey: false, altKey: false, shiftKey: false };

  it('depend on whether a heading or a cell is active', () => {
    expect(actionOf({ ...none, key: 'Enter' }, true, true)).toBe('sort');
    expect(actionOf({ ...none, key: 'Enter' }, false, true)).toBe('inspect');
    expect(actionOf({ ...none, key: 'ArrowDown', altKey: true }, true, true)).toBe('panel');
    expect(actionOf({ ...none, key: ' ', shiftKey: true }, false, true)).toBe('chooseRow');
    expect(actionOf({ ...none, key: 'c', ctrlKey: true }, false, true)).toBe('copy');
    expect(actionOf({ ...none, key: 'A', metaKey: true }, true, true)).toBe('chooseAll');
  });

  it('are few in a grid that only shows and sorts, and no moves', () => {
    expect(actionOf({ ...none, key: 'Enter' }, true, false)).toBe('sort');
    expect(actionOf({ ...none, key: 'c', ctrlKey: true }, false, false)).toBeNull();
    expect(actionOf({ ...none, key: 'ArrowDown', altKey: true }, true, false)).toBeNull();
    for (const key of ['ArrowDown', 'Home', 'Tab', 'x', 'constructor'])
      expect(actionOf({ ...none, key }, true, true)).toBeNull();
  });
});
