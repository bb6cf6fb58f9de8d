import { INVISIBLE, ODD_BLANK } from '../../data/doctor/value-cure.ts';

/** What is drawn in place of blanks that matter, and of marks without a width. */
export const BLANK = '␣';
export const UNSEEN = '▯';

/** A stretch of a text: as it stands, or drawn in place of what cannot be seen. */
export interface TextPart {
  readonly text: string;
  readonly drawn: boolean;
}

const unseen = new RegExp(INVISIBLE, 'u');
const odd = new RegExp(ODD_BLANK, 'u');
/** Blanks and invisible marks at an end of the text. */
const ends = new RegExp(`^(?:\\s|${INVISIBLE})+|(?:\\s|${INVISIBLE})+$`, 'gu');

/**
 * Parts a text so that blanks at its ends, blanks other than that of the keyboard, and marks without a width can be seen.
 * Blanks between words stay as they are.
 */
export function visibleBlanks(text: string): readonly TextPart[] {
  const atEnds = new Set<number>();
  for (const { index, 0: found } of text.matchAll(ends)) {
    for (let place = index; place < index + found.length; place += 1) atEnds.add(place);
  }
  const parts: { text: string; drawn: boolean }[] = [];
  let place = 0;
  for (const letter of text) {
    const mark = unseen.test(letter) ? UNSEEN : atEnds.has(place) || odd.test(letter) ? BLANK : null;
    const last = parts.at(-1);
    if (last?.drawn === (mark !== null)) last.text += mark ?? letter;
    else parts.push({ text: mark ?? letter, drawn: mark !== null });
    place += letter.length;
  }
  return parts;
}
