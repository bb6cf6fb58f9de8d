import { describe, expect, test } from 'vitest';
import { moved, NO_CURSOR } from '../../src/ui/chart/chart-cursor.ts';

describe('the cursor on a chart', () => {
  test('enters at either end and stays within the marks', () => {
    expect(moved(NO_CURSOR, 'ArrowRight', 5, false)).toEqual({ at: 0, anchor: null });
    expect(moved(NO_CURSOR, 'ArrowLeft', 5, false)).toEqual({ at: 4, anchor: null });
    expect(moved({ at: 4, anchor: null }, 'ArrowDown', 5, false)?.at).toBe(4);
    expect(moved({ at: 2, anchor: null }, 'Home', 5, false)?.at).toBe(0);
    expect(moved({ at: 2, anchor: null }, 'End', 5, false)?.at).toBe(4);
  });

  test('draws a stretch from where it stood, until it moves alone', () => {
    const begun = moved({ at: 2, anchor: null }, 'ArrowRight', 5, true);
    expect(begun).toEqual({ at: 3, anchor: 2 });
    expect(moved({ at: 3, anchor: 2 }, 'ArrowRight', 5, true)).toEqual({ at: 4, anchor: 2 });
    expect(moved({ at: 4, anchor: 2 }, 'ArrowLeft', 5, false)).toEqual({ at: 3, anchor: null });
  });

  test('leaves other keys and charts without marks alone', () => {
    expect(moved(NO_CURSOR, 'Enter', 5, false)).toBeNull();
    expect(moved(NO_CURSOR, 'ArrowRight', 0, false)).toBeNull();
  });
});
