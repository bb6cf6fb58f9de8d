import { CONSENT_STATES, type ConsentCounts, type ConsentNote } from '../contract/consent.ts';
import type { Locale } from './messages.ts';
import type { Translate } from './translate.ts';

/** What consents are put into words in. */
interface Words {
  readonly locale: Locale;
  readonly t: Translate;
}

/** What a purpose of consents is called. */
export function purposeWords(purpose: string, t: Translate): string {
  return purpose === '' ? t('consent.purpose.none') : purpose;
}

/** Why customers are without consent and how many, e.g. `12 withdrawn and 3 no decision`; empty where none is. */
export function withoutConsentWords(customers: ConsentCounts, { locale, t }: Words): string {
  const counted = CONSENT_STATES.filter((state) => state !== 'given' && customers[state] > 0).map((state) =>
    t('consent.counted', { count: customers[state], state: t(`consent.state.${state}`) }),
  );
  return new Intl.ListFormat(locale, { type: 'conjunction' }).format(counted);
}

/** Which consent a list was held against, and where its customers stood, in one line. */
export function consentNoteWords(note: ConsentNote | null, words: Words): string {
  const { t } = words;
  if (note === null) return t('log.consent.none');
  const { given, ...others } = note.customers;
  const agreed = t('consent.counted', { count: given, state: t('consent.state.given') });
  const without = withoutConsentWords({ given: 0, ...others }, words);
  const counted = new Intl.ListFormat(words.locale, { type: 'unit' }).format(
    [agreed, without].filter((each) => each !== ''),
  );
  return t('log.consent', { purpose: purposeWords(note.purpose, t), counted });
}
