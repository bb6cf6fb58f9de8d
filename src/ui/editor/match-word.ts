/** How well a name fits what has been typed: lower is better. */
export const FIT = { whole: 0, start: 1, part: 2, inside: 3, letters: 4 } as const;

/** Letters that need to be typed before they may be spread over a name. */
const LEAST_SPREAD = 2;

/**
 * How a name fits letters that have been typed: it begins with them, a part of it after `_` or `.` does, it has them
 * inside, or has them one after the other.
 *
 * @param name in small letters
 * @param typed in small letters
 * @returns one of {@link FIT}, or null where it does not fit
 */
export function fitOf(name: string, typed: string): number | null {
  if (typed === '' || name.startsWith(typed)) return name === typed ? FIT.whole : FIT.start;
  const place = name.indexOf(typed);
  if (place > 0) return /[_.]/u.test(name[place - 1] ?? '') ? FIT.part : FIT.inside;
  return typed.length >= LEAST_SPREAD && name.startsWith(typed.charAt(0)) && hasSpread(name, typed)
    ? FIT.letters
    : null;
}

function hasSpread(name: string, typed: string): boolean {
  let at = 0;
  for (const letter of typed) {
    at = name.indexOf(letter, at) + 1;
    if (at === 0) return false;
  }
  return true;
}

/** Which letters of a name have been typed, as pairs of offsets: from, to, from, to, … */
export function matchedLetters(name: string, typed: string): number[] {
  const [low, wanted] = [name.toLowerCase(), typed.toLowerCase()];
  if (wanted === '') return [];
  const place = low.indexOf(wanted);
  if (place >= 0) return [place, place + wanted.length];
  const pairs: number[] = [];
  let at = 0;
  for (const letter of wanted) {
    const found = low.indexOf(letter, at);
    if (found < 0) return [];
    pairs.push(found, found + 1);
    at = found + 1;
  }
  return pairs;
}
