import { describe, expect, test } from 'vitest';
import { renderSvg } from '../../src/charts/draw.ts';
import { ENGLISH } from '../../src/i18n/messages.ts';
import { createTranslate } from '../../src/i18n/translate.ts';
import { chinese } from '../../src/i18n/zh-cn/index.ts';
import { SPECS } from './specs.ts';
import { malformed } from './well-formed.ts';

const languages = {
  en: { locale: 'en', translate: createTranslate('en', ENGLISH) },
  'zh-CN': { locale: 'zh-CN', translate: createTranslate('zh-CN', chinese) },
} as const;

const cases = Object.keys(SPECS).flatMap((name) =>
  (['light', 'dark'] as const).flatMap((theme) =>
    (['en', 'zh-CN'] as const).map((locale) => [name, theme, locale] as const),
  ),
);

describe('a picture', () => {
  test.each(cases)('of %s, %s, %s is drawn, whole, and says what it is', (name, theme, locale) => {
    const spec = SPECS[name];
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
    for (const spec of Object.values(SPECS)) {
      const look = { ...languages.en, theme: 'light' } as const;
      const svg = renderSvg(spec, look, { width, height: 260, frame: { title: 'Title', notes: [] } });
      expect(malformed(svg)).toBeNull();
      expect(svg).toContain(`width="${width}"`);
    }
  });
});
