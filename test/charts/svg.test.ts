import { describe, expect, test } from 'vitest';
import type { ChartSpec } from '../../src/charts/chart-spec.ts';
import { renderSvg } from '../../src/charts/draw.ts';
import { english as ENGLISH } from '../../src/i18n/en/index.ts';
import { createTranslate } from '../../src/i18n/translate.ts';
import { chinese } from '../../src/i18n/zh-cn/index.ts';
import { bare, EMPTY_SPECS, SERIES_SPECS, tracking } from './series-specs.ts';
import { SPECS } from './specs.ts';
import { malformed } from './well-formed.ts';

const languages = {
  en: { locale: 'en', translate: createTranslate('en', ENGLISH) },
  'zh-CN': { locale: 'zh-CN', translate: createTranslate('zh-CN', chinese) },
} as const;

const ALL: Readonly<Record<string, ChartSpec>> = { ...SPECS, ...SERIES_SPECS };

const cases = Object.keys(ALL).flatMap((name) =>
  (['light', 'dark'] as const).flatMap((theme) =>
    (['en', 'zh-CN'] as const).map((locale) => [name, theme, locale] as const),
  ),
);

describe('a picture', () => {
  test.each(cases)('of %s, %s, %s is drawn, whole, and says what it is', (name, theme, locale) => {
    const spec = ALL[name];
    if (spec === undefined) throw new RangeError(name);
    const frame = { title: 'R & D <"title">', notes: ['First note.', 'Second & last note.'] };
    const look = { ...languages[locale], theme, patterns: theme === 'dark' };
    const svg = renderSvg(spec, look, { width: 640, height: 400, frame });
    expect(malformed(svg)).toBeNull();
    expect(svg).toMatch(/^<svg role="img" lang="[\w-]+" [^>]*><title>[^<]+<\/title><desc>[^<]+<\/desc>/u);
    expect(svg).toContain('R &amp; D &lt;');
    expect(svg).toContain('Second &amp; last note.');
    expect(svg.match(/<path/gu)?.length).toBeGreaterThan(5);
    expect(svg).not.toMatch(/undefined|NaN|<script|https?:\/\/(?!www\.w3\.org)/u);
  });

  test.each([200, 390, 1200])('fits any width: %i', (width) => {
    for (const spec of [...Object.values(ALL), ...Object.values(EMPTY_SPECS)]) {
      const look = { ...languages.en, theme: 'light' } as const;
      const svg = renderSvg(spec, look, { width, height: 260, frame: { title: 'Title', notes: [] } });
      expect(malformed(svg)).toBeNull();
      expect(svg).toContain(`width="${width}"`);
    }
  });

  test('says of its shapes which row of the table they stand for', () => {
    const rows = (name: string): readonly number[] => {
      const marked = [...draw(ALL[name] ?? tracking).matchAll(/ data-mark="(\d+)"/gu)];
      return [...new Set(marked.map(([, mark]) => Number(mark)))].sort((a, b) => a - b);
    };
    const { bar, treemap } = SPECS;
    if (bar?.kind !== 'bar' || treemap?.kind !== 'treemap') throw new RangeError('bar');
    // Those that are withheld too: their places, not their figures.
    expect(rows('bar')).toEqual(bar.categories.map((_, mark) => mark));
    expect(rows('treemap')).toEqual(treemap.categories.map((_, mark) => mark));
    for (const spec of Object.values(ALL)) expect(draw(spec)).not.toContain('ecmeta');
  });

  const draw = (spec: ChartSpec, locale: 'en' | 'zh-CN' = 'en', width = 640): string =>
    renderSvg(
      spec,
      { ...languages[locale], theme: 'light' },
      { width, height: 360, frame: { title: 'Title', notes: [] } },
    );

  test('prints the definition of its figure, broken into lines', () => {
    const plain = (svg: string): string => svg.replaceAll(/<[^>]+>/gu, ' ').replaceAll(/\s+/gu, ' ');
    const { definition = { text: '' } } = tracking;
    expect(plain(draw(tracking))).toContain('text' in definition ? definition.text : '?');
    expect(draw(tracking, 'en', 300)).toContain('Cumulative repeat');
    expect(draw(bare(tracking))).not.toContain('Cumulative');
  });

  test.each([
    ['tracking', 'Observed', 'Expected', 'End of calibration'],
    ['migration', 'Jan 2024', 'Platinum', 'withheld'],
    ['stacked', 'Won back', 'incomplete', 'withheld', '2023-12'],
    ['cohorts', '41%', '≥ 50%', 'incomplete', 'withheld'],
    ['lorenz', 'equal shares'],
  ])('of %s names what it draws', (name, ...words) => {
    const spec = ALL[name];
    if (spec === undefined) throw new RangeError(name);
    for (const word of words) expect(draw(spec)).toContain(`>${word}<`);
  });

  test('says withheld and incomplete in Chinese', () => {
    expect(draw(ALL['stacked'] ?? tracking, 'zh-CN')).toContain('>已抑制<');
    expect(draw(ALL['stacked'] ?? tracking, 'zh-CN')).toContain('>未满期<');
  });

  test('dashes the stretch to a period that is not over', () => {
    const { monthly } = SERIES_SPECS;
    if (monthly?.kind !== 'line') throw new RangeError('monthly');
    const over = { ...monthly, series: monthly.series.map((each) => ({ ...each, incomplete: [] })) };
    const dashed = (svg: string): number => svg.match(/stroke-dasharray/gu)?.length ?? 0;
    expect(dashed(draw(monthly)) - dashed(draw(over))).toBeGreaterThanOrEqual(3);
  });

  test('hatches cells that are not complete, and writes their figures', () => {
    const { cohorts } = SERIES_SPECS;
    if (cohorts?.kind !== 'heatmap') throw new RangeError('cohorts');
    const over = { ...cohorts, cells: cohorts.cells.map((cell) => ({ ...cell, incomplete: false })) };
    expect(draw(cohorts).length).toBeGreaterThan(draw(over).length * 1.2);
    expect(draw(cohorts)).toContain('>16%<');
  });

  test('of one place or none is drawn too', () => {
    for (const spec of Object.values(EMPTY_SPECS)) {
      const svg = draw(spec);
      expect(malformed(svg)).toBeNull();
      expect(svg).not.toMatch(/undefined|NaN|Infinity/u);
    }
  });
});
