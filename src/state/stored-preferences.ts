import * as v from 'valibot';
import { LOCALES } from '../i18n/messages.ts';

/** A shortcut as commands write it, such as `Mod+Shift+K`. */
const KEYS = /^(?:Mod\+)?(?:Alt\+)?(?:Shift\+)?[^+\s]{1,20}$/u;

const look = {
  locale: v.fallback(v.nullable(v.picklist(LOCALES)), null),
  theme: v.fallback(v.picklist(['system', 'light', 'dark']), 'system'),
  characterKeys: v.fallback(v.boolean(), true),
  shortcuts: v.fallback(v.record(v.string(), v.nullable(v.pipe(v.string(), v.regex(KEYS)))), {}),
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
export type StoredPreferences = v.InferOutput<typeof stored>;

/**
 * Reads preferences as they were kept, of this version or the one before.
 *
 * @param text JSON, or null where nothing was kept
 * @returns null where there is nothing that can be read
 */
export function readPreferences(text: string | null): StoredPreferences | null {
  if (text === null) return null;
  try {
    const result = v.safeParse(stored, JSON.parse(text));
    return result.success ? result.output : null;
  } catch {
    return null;
  }
}
