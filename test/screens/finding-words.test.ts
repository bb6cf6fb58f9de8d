import { describe, expect, it } from 'vitest';
import type { Finding } from '../../src/contract/doctor.ts';
import { loadMessages } from '../../src/i18n/messages.ts';
import { createTranslate } from '../../src/i18n/translate.ts';
import { findingWords } from '../../src/screens/import/finding-words.ts';

const FOUND: Finding = {
  code: 'strayBlanks',
  columns: ['date', 'in stock'],
  rows: 16,
  detail: '',
  cured: true,
  example: null,
};

describe('what was found', () => {
  it.each([
    [
      'en',
      'In “date” and “in stock” 16 values have blanks around them, or blanks and marks that cannot be seen.',
    ],
    ['zh-CN', '“date”和“in stock”中有 16 个值带有首尾空白或看不见的字符。'],
  ] as const)(
    'names columns so that they are not read as words of the sentence: %s',
    async (locale, words) => {
      const t = createTranslate(locale, await loadMessages(locale));
      expect(findingWords({ t, locale }, FOUND)).toBe(words);
    },
  );
});
