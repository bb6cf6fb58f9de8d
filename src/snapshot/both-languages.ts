import type { Words, Written } from './content.ts';

/** Says something in both languages. */
export function words(en: string, zh: string): Words {
  return { en, 'zh-CN': zh };
}

/** The same in both languages: names, figures, what a user wrote. */
export function sameWords(text: string): Words {
  return words(text, text);
}

/** What was written, in both languages. */
export function writtenWords(written: Written): Words {
  return typeof written === 'string' ? sameWords(written) : written;
}

/** Fills places such as `{count}` in both languages. */
export function filled(said: Words, values: Readonly<Record<string, string>>): Words {
  const fill = (text: string): string =>
    text.replaceAll(/\{(\w+)\}/gu, (place, name: string) => values[name] ?? place);
  return words(fill(said.en), fill(said['zh-CN']));
}

/** Stands where the gate has let no figure out, in the page as in what its viewer draws. */
export const WITHHELD = words('withheld', '已抑制');
