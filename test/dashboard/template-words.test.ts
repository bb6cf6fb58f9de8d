import { describe, expect, it } from 'vitest';
import type { Dashboard } from '../../src/dashboard/dashboard.ts';
import { dashboardOf, DASHBOARD_TEMPLATES } from '../../src/dashboard/templates/index.ts';
import { dashboardIn, saidIn, templateWords } from '../../src/dashboard/templates/template-words.ts';
import { enDashboardTemplates } from '../../src/i18n/en/dashboard-templates.ts';
import { loadMessages, LOCALES } from '../../src/i18n/messages.ts';
import { createTranslate } from '../../src/i18n/translate.ts';

const DATA = {
  orderLines: true,
  firstOrder: '2024-01-01',
  lastOrder: '2026-06-30',
  currency: 'EUR',
  extraColumns: [],
  roles: ['customerId', 'orderId', 'orderedAt', 'amount', 'quantity', 'cost', 'channel', 'country'],
} as const;
const [english, chinese] = await Promise.all(LOCALES.map(async (locale) => loadMessages(locale)));
const translated = {
  en: createTranslate('en', english ?? {}),
  'zh-CN': createTranslate('zh-CN', chinese ?? {}),
} as const;

/** What somebody can read of a dashboard; ids are made anew each time. */
function textsOf({ title, pages }: Dashboard): readonly string[] {
  const ofPages = pages.flatMap((page) => [
    page.title,
    ...page.tiles.flatMap(({ title: name, note, body }) => [
      name,
      note,
      body.kind === 'text' ? body.markdown : '',
    ]),
  ]);
  return [title, ...ofPages];
}

describe('words of templates', () => {
  it.each(DASHBOARD_TEMPLATES)('of $id read in the language of the reader', (template) => {
    for (const locale of LOCALES) {
      for (const made of LOCALES) {
        const dashboard = dashboardOf(template, DATA, translated[made]);
        const wanted = dashboardOf(template, DATA, translated[locale]);
        expect(textsOf(dashboardIn(locale, dashboard))).toEqual(textsOf(wanted));
      }
    }
  });

  it('are told by their text: no text of one language stands for two of the other', () => {
    const keys = Object.keys(enDashboardTemplates) as (keyof typeof enDashboardTemplates)[];
    for (const key of keys) {
      const words = { en: translated.en(key), 'zh-CN': translated['zh-CN'](key) };
      for (const locale of LOCALES) expect(templateWords(words[locale])).toEqual(words);
    }
  });

  it('are the users own once they are changed, and what users write stays as it is', () => {
    expect(saidIn('zh-CN', 'Retention')).toBe('留存');
    expect(saidIn('zh-CN', 'Retention of the north')).toBe('Retention of the north');
    expect(templateWords('')).toBeNull();
  });

  it('leave what has none of them as the same objects, so that nothing is drawn anew', () => {
    const [template] = DASHBOARD_TEMPLATES;
    if (template === undefined) throw new RangeError('there is no template');
    const dashboard = dashboardOf(template, DATA, translated.en);
    expect(dashboardIn('en', dashboard)).toBe(dashboard);
    const inChinese = dashboardIn('zh-CN', dashboard);
    expect(inChinese.pages[0]?.tiles[0]).toBe(dashboard.pages[0]?.tiles[0]);
  });
});
