/** How far outside of what is seen a part is drawn already, CSS pixels. */
const MARGIN = '600px 0px';

const observers = new WeakMap<Element, IntersectionObserver>();
const waiting = new WeakMap<Element, () => void>();
/** Elements that came near and wait for their turn, and how far each was from the middle, CSS pixels. */
const near = new Map<Element, number>();
let turn: number | null = null;

/** One part a frame, so that none is held up; what is nearest first. */
function takeTurns(): void {
  turn ??= requestAnimationFrame(() => {
    turn = null;
    const [next] = [...near].toSorted(([, a], [, b]) => a - b);
    if (next === undefined) return;
    const [element] = next;
    const draw = waiting.get(element);
    forget(element);
    takeTurns();
    draw?.();
  });
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
  waiting.set(element, draw);
  observer.observe(element);
  return () => {
    observer.unobserve(element);
    forget(element);
  };
}
