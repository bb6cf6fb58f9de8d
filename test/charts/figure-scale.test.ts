import { describe, expect, test } from 'vitest';
import { figureScale, type ScaledFigures } from '../../src/charts/figure-scale.ts';
import { renderSvg } from '../../src/charts/draw.ts';
import { english } from '../../src/i18n/en/index.ts';
import { createTranslate } from '../../src/i18n/translate.ts';
import { chinese } from '../../src/i18n/zh-cn/index.ts';
import { SPECS } from './specs.ts';

const en = { locale: 'en', translate: createTranslate('en', english) } as const;
const zh = { locale: 'zh-CN', translate: createTranslate('zh-CN', chinese) } as const;

const orders: ScaledFigures = { figures: [], unit: 'orders', currency: null, parts: 5, fromZero: true };
const money: ScaledFigures = { ...orders, unit: 'currency', currency: 'GBP' };

/** What stands along an axis, from its lower end to its upper one. */
function ticks(shown: ScaledFigures, language: typeof en | typeof zh): readonly string[] {
  const { ends, write } = figureScale(shown, language);
  if (ends === null) return [];
  const count = Math.round((ends.max - ends.min) / ends.interval);
  return Array.from({ length: count + 1 }, (_, at) => write(ends.min + at * ends.interval));
}

describe('figures along an axis', () => {
  test('are in one unit and have the same decimals; zero needs neither', () => {
    expect(ticks({ ...orders, figures: [9_700, 400] }, en)).toEqual(['0', '2K', '4K', '6K', '8K', '10K']);
    expect(ticks({ ...money, figures: [1_130_000] }, en)).toEqual([
      '£0',
      '£0.2M',
      '£0.4M',
      '£0.6M',
      '£0.8M',
      '£1.0M',
      '£1.2M',
    ]);
    expect(ticks({ ...money, figures: [93_000, 12_000], parts: 3 }, zh)).toEqual([
      '£0',
      '£3万',
      '£6万',
      '£9万',
      '£12万',
    ]);
    expect(ticks({ ...orders, figures: [0.42, 0.05], unit: 'share' }, en)).toEqual([
      '0%',
      '10%',
      '20%',
      '30%',
      '40%',
      '50%',
    ]);
    expect(ticks({ ...orders, figures: [0.011, 0.004], unit: 'share' }, en)).toEqual([
      '0%',
      '0.2%',
      '0.4%',
      '0.6%',
      '0.8%',
      '1.0%',
      '1.2%',
    ]);
  });

  test('below ten thousand are written in full', () => {
    expect(ticks({ ...orders, figures: [7_900] }, en)).toEqual(['0', '2,000', '4,000', '6,000', '8,000']);
  });

  test('take a smaller unit where the larger one would need many decimals', () => {
    expect(ticks({ ...orders, figures: [1_001_000, 1_024_000], fromZero: false }, en)).toEqual([
      '1,000K',
      '1,005K',
      '1,010K',
      '1,015K',
      '1,020K',
      '1,025K',
    ]);
  });

  test('of counts go in whole steps, also below zero', () => {
    expect(ticks({ ...orders, figures: [2, 1] }, en)).toEqual(['0', '1', '2']);
    expect(ticks({ ...money, figures: [-42_000, 39_000] }, en)).toEqual([
      '-£60K',
      '-£40K',
      '-£20K',
      '£0',
      '£20K',
      '£40K',
    ]);
  });

  test('find their own ends where there is nothing to scale by', () => {
    expect(figureScale(orders, en).ends).toBeNull();
    expect(figureScale({ ...orders, figures: [3, 3], fromZero: false }, en).ends).toBeNull();
    expect(figureScale({ ...orders, figures: [12_500], fromZero: false }, en).write(12_500)).toBe('12.5K');
  });

  test('of a drawn chart reach over all that is drawn', () => {
    const bar = SPECS['bar'];
    if (bar?.kind !== 'bar') throw new RangeError('bar');
    const spec = {
      ...bar,
      unit: 'orders' as const,
      categories: bar.categories.map((each, at) => ({
        ...each,
        value: at === 0 ? 9_700 : 400,
        withheld: false,
      })),
    };
    const svg = renderSvg(
      spec,
      { ...en, theme: 'light' },
      { width: 640, height: 400, frame: { title: null, notes: [] } },
    );
    expect(svg).toContain('>10K<');
    expect(svg).toContain('>8K<');
    expect(svg).not.toContain('>8,000<');
  });
});
