import { make } from './dom.ts';

/** Between the pointer and what is said beside it, CSS pixels. */
const GAP = 12;

/** Takes the titles of marks out of a drawing, since browsers would show them a second time. */
function takeTitles(drawing: Element): ReadonlyMap<string, string> {
  const titles = new Map<string, string>();
  for (const title of drawing.querySelectorAll('[data-mark] > title')) {
    const mark = title.parentElement?.getAttribute('data-mark');
    if (typeof mark === 'string') titles.set(mark, title.textContent);
    title.remove();
  }
  return titles;
}

/** Says of the mark under the pointer what it is, at once and beside it, and shows which shapes are the mark's. */
export function addMarkTips(picture: HTMLElement): void {
  const drawings = new Map(Array.from(picture.querySelectorAll('svg'), (each) => [each, takeTitles(each)]));
  const tip = make('div', { class: 'tip', hidden: '' });
  picture.append(tip);
  let lit: readonly Element[] = [];
  const show = (drawing: SVGSVGElement | null, mark: string | null): void => {
    for (const shape of lit) shape.classList.remove('lit');
    const text = drawing === null || mark === null ? undefined : drawings.get(drawing)?.get(mark);
    tip.hidden = text === undefined;
    lit = [];
    if (drawing === null || text === undefined) return;
    tip.textContent = text;
    lit = [...drawing.querySelectorAll(`[data-mark="${mark}"]`)];
    for (const shape of lit) shape.classList.add('lit');
  };
  picture.addEventListener('pointerover', ({ target }) => {
    const shape = target instanceof Element ? target.closest('[data-mark]') : null;
    show(shape?.closest('svg') ?? null, shape?.getAttribute('data-mark') ?? null);
  });
  picture.addEventListener('pointermove', ({ clientX, clientY }) => {
    if (tip.hidden) return;
    const { left, top, width } = picture.getBoundingClientRect();
    const beside = clientX - left + GAP;
    const fits = beside + tip.offsetWidth <= width;
    tip.style.left = `${Math.max(0, fits ? beside : clientX - left - GAP - tip.offsetWidth)}px`;
    tip.style.top = `${Math.max(0, clientY - top - GAP - tip.offsetHeight)}px`;
  });
  picture.addEventListener('pointerleave', () => {
    show(null, null);
  });
}
