import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { spread } from '../../src/charts/spread.ts';

describe('labels in a column', () => {
  test('stay where they wish to be when they have room', () => {
    expect(spread([90, 10, 50], 16, 0, 100)).toEqual([90, 10, 50]);
  });

  test('share the way when two wish for one place', () => {
    expect(spread([50, 50], 16, 0, 100)).toEqual([42, 58]);
  });

  test('keep within the column', () => {
    expect(spread([0, 0, 0], 10, 5, 100)).toEqual([5, 15, 25]);
    expect(spread([100, 100], 10, 0, 95)).toEqual([85, 95]);
  });

  test('never overlap, keep their order, and stay inside while there is room', () => {
    const wishes = fc.array(fc.double({ min: 0, max: 300, noNaN: true }), { maxLength: 12 });
    fc.assert(
      fc.property(wishes, (all) => {
        const placed = all
          .map((wish, index) => ({ wish, index, at: spread(all, 16, 0, 300)[index] ?? 0 }))
          .sort((a, b) => a.wish - b.wish || a.index - b.index);
        for (const [index, { at }] of placed.entries()) {
          expect(at).toBeGreaterThanOrEqual(-1e-9);
          expect(at).toBeLessThanOrEqual(300 + 1e-9);
          const above = placed[index - 1];
          if (above !== undefined) expect(at - above.at).toBeGreaterThanOrEqual(16 - 1e-9);
        }
      }),
    );
  });
});
