import { describe, expect, test } from 'vitest';
import { figureWriter } from '../../src/charts/column-figures.ts';
import type { Unit } from '../../src/contract/result-set.ts';
import { english as ENGLISH } from '../../src/i18n/en/index.ts';
import { createTranslate } from '../../src/i18n/translate.ts';

const look = { locale: 'en', translate: createTranslate('en', ENGLISH) } as const;

function written(
  figures: readonly (number | null)[],
  unit: Unit,
  currency: string | null = null,
): readonly string[] {
  const write = figureWriter(figures, unit, currency, look);
  return figures.flatMap((value) => (value === null ? [] : [write(value)]));
}

describe('figures that are read under each other', () => {
  test('have as many decimals as the largest of them', () => {
    expect(written([12_345.6, 985.2, null, 0], 'currency', 'EUR')).toEqual(['€12,346', '€985', '€0']);
    expect(written([985.2, 4], 'currency', 'EUR')).toEqual(['€985.20', '€4.00']);
    expect(written([2, 2.25, 1.5], 'purchases')).toEqual(['2.00', '2.25', '1.50']);
    expect(written([12.5, 3, 1.256], 'number')).toEqual(['12.50', '3.00', '1.26']);
    expect(written([30, 30.5], 'days')).toEqual(['30.0', '30.5']);
    expect(written([0.5, 1], 'share')).toEqual(['50.0%', '100.0%']);
  });

  test('have none where all are whole', () => {
    expect(written([1343, 12, null], 'customers')).toEqual(['1,343', '12']);
    expect(written([2, 4], 'purchases')).toEqual(['2', '4']);
  });

  test('are written each by itself where the smallest would read as nothing', () => {
    expect(written([1250, 0.0125], 'number')).toEqual(['1,250', '0.0125']);
  });
});
