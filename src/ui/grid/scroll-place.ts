/** Height of a list that is scrolled through, CSS pixels. */
export interface ScrollSize {
  /** Of all rows together. */
  readonly content: number;
  /** Of what is seen at once. */
  readonly view: number;
}

/** Where a list stands. */
export interface ScrollPlace {
  /** Of the element that scrolls. */
  readonly scrollTop: number;
  /** Of the rows: how many pixels of them are above the view. */
  readonly top: number;
}

/**
 * Browsers stop laying out somewhere above 17 million pixels, and place less and less exactly before; a list that is
 * longer scrolls in an element of this height.
 */
export const MOST_HEIGHT = 4_000_000;
/** At both ends this much of the element scrolls pixel by pixel. */
const EXACT_ENDS = 500_000;
/** A move of more than so many views is a jump: the scroll bar has been dragged. */
const JUMP = 2;

/** Height of the element that stands for all rows. */
export function elementHeight({ content }: ScrollSize): number {
  return Math.min(content, MOST_HEIGHT);
}

interface Ends {
  /** Furthest places of the element and of the rows. */
  readonly element: number;
  readonly rows: number;
}

function endsOf(size: ScrollSize): Ends {
  return {
    element: Math.max(0, elementHeight(size) - size.view),
    rows: Math.max(0, size.content - size.view),
  };
}

/** Rows above the view when the element stands at a place: exact near the ends, drawn together between them. */
function topOf(scrollTop: number, { element, rows }: Ends): number {
  if (element === rows || scrollTop <= EXACT_ENDS) return scrollTop;
  if (scrollTop >= element - EXACT_ENDS) return rows - (element - scrollTop);
  const share = (scrollTop - EXACT_ENDS) / (element - 2 * EXACT_ENDS);
  return EXACT_ENDS + share * (rows - 2 * EXACT_ENDS);
}

function scrollTopOf(top: number, { element, rows }: Ends): number {
  if (element === rows || top <= EXACT_ENDS) return top;
  if (top >= rows - EXACT_ENDS) return element - (rows - top);
  const share = (top - EXACT_ENDS) / (rows - 2 * EXACT_ENDS);
  return EXACT_ENDS + share * (element - 2 * EXACT_ENDS);
}

/** The place at which the rows stand at `top`, or as near to it as they go. */
export function placeAt(top: number, size: ScrollSize): ScrollPlace {
  const ends = endsOf(size);
  const kept = Math.min(ends.rows, Math.max(0, top));
  return { scrollTop: scrollTopOf(kept, ends), top: kept };
}

/**
 * Where the list stands after the element has been scrolled. Small moves move the rows by as many pixels, so that a
 * wheel never skips rows; a jump goes to the rows that belong to the place. At the ends of the element the list is at its
 * own ends. After small moves the element is somewhat off: {@link placeAt} of the same `top` puts it right, once it rests.
 */
export function scrolledTo(before: ScrollPlace, scrollTop: number, size: ScrollSize): ScrollPlace {
  const ends = endsOf(size);
  const delta = scrollTop - before.scrollTop;
  const jumped = Math.abs(delta) > JUMP * size.view;
  const atEnd = scrollTop <= 0 || scrollTop >= ends.element;
  if (ends.element === ends.rows || jumped || atEnd) {
    const kept = Math.min(ends.element, Math.max(0, scrollTop));
    return { scrollTop: kept, top: topOf(kept, ends) };
  }
  return { scrollTop, top: Math.min(ends.rows, Math.max(0, before.top + delta)) };
}
