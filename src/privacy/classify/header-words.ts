/** Letters that decomposition leaves whole. */
const SPELT_OUT: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  ø: 'o',
  œ: 'oe',
  ł: 'l',
  đ: 'd',
  ı: 'i',
};

/** A name of a column or a term, cut into words for comparison. */
export interface HeaderWords {
  /** Words in lower case without accents; a run of Han, kana or Hangul is one word. */
  readonly words: readonly string[];
  /** The words without anything between them. */
  readonly joined: string;
  /** For each word where it begins in `joined`, and the end of the last one. */
  readonly starts: readonly number[];
}

const CJK = String.raw`\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}ー`;
const AFTER_CJK = new RegExp(String.raw`([${CJK}])([^${CJK}])`, 'gu');
const BEFORE_CJK = new RegExp(String.raw`([^${CJK}])([${CJK}])`, 'gu');
const UNSPACED = new RegExp(`[${CJK}\u{1100}-\u{11FF}]`, 'u');

/**
 * Cuts a name into words: at blanks and punctuation, at humps (`firstName`, `IPAddress`), between digits and letters,
 * and where the script changes.
 */
export function headerWords(name: string): HeaderWords {
  const spaced = name
    .normalize('NFKC')
    .replaceAll(/(\p{Ll})(\p{Lu})/gu, '$1 $2')
    .replaceAll(/(\p{Lu})(\p{Lu}\p{Ll})/gu, '$1 $2')
    .replaceAll(AFTER_CJK, '$1 $2')
    .replaceAll(BEFORE_CJK, '$1 $2')
    .replaceAll(/(\p{L})(\p{N})/gu, '$1 $2')
    .replaceAll(/(\p{N})(\p{L})/gu, '$1 $2');
  const words = spaced
    .toLowerCase()
    .replaceAll(/[ßæøœłđı]/gu, (letter) => SPELT_OUT[letter] ?? letter)
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '');
  const starts = [0];
  for (const word of words) starts.push((starts.at(-1) ?? 0) + word.length);
  return { words, joined: words.join(''), starts };
}

/** Whether a text is written in characters that need no blanks between words. */
export function isUnspaced(text: string): boolean {
  return UNSPACED.test(text);
}
