import type { Generaliser, ValueCount } from './generaliser.ts';

/**
 * Codes keep fewer and fewer of their first characters; the others become one mask, so that codes of several lengths
 * fall together too.
 *
 * @param kept characters kept at each level, falling
 */
export function prefixRule(kept: readonly number[], mask: string): Generaliser {
  return {
    between: kept.map((characters) => ({ kind: 'prefix', characters })),
    generalise: (value) => {
      const characters = Array.from(value);
      return kept.map((count) =>
        characters.length > count ? characters.slice(0, count).join('') + mask : value,
      );
    },
  };
}

/** Values from the most to the least common; equally common ones by their code points. */
export function byFrequency(values: readonly ValueCount[]): readonly string[] {
  return values
    .toSorted((a, b) => b.records - a.records || (a.value < b.value ? -1 : 1))
    .map(({ value }) => value);
}

/**
 * The most common values stay, the others become one.
 *
 * @param kept how many values stay at each level, falling
 */
export function topRule(kept: readonly number[], other: string, values: readonly ValueCount[]): Generaliser {
  const rank = new Map(byFrequency(values).map((value, place) => [value, place]));
  return {
    between: kept.map((count) => ({ kind: 'top', values: count })),
    generalise: (value) => {
      const place = rank.get(value) ?? Number.POSITIVE_INFINITY;
      return kept.map((count) => (place < count ? value : other));
    },
  };
}

/** Nothing between the value and `*`. */
export const flatRule: Generaliser = { between: [], generalise: () => [] };
