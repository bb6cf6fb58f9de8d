import { enStartErrors } from './en/start-errors.ts';
import type { english } from './en/index.ts';
import { enProgress } from './en/progress.ts';
import { enRecent } from './en/recent.ts';
import { enShell } from './en/shell.ts';

/** Languages of the interface. */
export const LOCALES = ['en', 'zh-CN'] as const;
export type Locale = (typeof LOCALES)[number];

/**
 * A message: text with `{name}` places, or one text per plural form of `count` (`Intl.PluralRules`). In
 * texts, `{name}` of a number is written the way the language writes numbers.
 */
export type Message = string | { readonly one?: string; readonly other: string };

type English = typeof english;

/** Every message there is. A key that English has not got does not compile. */
export type MessageKey = keyof English;

/** What another language must supply: the same keys. */
export type Catalogue<E> = { readonly [K in keyof E]: Message };

type PlacesIn<S> = S extends `${string}{${infer Name}}${infer Rest}` ? Name | PlacesIn<Rest> : never;
type TextOf<M> = M extends string ? M : M extends { readonly other: infer O } ? O : never;
type Places<K extends MessageKey> = PlacesIn<TextOf<English[K]>>;

/** Arguments a message needs: none, or one object with a value for each place. */
export type MessageArguments<K extends MessageKey> = [Places<K>] extends [never]
  ? []
  : [values: Readonly<Record<Places<K>, string | number>>];

/** Keys of messages without places. */
export type PlainKey = { [K in MessageKey]: MessageArguments<K> extends [] ? K : never }[MessageKey];

/** A language ready for use. */
export type Messages = Catalogue<English>;

/** English words of the frame, the start screen and errors of starting: what is shown before a language has been loaded. */
export const FIRST_MESSAGES: Partial<Messages> = {
  ...enShell,
  ...enRecent,
  ...enProgress,
  ...enStartErrors,
};

/** Loads a language. */
export async function loadMessages(locale: Locale): Promise<Messages> {
  return locale === 'en'
    ? (await import('./en/index.ts')).english
    : (await import('./zh-cn/index.ts')).chinese;
}
