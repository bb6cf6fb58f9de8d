import { headerWords, isUnspaced, type HeaderWords } from './header-words.ts';
import { CONTACT_WORDS } from './lexicon-contact.ts';
import { THING_WORDS } from './lexicon-things.ts';
import { TRAIT_WORDS } from './lexicon-traits.ts';

/** How much a column's name speaks for a kind. */
export interface HeaderMatch {
  readonly kind: string;
  /** The term that was found. */
  readonly term: string;
  /** 1: the name is the term; less where it only holds it, or where the term has other meanings too. */
  readonly score: number;
}

interface Term {
  readonly kind: string;
  readonly text: string;
  readonly words: HeaderWords;
  readonly unspaced: boolean;
  readonly vague: boolean;
}

interface Found extends HeaderMatch {
  readonly from: number;
  readonly to: number;
}

/** A vague term (with a star) counts for so much of a plain one. */
const VAGUE = 0.55;
/** Fewest letters of a term that is looked for inside a word. */
const INSIDE = 6;
const AT_END = 4;
const NOWHERE = [0, 0] as const;

const TERMS: readonly Term[] = [CONTACT_WORDS, TRAIT_WORDS, THING_WORDS].flatMap((lexicon) =>
  Object.entries(lexicon).flatMap(([kind, list]) =>
    list.split(',').map((entry): Term => {
      const text = entry.trim().replace(/\*$/u, '');
      return {
        kind,
        text,
        words: headerWords(text),
        unspaced: isUnspaced(text),
        vague: entry.trim().endsWith('*'),
      };
    }),
  ),
);

/** Where a term's words stand one after the other among the words of a name. */
function placeOfWords(name: HeaderWords, term: HeaderWords): number {
  const { words } = term;
  for (let place = 0; place + words.length <= name.words.length; place += 1) {
    if (words.every((word, offset) => name.words[place + offset] === word)) return place;
  }
  return -1;
}

type Standing = readonly [score: number, from: number];

/** Where a term's words stand among those of a name; a vague term counts as the last of them only. */
function standingOfWords(name: HeaderWords, { words, vague }: Term, place: number): Standing {
  const from = name.starts[place] ?? 0;
  const closes = place + words.words.length === name.words.length;
  if (vague) return closes ? [0.7, from] : NOWHERE;
  return [closes ? 0.9 : place === 0 ? 0.65 : 0.55, from];
}

/** How a term stands in a name that holds its letters, and where it begins. */
function standing(name: HeaderWords, term: Term): Standing {
  const { joined } = term.words;
  if (name.joined === joined) return [1, 0];
  const place = placeOfWords(name, term.words);
  if (place >= 0 && !(term.unspaced && !term.vague)) return standingOfWords(name, term, place);
  if (term.vague) return NOWHERE;
  const from = name.joined.lastIndexOf(joined);
  const atEnd = from + joined.length === name.joined.length;
  if (term.unspaced) return joined.length < 2 ? NOWHERE : [atEnd ? 0.9 : 0.65, from];
  if (atEnd && joined.length >= AT_END) return [0.75, from];
  return joined.length >= INSIDE ? [0.5, from] : NOWHERE;
}

function matchOf(name: HeaderWords, term: Term): Found | null {
  if (!name.joined.includes(term.words.joined)) return null;
  const [score, from] = standing(name, term);
  if (score === 0) return null;
  const to = from + term.words.joined.length;
  return { kind: term.kind, term: term.text, score: term.vague ? score * VAGUE : score, from, to };
}

/** Numbers behind a name (`phone2`, `addr_1`) tell nothing. */
function withoutNumber(name: HeaderWords): HeaderWords {
  const last = name.words.at(-1) ?? '';
  return name.words.length > 1 && /^\d+$/u.test(last) ? headerWords(name.words.slice(0, -1).join(' ')) : name;
}

/**
 * Finds what a column's name says. A term inside a longer one does not count: in `email address` there is no address.
 *
 * @returns the best match of each kind that is named, best first
 */
export function headerMatches(name: string): readonly HeaderMatch[] {
  const whole = headerWords(name);
  if (whole.joined === '') return [];
  const numbered = withoutNumber(whole);
  const found = TERMS.flatMap(
    (term) => matchOf(whole, term) ?? (numbered === whole ? null : matchOf(numbered, term)) ?? [],
  );
  const best = new Map<string, Found>();
  const ranked = found.toSorted((a, b) => b.score - a.score || b.to - b.from - (a.to - a.from));
  for (const match of ranked) {
    const covered = found.some(
      (other) =>
        other.kind !== match.kind &&
        other.to - other.from > match.to - match.from &&
        other.from <= match.from &&
        other.to >= match.to &&
        other.score >= match.score,
    );
    if (!covered && !best.has(match.kind)) best.set(match.kind, match);
  }
  return [...best.values()].map(({ kind, term, score }) => ({ kind, term, score }));
}
