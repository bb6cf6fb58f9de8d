import { describe, expect, test } from 'vitest';
import { mixed } from '../../src/charts/colour-ramp.ts';
import { chartTheme, contrast } from '../../src/charts/theme.ts';

describe('a colour between others', () => {
  test('is the first or the last at the ends and beyond', () => {
    expect([-1, 0, 1, 2].map((share) => mixed(['#112233', '#ddeeff'], share))).toEqual([
      '#112233',
      '#112233',
      '#ddeeff',
      '#ddeeff',
    ]);
    expect(mixed(['#0b6b5b'], 0.4)).toBe('#0b6b5b');
  });

  test('is the stop at a stop', () => {
    expect(mixed(['#000000', '#86bfae', '#ffffff'], 0.5)).toBe('#86bfae');
  });

  test.each(['light', 'dark'] as const)('moves away from the surface without turning back: %s', (name) => {
    const { sequential, surface } = chartTheme(name);
    const steps = Array.from({ length: 21 }, (_, index) => contrast(mixed(sequential, index / 20), surface));
    for (const [index, step] of steps.entries()) {
      if (index > 0) expect(step).toBeGreaterThan(steps[index - 1] ?? 0);
    }
  });
});
