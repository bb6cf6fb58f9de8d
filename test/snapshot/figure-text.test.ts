import { describe, expect, it } from 'vitest';
import { figureText, valueText } from '../../src/snapshot/figure-text.ts';

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

describe('the figures of a column', () => {
  const written = (
    unit: 'purchases' | 'number' | 'customers',
    values: readonly number[],
  ): readonly string[] => {
    const column = { type: 'number', unit, values } as const;
    return values.map((value) => valueText(value, column));
  };

  it('have the same number of decimals', () => {
    expect(written('purchases', [2, 2.25, 1.5])).toEqual(['2.00', '2.25', '1.50']);
    expect(written('number', [12.5, 3])).toEqual(['12.50', '3.00']);
    expect(written('customers', [12, 3])).toEqual(['12', '3']);
  });

  it('are written each by itself where the smallest would read as nothing', () => {
    expect(written('number', [1250, 0.0125])).toEqual(['1,250', '0.0125']);
  });
});
