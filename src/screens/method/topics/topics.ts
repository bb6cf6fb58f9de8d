import type { Locale, PlainKey } from '../../../i18n/messages.ts';

/** A method page that belongs to no analysis. */
export interface MethodTopic {
  readonly title: PlainKey;
  readonly page: Readonly<Record<Locale, () => Promise<{ readonly default: string }>>>;
}

/** Method pages of classification, measuring, de-identification and the gate, by their address. */
export const METHOD_TOPICS: Readonly<Record<string, MethodTopic>> = {
  classification: {
    title: 'records.classify.title',
    page: {
      en: () => import('./classification.en.md?raw'),
      'zh-CN': () => import('./classification.zh-cn.md?raw'),
    },
  },
  anonymity: {
    title: 'records.risk.title',
    page: { en: () => import('./anonymity.en.md?raw'), 'zh-CN': () => import('./anonymity.zh-cn.md?raw') },
  },
  deidentification: {
    title: 'records.deidentify.title',
    page: {
      en: () => import('./deidentification.en.md?raw'),
      'zh-CN': () => import('./deidentification.zh-cn.md?raw'),
    },
  },
  'disclosure-control': {
    title: 'method.gate',
    page: {
      en: () => import('./disclosure-control.en.md?raw'),
      'zh-CN': () => import('./disclosure-control.zh-cn.md?raw'),
    },
  },
};
