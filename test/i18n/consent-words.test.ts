import { describe, expect, test } from 'vitest';
import { consentNoteWords, withoutConsentWords } from '../../src/i18n/consent-words.ts';
import { english } from '../../src/i18n/en/index.ts';
import { createTranslate } from '../../src/i18n/translate.ts';
import { chinese } from '../../src/i18n/zh-cn/index.ts';

const EN = { locale: 'en', t: createTranslate('en', english) } as const;
const ZH = { locale: 'zh-CN', t: createTranslate('zh-CN', chinese) } as const;
const customers = { given: 1200, withdrawn: 3, refused: 0, unclear: 0, missing: 40 };

describe('consent in words', () => {
  test('names the reasons that there are, with how many', () => {
    expect(withoutConsentWords(customers, EN)).toBe('3 withdrawn and 40 no decision');
    expect(withoutConsentWords(customers, ZH)).toBe('已撤回 3和无记录 40');
    expect(withoutConsentWords({ ...customers, withdrawn: 0, missing: 0 }, EN)).toBe('');
  });

  test('names what a list was held against, or that nothing was loaded', () => {
    const note = { purpose: 'email', without: 'leftOut', customers } as const;
    expect(consentNoteWords(note, EN)).toBe('Consent “email”: 1,200 agreed, 3 withdrawn, and 40 no decision');
    expect(consentNoteWords({ ...note, purpose: '' }, ZH)).toBe(
      '同意“未说明目的”：已同意 1,200、已撤回 3和无记录 40',
    );
    expect(consentNoteWords(null, EN)).toBe('no consents loaded');
  });
});
