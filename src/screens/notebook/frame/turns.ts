/** How far outside of what is seen a part is drawn already, CSS pixels. */
const MARGIN = '600px 0px';

const observers = new WeakMap<Element, IntersectionObserver>();
const waiting = new WeakMap<Element, () => void>();
/** Elements that came near and wait for their turn, and how far each was from the middle, CSS pixels. */
const near = new Map<Element, number>();
/** What is drawn in frames in which nothing near is. */
const later = new Set<() => void>();
let turn: number | null = null;

/** One part a frame, so that none is held up; what is nearest first, and what is not near last. */
function takeTurns(): void {
  turn ??= requestAnimationFrame(() => {
    turn = null;
    const draw = nextNear() ?? nextLater();
    if (draw === undefined) return;
    takeTurns();
    draw();
  });
}

function nextNear(): (() => void) | undefined {
  const [next] = [...near].toSorted(([, a], [, b]) => a - b);
  if (next === undefined) return undefined;
  const [element] = next;
  const draw = waiting.get(element);
  forget(element);
  return draw;
}

function nextLater(): (() => void) | undefined {
  const [draw] = later;
  if (draw !== undefined) later.delete(draw);
  return draw;
}

function forget(element: Element): void {
  near.delete(element);
  waiting.delete(element);
}

function observerOf(scroller: Element): IntersectionObserver {
  const known = observers.get(scroller);
  if (known !== undefined) return known;
  const made = new IntersectionObserver(
    (entries) => {
      for (const { isIntersecting, target, boundingClientRect, rootBounds } of entries) {
        if (!waiting.has(target)) continue;
        const distance = Math.abs(middleOf(boundingClientRect) - middleOf(rootBounds));
        // What has been near and is not any more comes last.
        if (isIntersecting) near.set(target, distance);
        else if (near.has(target)) near.set(target, Infinity);
      }
      takeTurns();
    },
    { root: scroller, rootMargin: MARGIN },
  );
  observers.set(scroller, made);
  return made;
}

function middleOf(box: DOMRectReadOnly | null): number {
  return box === null ? 0 : box.top + box.height / 2;
}

/**
 * Tells once that an element is in view or near it.
 *
 * @param draw is called once, when it is and no other part is drawn in the same frame
 * @returns stops waiting for it
 */
export function whenNear(element: Element, draw: () => void): () => void {
  const scroller = element.closest('main, dialog');
  if (scroller === null) {
    draw();
    return () => undefined;
  }
  const observer = observerOf(scroller);
  const stop = (): void => {
    observer.unobserve(element);
    forget(element);
  };
  waiting.set(element, () => {
    stop();
    draw();
  });
  observer.observe(element);
  return stop;
}

/**
 * Draws in a frame of its own, when nothing near what is seen waits.
 *
 * @returns stops waiting for it
 */
export function whenFree(draw: () => void): () => void {
  later.add(draw);
  takeTurns();
  return () => {
    later.delete(draw);
  };
}
