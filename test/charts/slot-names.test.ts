import { expect, test } from 'vitest';
import type { Label } from '../../src/charts/chart-spec.ts';
import { slotNames } from '../../src/charts/slot-names.ts';
import { english } from '../../src/i18n/en/index.ts';
import { createTranslate } from '../../src/i18n/translate.ts';

const language = { locale: 'en', translate: createTranslate('en', english) } as const;

function months(count: number): readonly Label[] {
  return Array.from({ length: count }, (_, at) => ({
    period: Date.UTC(1997, at, 1),
    grain: 'month',
  }));
}

test('months that have no room on one line are left out evenly, their years not set side by side below them', () => {
  const { names, label } = slotNames(months(18), 560, 300, language);
  expect(names.filter((name) => name.includes('\n'))).toEqual([]);
  expect(names[0]).toBe('Jan 1997');
  const { interval } = label;
  if (interval === 0) throw new RangeError('all of them are written');
  const written = names.filter((_, place) => interval(place));
  expect(written[0]).toBe('Jan 1997');
  expect(written.length).toBeGreaterThan(3);
  expect(written.length).toBeLessThan(8);
});

test('months that have room are all written', () => {
  expect(slotNames(months(6), 560, 300, language).label.interval).toBe(0);
});

test('names that are no places on a scale are broken into lines', () => {
  const names = ['Need attention', 'About to sleep', 'At risk'].map((text) => ({ text }));
  const { names: broken, label } = slotNames(names, 210, 300, language);
  expect(broken[0]).toBe('Need\nattention');
  expect(label.interval).toBe(0);
});
