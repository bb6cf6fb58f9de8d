import { createFormats, type Formats } from '../i18n/formats.ts';
import type { Locale } from '../i18n/messages.ts';
import type { Translate } from '../i18n/translate.ts';
import type { ThemeName } from './theme.ts';

/** The language a chart is put into words in. */
export interface Language {
  readonly locale: Locale;
  readonly translate: Translate;
}

/** How a chart is to look: its language, its theme, and patterns beside colours where the reader wants them. */
export interface ChartLook extends Language {
  readonly theme: ThemeName;
  readonly patterns?: boolean;
}

const known = new Map<Locale, Formats>();

/** The formats of a language; made once. */
export function formatsOf(locale: Locale): Formats {
  const formats = known.get(locale) ?? createFormats(locale);
  known.set(locale, formats);
  return formats;
}
