import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { chartTheme, contrast, inkOn } from '../../src/charts/theme.ts';

const css = readFileSync(new URL('../../src/ui/tokens.css', import.meta.url), 'utf8');

/** Value of a token in both themes, `#rrggbb`. */
function token(name: string): [light: string, dark: string] {
  const found = new RegExp(`--${name}: light-dark\\((#\\w+), (#\\w+)\\)`, 'u').exec(css);
  const long = (hex = '') => (hex.length === 4 ? hex.replaceAll(/[0-9a-f]/gu, '$&$&') : hex);
  return [long(found?.[1]), long(found?.[2])];
}

const [light, dark] = [chartTheme('light'), chartTheme('dark')];

describe('a chart has the colours of the page', () => {
  test.each([
    'champions',
    'loyal',
    'potential',
    'new',
    'promising',
    'attention',
    'sleep',
    'cantlose',
    'risk',
    'hibernating',
    'other',
    'series1',
    'series2',
    'series3',
    'series4',
    'series5',
    'series6',
    'tier1',
    'tier2',
    'tier3',
    'tier4',
    'tier5',
  ] as const)('%s', (name) => {
    expect([light.colours[name], dark.colours[name]]).toEqual(token(`s-${name}`));
  });

  test('ink, surface, lines and accent', () => {
    const used = [light, dark].map(({ surface, ink, ink2, line, line2, colours }) => [
      surface,
      ink,
      ink2,
      line,
      line2,
      colours.accent,
      colours.good,
      colours.warn,
      colours.bad,
    ]);
    const names = ['surface', 'ink', 'ink-2', 'line', 'line-2', 'accent', 'good', 'warn', 'bad'];
    expect(used).toEqual([names.map((name) => token(name)[0]), names.map((name) => token(name)[1])]);
  });
});

describe('text is readable', () => {
  test('the measure is the one of WCAG', () => {
    expect(contrast('#000000', '#ffffff')).toBeCloseTo(21, 10);
    expect(contrast('#777777', '#ffffff')).toBeCloseTo(4.48, 2);
  });

  test.each([
    ['light', light],
    ['dark', dark],
  ] as const)('in the %s theme', (_, { surface, ink, ink2, colours }) => {
    expect(contrast(ink, surface)).toBeGreaterThanOrEqual(4.5);
    expect(contrast(ink2, surface)).toBeGreaterThanOrEqual(4.5);
    for (const fill of Object.values(colours)) {
      expect(contrast(inkOn(fill), fill)).toBeGreaterThanOrEqual(4.5);
    }
  });
});
