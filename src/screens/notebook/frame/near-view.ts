/** How far outside of what is seen a part is drawn already, CSS pixels. */
const MARGIN = '600px 0px';

const observers = new WeakMap<Element, IntersectionObserver>();
const waiting = new WeakMap<Element, () => void>();

function observerOf(scroller: Element): IntersectionObserver {
  const known = observers.get(scroller);
  if (known !== undefined) return known;
  const made = new IntersectionObserver(
    (entries) => {
      for (const { isIntersecting, target } of entries) {
        if (!isIntersecting) continue;
        made.unobserve(target);
        waiting.get(target)?.();
        waiting.delete(target);
      }
    },
    { root: scroller, rootMargin: MARGIN },
  );
  observers.set(scroller, made);
  return made;
}

/**
 * Tells once that an element is in view or near it.
 *
 * @param near is called once, when it is
 * @returns stops waiting for it
 */
export function whenNear(element: Element, near: () => void): () => void {
  const scroller = element.closest('main, dialog');
  if (scroller === null) {
    near();
    return () => undefined;
  }
  const observer = observerOf(scroller);
  waiting.set(element, near);
  observer.observe(element);
  return () => {
    observer.unobserve(element);
    waiting.delete(element);
  };
}
