import type { Locale, PlainKey } from '../../../i18n/messages.ts';
import { ORDERS } from '../../../data/relations.ts';
import type { Route } from '../../../state/route.ts';

/** A method page that belongs to no analysis. */
export interface MethodTopic {
  readonly title: PlainKey;
  /** The screen it is about. */
  readonly screen: { readonly name: PlainKey; readonly route: Route };
  readonly page: Readonly<Record<Locale, () => Promise<{ readonly default: string }>>>;
}

const PRIVACY: MethodTopic['screen'] = {
  name: 'method.toPrivacy',
  route: { name: 'privacy', section: 'overview' },
};

/** Method pages of notebooks, imports, data profiles, classification, measuring, de-identification and the gate, by their address. */
export const METHOD_TOPICS: Readonly<Record<string, MethodTopic>> = {
  notebook: {
    title: 'group.notebook',
    screen: { name: 'command.goNotebook', route: { name: 'notebook', id: null } },
    page: { en: () => import('./notebook.en.md?raw'), 'zh-CN': () => import('./notebook.zh-cn.md?raw') },
  },
  import: {
    title: 'import.method',
    screen: { name: 'command.goData', route: { name: 'data' } },
    page: { en: () => import('./import.en.md?raw'), 'zh-CN': () => import('./import.zh-cn.md?raw') },
  },
  profile: {
    title: 'profile.name',
    screen: { name: 'profile.command', route: { name: 'profile', relation: ORDERS } },
    page: { en: () => import('./profile.en.md?raw'), 'zh-CN': () => import('./profile.zh-cn.md?raw') },
  },
  classification: {
    title: 'records.classify.title',
    screen: PRIVACY,
    page: {
      en: () => import('./classification.en.md?raw'),
      'zh-CN': () => import('./classification.zh-cn.md?raw'),
    },
  },
  anonymity: {
    title: 'records.risk.title',
    screen: PRIVACY,
    page: { en: () => import('./anonymity.en.md?raw'), 'zh-CN': () => import('./anonymity.zh-cn.md?raw') },
  },
  deidentification: {
    title: 'records.deidentify.title',
    screen: PRIVACY,
    page: {
      en: () => import('./deidentification.en.md?raw'),
      'zh-CN': () => import('./deidentification.zh-cn.md?raw'),
    },
  },
  'disclosure-control': {
    title: 'method.gate',
    screen: PRIVACY,
    page: {
      en: () => import('./disclosure-control.en.md?raw'),
      'zh-CN': () => import('./disclosure-control.zh-cn.md?raw'),
    },
  },
};
