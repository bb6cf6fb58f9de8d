/** Something that can be found by its words. */
export interface Searchable {
  /** Texts it is known by, the shown one first. */
  readonly texts: readonly string[];
}

function scoreOf(text: string, words: readonly string[]): number {
  const low = text.toLowerCase();
  let score = 0;
  for (const word of words) {
    const at = low.indexOf(word);
    if (at < 0) return 0;
    const startsWord = at === 0 || /[\s:：·(]/u.test(low.charAt(at - 1));
    score += at === 0 ? 3 : startsWord ? 2 : 1;
  }
  return score / words.length;
}

/**
 * Finds entries that hold every word of a query, best first; the start of a text counts more than the start
 * of a word, and that more than the middle. Among equals the order is kept.
 *
 * @param query what was typed; without words everything is found
 */
export function searchEntries<T extends Searchable>(entries: readonly T[], query: string): T[] {
  const words = query.toLowerCase().split(/\s+/u).filter(Boolean);
  if (words.length === 0) return [...entries];
  return entries
    .map((entry) => ({ entry, score: Math.max(0, ...entry.texts.map((text) => scoreOf(text, words))) }))
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score)
    .map(({ entry }) => entry);
}
