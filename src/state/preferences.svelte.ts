import type { Locale } from '../i18n/messages.ts';
import type { PolicyChoice } from './policy-choice.ts';
import { readPreferences, type StoredPreferences } from './stored-preferences.ts';

const STORAGE_KEY = 'cloister.preferences';

/** What the user has chosen for the look. */
export type ThemeChoice = StoredPreferences['theme'];

/** The part of `localStorage` that is needed. */
export type PreferenceStore = Pick<Storage, 'getItem' | 'setItem'>;

/**
 * Chooses the language of the interface.
 *
 * @param languages what the browser asks for, best first (`navigator.languages`)
 */
export function preferredLocale(languages: readonly string[]): Locale {
  for (const language of languages) {
    if (/^zh\b/iu.test(language)) return 'zh-CN';
    if (/^en\b/iu.test(language)) return 'en';
  }
  return 'en';
}

function read(store: PreferenceStore | null): StoredPreferences | null {
  try {
    return readPreferences(store?.getItem(STORAGE_KEY) ?? null);
  } catch {
    return null;
  }
}

/** `localStorage`, or null where the browser blocks it (the mere access may throw). */
export function browserStore(): Storage | null {
  try {
    return globalThis.localStorage;
  } catch {
    return null;
  }
}

/**
 * What the user has set, kept in this browser. It holds no data. Where storage is blocked it lasts as long
 * as the tab.
 */
export class Preferences {
  /** Null follows the browser's languages. */
  localeChoice: Locale | null = $state(null);
  theme: ThemeChoice = $state('system');
  /** What the user has set besides the host's policy, as it was kept: it is read when it is applied. */
  policy: unknown = $state.raw(null);
  /** Whether keys without a modifier, such as `?`, are shortcuts. */
  characterKeys: boolean = $state(true);
  /** Shortcuts of one's own, by the id of the command; null for none. */
  shortcuts: Readonly<Record<string, string | null>> = $state.raw({});
  /** Whether snapshots are signed where this browser has a key. */
  signSnapshots: boolean = $state(true);
  readonly #store: PreferenceStore | null;
  readonly #languages: readonly string[];

  constructor(store: PreferenceStore | null, languages: readonly string[]) {
    this.#store = store;
    this.#languages = languages;
    const found = read(store);
    if (found === null) return;
    this.localeChoice = found.locale;
    this.theme = found.theme;
    this.policy = found.policy;
    this.characterKeys = found.characterKeys;
    this.shortcuts = found.shortcuts;
    this.signSnapshots = found.signSnapshots;
  }

  /** Language in force. */
  get locale(): Locale {
    return this.localeChoice ?? preferredLocale(this.#languages);
  }

  /** Changes some of the preferences and keeps them. */
  set(change: {
    localeChoice?: Locale | null;
    theme?: ThemeChoice;
    policy?: PolicyChoice | null;
    characterKeys?: boolean;
    shortcuts?: Readonly<Record<string, string | null>>;
    signSnapshots?: boolean;
  }): void {
    Object.assign(this, change);
    const value: StoredPreferences = {
      version: 2,
      locale: this.localeChoice,
      theme: this.theme,
      policy: this.policy,
      characterKeys: this.characterKeys,
      shortcuts: this.shortcuts,
      signSnapshots: this.signSnapshots,
    };
    try {
      this.#store?.setItem(STORAGE_KEY, JSON.stringify(value));
    } catch {
      // Storage is full or blocked: the choice holds for this tab.
    }
  }
}
