import { LOCALES, type Locale } from '../i18n/messages.ts';

/** A shortcut as commands write it, such as `Mod+Shift+K`. */
const KEYS = /^(?:Mod\+)?(?:Alt\+)?(?:Shift\+)?[^+\s]{1,20}$/u;
const THEMES = ['system', 'light', 'dark'] as const;

/** Preferences as they are kept in this browser. */
export interface StoredPreferences {
  readonly version: 2;
  readonly locale: Locale | null;
  readonly theme: (typeof THEMES)[number];
  readonly characterKeys: boolean;
  readonly shortcuts: Readonly<Record<string, string | null>>;
  readonly signSnapshots: boolean;
  /** What is set besides the host's policy; whoever applies it reads it. */
  readonly policy: unknown;
}

type Fields = Readonly<Record<string, unknown>>;

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Shortcuts; where one of them is none, there are none. */
function shortcutsIn(value: unknown): StoredPreferences['shortcuts'] {
  if (!isFields(value)) return {};
  const entries = Object.entries(value).filter(
    (entry): entry is [string, string | null] =>
      entry[1] === null || (typeof entry[1] === 'string' && KEYS.test(entry[1])),
  );
  return entries.length === Object.keys(value).length ? Object.fromEntries(entries) : {};
}

/** Version 1 kept the threshold alone; it is read as a choice of one setting. */
function policyIn({ version, policy = null, threshold }: Fields): unknown {
  if (version === 2) return policy;
  return Number.isInteger(threshold) && Number(threshold) >= 1 ? { threshold } : null;
}

/**
 * Reads preferences as they were kept, of this version or the one before. They are read before anything is drawn, so this
 * does without the library that reads other files.
 *
 * @param text JSON, or null where nothing was kept
 * @returns null where there is nothing that can be read; what cannot be read of them is as if it had not been set
 */
export function readPreferences(text: string | null): StoredPreferences | null {
  let value: unknown;
  try {
    value = text === null ? null : JSON.parse(text);
  } catch {
    return null;
  }
  if (!isFields(value) || (value['version'] !== 1 && value['version'] !== 2)) return null;
  const { locale, theme, characterKeys, shortcuts, signSnapshots } = value;
  return {
    version: 2,
    locale: LOCALES.find((each) => each === locale) ?? null,
    theme: THEMES.find((each) => each === theme) ?? 'system',
    characterKeys: typeof characterKeys === 'boolean' ? characterKeys : true,
    shortcuts: shortcutsIn(shortcuts),
    signSnapshots: typeof signSnapshots === 'boolean' ? signSnapshots : true,
    policy: policyIn(value),
  };
}
