import {
  CONSENT_STATES,
  type ConsentCounts,
  type ConsentNote,
  type ConsentState,
} from '../contract/consent.ts';
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

function countedWords(
  states: readonly ConsentState[],
  customers: ConsentCounts,
  { locale, t }: Words,
): string {
  const counted = states
    .filter((state) => customers[state] > 0)
    .map((state) => t('consent.counted', { count: customers[state], state: t(`consent.state.${state}`) }));
  return new Intl.ListFormat(locale, { type: 'conjunction' }).format(counted);
}

/** Why customers are without consent and how many, e.g. `12 withdrawn and 3 no decision`; empty where none is. */
export function withoutConsentWords(customers: ConsentCounts, words: Words): string {
  const states = CONSENT_STATES.filter((state) => state !== 'given');
  return countedWords(states, customers, words);
}

/** Which consent a list was held against, and where its customers stood, in one line. */
export function consentNoteWords(note: ConsentNote | null, words: Words): string {
  const { t } = words;
  if (note === null) return t('log.consent.none');
  const counted = countedWords(CONSENT_STATES, note.customers, words);
  return t('log.consent', { purpose: purposeWords(note.purpose, t), counted });
}
