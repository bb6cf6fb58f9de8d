/** A part of a snapshot's file that has a digest of its own. */
export interface FilePart {
  readonly name: string;
  /** What stands in it, without what stands in parts within it. */
  readonly text: string;
}

/** The part that all others stand in. */
export const FRAME = 'frame';
/** The part that names all others with their digests. */
export const MANIFEST = 'manifest';

const MARK = /<!--(part|end):([a-z0-9/-]+)-->/gu;

/**
 * Marks a piece of markup as a part.
 *
 * @throws RangeError when the markup holds the end of the part, which nothing escaped can
 */
export function part(name: string, markup: string): string {
  if (markup.includes(`<!--end:${name}-->`)) throw new RangeError(`part ${name} holds its own end`);
  return `<!--part:${name}-->${markup}<!--end:${name}-->`;
}

/**
 * Splits the text of a file into its parts. Every character of it is in exactly one of them; the marks of parts within a
 * part are characters of the outer one.
 *
 * @returns parts in the order they begin, the frame first; a name may occur twice in a file that was tampered with
 */
export function splitParts(text: string): readonly FilePart[] {
  const frame = { name: FRAME, pieces: [] as string[] };
  const parts = [frame];
  const open = [frame];
  let at = 0;
  for (const mark of text.matchAll(MARK)) {
    const [whole, sort, name = ''] = mark;
    const inner = open.at(-1) ?? frame;
    inner.pieces.push(text.slice(at, mark.index));
    at = mark.index + whole.length;
    if (sort === 'part') {
      inner.pieces.push(whole);
      const begun = { name, pieces: [] };
      parts.push(begun);
      open.push(begun);
    } else {
      // An end ends what has been left open within; one that fits no part is a character like any other.
      const place = open.findLastIndex((each) => each !== frame && each.name === name);
      if (place > 0) open.splice(place);
      (open.at(-1) ?? frame).pieces.push(whole);
    }
  }
  (open.at(-1) ?? frame).pieces.push(text.slice(at));
  return parts.map(({ name, pieces }) => ({ name, text: pieces.join('') }));
}
