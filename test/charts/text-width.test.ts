import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { roughWidth, shortened, wrapped } from '../../src/charts/text-width.ts';

describe('drawn text', () => {
  test('breaks between words, and anywhere in Chinese', () => {
    expect(wrapped('About to sleep', 50)).toBe('About\nto\nsleep');
    expect(wrapped('About to sleep', 500)).toBe('About to sleep');
    expect(wrapped('重要价值客户', 40)).toBe('重要价\n值客户');
  });

  test('is cut to its room where it must be, and says so', () => {
    expect(shortened('About to sleep', 100)).toBe('About to sleep');
    expect(shortened('About to sleep', 60)).toBe('About to…');
    expect(shortened('重要价值客户', 50)).toBe('重要价…');
    expect(roughWidth(shortened('Potential loyalists', 70))).toBeLessThanOrEqual(70);
    expect(shortened('New', 0)).toBe('Ne…');
  });

  test('loses nothing but the blanks it breaks at', () => {
    const words = fc.array(fc.stringMatching(/^[a-z客]{1,9}$/u), { maxLength: 8 });
    fc.assert(
      fc.property(words, fc.integer({ min: 1, max: 200 }), (all, width) => {
        expect(wrapped(all.join(' '), width).replaceAll(/\s/gu, '')).toBe(all.join(''));
      }),
    );
  });

  test('has a line wider than it may be only where one word is', () => {
    const words = fc.array(fc.stringMatching(/^[a-z]{1,9}$/u), { maxLength: 8 });
    fc.assert(
      fc.property(words, fc.integer({ min: 70, max: 200 }), (all, width) => {
        expect(roughWidth(wrapped(all.join(' '), width))).toBeLessThanOrEqual(width);
      }),
    );
  });
});
