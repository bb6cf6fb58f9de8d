import type { AppError } from '../contract/error.ts';
import type { Locale, Message, MessageArguments, MessageKey, Messages } from './messages.ts';

/** Looks up a message and fills in its places. */
export type Translate = <K extends MessageKey>(key: K, ...values: MessageArguments<K>) => string;

type Values = Readonly<Record<string, string | number>>;

function choose(message: Message | undefined, values: Values, plurals: Intl.PluralRules): string {
  if (message === undefined) return '';
  if (typeof message === 'string') return message;
  const count = values['count'];
  const form = typeof count === 'number' ? plurals.select(count) : 'other';
  return form === 'one' ? (message.one ?? message.other) : message.other;
}

/**
 * Makes the translate function of a language.
 *
 * @param locale decides plural forms and how numbers are written
 * @param messages the language's messages; one that has not been loaded yet is empty
 */
export function createTranslate(locale: Locale, messages: Partial<Messages>): Translate {
  const plurals = new Intl.PluralRules(locale);
  const numbers = new Intl.NumberFormat(locale);
  return (key, ...rest) => {
    const values: Values = rest[0] ?? {};
    return choose(messages[key], values, plurals).replace(/\{(\w+)\}/gu, (place, name: string) => {
      const value = values[name];
      if (value === undefined) return place;
      return typeof value === 'number' ? numbers.format(value) : value;
    });
  };
}

/** An error in words: what happened, and what to do. */
export interface ErrorText {
  readonly sentence: string;
  readonly hint: string;
}

/** Puts an error into words. */
export function describeError(error: AppError, translate: Translate): ErrorText {
  const say = translate as (key: MessageKey, values: Values) => string;
  return {
    sentence: say(`error.${error.code}`, error.params),
    hint: say(`error.${error.code}.hint`, error.params),
  };
}
