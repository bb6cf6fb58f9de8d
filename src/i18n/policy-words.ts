import type { ExportFormat, Policy } from '../contract/privacy.ts';
import type { Locale } from './messages.ts';
import type { Translate } from './translate.ts';

/** Settings of a policy, in the order they are told. */
export const POLICY_FIELDS = [
  'threshold',
  'formats',
  'dominance',
  'estimation',
  'groupDisclosure',
  'protection',
  'rounding',
  'differencing',
  'deidentified',
  'lists',
  'unverified',
  'noise',
] as const;
export type PolicyField = (typeof POLICY_FIELDS)[number];

/** What a policy is put into words in. */
interface Words {
  readonly locale: Locale;
  readonly t: Translate;
}

/** What a way out is called: a kind of file by its usual letters, any other in words. */
function formatWords(format: ExportFormat, t: Translate): string {
  switch (format) {
    case 'print':
    case 'clipboard':
    case 'document':
    case 'script':
    case 'snapshot':
      return t(`policy.format.${format}`);
    default:
      return format.toUpperCase();
  }
}

const sentences: Readonly<Record<PolicyField, (policy: Policy, words: Words) => string>> = {
  threshold: ({ threshold }, { t }) => t('policy.words.threshold', { threshold }),
  formats: ({ formats }, { locale, t }) =>
    formats.length === 0
      ? t('policy.words.formats.off')
      : t('policy.words.formats', {
          formats: new Intl.ListFormat(locale, { type: 'conjunction' }).format(
            formats.map((format) => formatWords(format, t)),
          ),
        }),
  dominance: ({ dominance }, { t }) =>
    dominance === null
      ? t('policy.words.dominance.off')
      : t('policy.words.dominance', { count: dominance.n, k: dominance.k }),
  estimation: ({ estimation }, { t }) =>
    estimation === null ? t('policy.words.estimation.off') : t('policy.words.estimation', { ...estimation }),
  groupDisclosure: ({ groupDisclosure }, { t }) =>
    t(groupDisclosure ? 'policy.words.groupDisclosure' : 'policy.words.groupDisclosure.off'),
  protection: ({ protection }, { t }) =>
    protection === 0 ? t('policy.words.protection.off') : t('policy.words.protection', { count: protection }),
  rounding: ({ rounding }, { t }) =>
    rounding === null ? t('policy.words.rounding.off') : t('policy.words.rounding', { ...rounding }),
  differencing: ({ differencing }, { t }) =>
    t(differencing ? 'policy.words.differencing' : 'policy.words.differencing.off'),
  deidentified: ({ rows: { deidentified } }, { t }) =>
    deidentified === null
      ? t('policy.words.deidentified.off')
      : t('policy.words.deidentified', { ...deidentified }),
  lists: ({ rows: { lists } }, { locale, t }) => {
    if (lists === null) return t('policy.words.lists.off');
    return [
      t(lists.pseudonymised ? 'policy.words.lists.pseudonymised' : 'policy.words.lists'),
      t(lists.withoutConsent === 'marked' ? 'policy.words.lists.marked' : 'policy.words.lists.leftOut'),
    ].join(locale === 'en' ? ' ' : '');
  },
  unverified: ({ unverified }, { t }) =>
    t(unverified ? 'policy.words.unverified' : 'policy.words.unverified.off'),
  noise: ({ noise }, { t }) =>
    noise === null ? t('policy.words.noise.off') : t('policy.words.noise', { ...noise }),
};

/** What a policy says on one setting, in a sentence. */
export function policySentence(field: PolicyField, policy: Policy, words: Words): string {
  return sentences[field](policy, words);
}
