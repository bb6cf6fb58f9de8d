import * as v from 'valibot';
import { LOCALES, type Locale } from '../i18n/messages.ts';
import { readPolicyChoice, type PolicyChoice } from './policy-choice.ts';

const STORAGE_KEY = 'cloister.preferences';

const look = {
  locale: v.fallback(v.nullable(v.picklist(LOCALES)), null),
  theme: v.fallback(v.picklist(['system', 'light', 'dark']), 'system'),
  characterKeys: v.fallback(v.boolean(), true),
};

/** Version 1 kept the threshold alone; it is read as a choice of one setting. */
const stored = v.union([
  v.object({ version: v.literal(2), ...look, policy: v.fallback(v.unknown(), null) }),
  v.pipe(
    v.object({
      version: v.literal(1),
      ...look,
      threshold: v.fallback(v.nullable(v.pipe(v.number(), v.integer(), v.minValue(1))), null),
    }),
    v.transform(({ threshold, ...rest }) => ({
      ...rest,
      version: 2 as const,
      policy: threshold === null ? null : { threshold },
    })),
  ),
]);
type Stored = v.InferOutput<typeof stored>;

/** What the user has chosen for the look. */
export type ThemeChoice = Stored['theme'];

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

function read(store: PreferenceStore | null): Stored | null {
  try {
    const text = store?.getItem(STORAGE_KEY);
    if (text === null || text === undefined) return null;
    const result = v.safeParse(stored, JSON.parse(text));
    return result.success ? result.output : null;
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
  /** What the user has set besides the host's policy; null keeps it as it is. */
  policy: PolicyChoice | null = $state.raw(null);
  /** Whether keys without a modifier, such as `?`, are shortcuts. */
  characterKeys: boolean = $state(true);
  readonly #store: PreferenceStore | null;
  readonly #languages: readonly string[];

  constructor(store: PreferenceStore | null, languages: readonly string[]) {
    this.#store = store;
    this.#languages = languages;
    const found = read(store);
    if (found === null) return;
    this.localeChoice = found.locale;
    this.theme = found.theme;
    this.policy = readPolicyChoice(found.policy);
    this.characterKeys = found.characterKeys;
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
  }): void {
    Object.assign(this, change);
    const value: Stored = {
      version: 2,
      locale: this.localeChoice,
      theme: this.theme,
      policy: this.policy,
      characterKeys: this.characterKeys,
    };
    try {
      this.#store?.setItem(STORAGE_KEY, JSON.stringify(value));
    } catch {
      // Storage is full or blocked: the choice holds for this tab.
    }
  }
}
