import { expect, test } from 'vitest';
import { appError } from '../../src/contract/error.ts';
import { english } from '../../src/i18n/en/index.ts';
import { createTranslate, describeError } from '../../src/i18n/translate.ts';
import { refusalWords } from '../../src/screens/analysis/refusal-words.ts';

const translate = createTranslate('en', english);
const reader = {
  locale: 'en',
  say: (key: keyof typeof english) => (translate as (key: string) => string)(key),
  describe: (error: Parameters<typeof describeError>[0]) => describeError(error, translate),
} as const;
const params = {
  table: 'metric/cells',
  earlier: 'rfm/segments',
  called: '',
  at: '2026-11-23T07:47:00.000Z',
  customers: 7,
};
const refused = appError('gate.differencing', params);

test('a refusal names tables as they are called on screen', () => {
  const { sentence } = refusalWords(refused, reader);
  for (const subject of ['metric/cells', 'rfm/segments']) expect(sentence).not.toContain(subject);
  expect(sentence).toContain('Nov 23, 2026');
});

test('a refusal names the earlier release as whoever let it out called it', () => {
  const named = appError('gate.differencing', { ...params, called: 'Revenue by month · Board meeting' });
  const { sentence } = refusalWords(named, reader);
  expect(sentence).toContain('“Revenue by month · Board meeting” of Nov 23, 2026');
});

test('a refusal of a tile names the tile', () => {
  const { sentence } = refusalWords(refused, reader, 'Revenue by channel');
  expect(sentence).toContain('“Revenue by channel” would tell of too small a group');
});
