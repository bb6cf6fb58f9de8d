import { describe, expect, it } from 'vitest';
import { figureText } from '../../src/snapshot/figure-text.ts';

describe('a figure of a snapshot', () => {
  it.each([
    [2.8587, '2.859'],
    [0.25006, '0.2501'],
    [0.0123449, '0.01234'],
    [48.5, '48.5'],
    [1234.567, '1,235'],
    [12_345_678, '12,345,678'],
    [0, '0'],
    [-3.14159, '−3.142'],
  ])('without a unit has four significant digits: %d', (value, text) => {
    expect(figureText(value, 'number')).toBe(text);
    expect(figureText(value, null)).toBe(text);
  });

  it('in its unit has the decimals of the unit', () => {
    expect(figureText(2.8587, 'purchases')).toBe('2.86');
    expect(figureText(0.12345, 'share')).toBe('12.3%');
    expect(figureText(9999.5, 'currency')).toBe('9,999.50');
    expect(figureText(12_000.4, 'currency')).toBe('12,000');
  });
});
