/** Expressions that measure inside the page, for {@link PageDriver.measure}: each is a promise of milliseconds. */

/** The cell of an id, as the page has it. */
export function cell(id: string): string {
  return `document.querySelector('[data-cell="${id}"]')`;
}

/** The cell once it has been run, or null. */
export function done(id: string): string {
  return `document.querySelector('[data-cell="${id}"] article.done')`;
}

/** Waits inside the page for something to be true after changes of the document, and for the next frame to be drawn. */
const WAIT = `const wait = (met) => new Promise((resolve) => {
  const drawn = () => requestAnimationFrame(() => setTimeout(() => resolve(performance.now())));
  if (met()) { drawn(); return; }
  const watch = new MutationObserver(() => {
    if (!met()) return;
    watch.disconnect();
    drawn();
  });
  watch.observe(document, { subtree: true, childList: true, attributes: true, characterData: true });
});`;

/** Goes to an address of the page; until so many cells have their heads. */
export function timeToOpen(hash: string, cells: number): string {
  return `(async () => {
    ${WAIT}
    const from = performance.now();
    location.hash = ${JSON.stringify(hash)};
    return (await wait(() => document.querySelectorAll('[data-cell] article header').length === ${cells})) - from;
  })()`;
}

/**
 * Goes to an address of the page; until everything in view is drawn, with what is written in editors, and a number that is
 * then typed into an input can be undone. Looks once a frame, not after each change, as looking is layout.
 */
export function timeToUse(hash: string, input: string, value: number): string {
  return `(async () => {
    ${WAIT}
    const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
    const isDrawn = (each) => each.querySelector('.room') === null && each.querySelector('header') !== null
      && (each.querySelector('article.sql') === null || each.querySelector('.cm-line') !== null);
    const firstScreen = () => {
      const cells = document.querySelectorAll('[data-cell]');
      for (const each of cells) {
        if (each.getBoundingClientRect().top > innerHeight) return true;
        if (!isDrawn(each)) return false;
      }
      return cells.length > 0;
    };
    const from = performance.now();
    location.hash = ${JSON.stringify(hash)};
    do await frame(); while (!firstScreen());
    const field = ${cell(input)}.querySelector('input[type=number]');
    field.value = '${value}';
    field.dispatchEvent(new Event('input', { bubbles: true }));
    field.dispatchEvent(new Event('change', { bubbles: true }));
    return (await wait(() => document.querySelector('button[aria-label^="Undo: "]:enabled') !== null)) - from;
  })()`;
}

/** Sets the number of an input; until a chart says something else. `then` is done after the change. */
export function timeToChart(input: string, value: number, chart: string, then = ''): string {
  return `(async () => {
    ${WAIT}
    const said = () => ${cell(chart)}.querySelector('[role=application]')?.getAttribute('aria-label');
    const before = said();
    const field = ${cell(input)}.querySelector('input[type=number]');
    const from = performance.now();
    field.value = '${value}';
    field.dispatchEvent(new Event('input', { bubbles: true }));
    field.dispatchEvent(new Event('change', { bubbles: true }));
    ${then}
    return (await wait(() => said() !== undefined && said() !== before)) - from;
  })()`;
}

/** From the next key that is pressed; until completion shows a list that it did not show before. */
export const TIME_TO_COMPLETION = `(async () => {
  ${WAIT}
  const shown = () => document.querySelector('.cm-tooltip-autocomplete ul')?.innerHTML;
  const before = shown();
  const from = await new Promise((resolve) =>
    addEventListener('keydown', () => resolve(performance.now()), { capture: true, once: true }));
  return (await wait(() => shown() !== undefined && shown() !== before)) - from;
})()`;

/** From the next key that is pressed to the frame after it. */
export const TIME_TO_FRAME = `(async () => {
  ${WAIT}
  const from = await new Promise((resolve) =>
    addEventListener('keydown', () => resolve(performance.now()), { capture: true, once: true }));
  return (await wait(() => true)) - from;
})()`;

/** Puts the cells that are open there once more, as they are: until they are laid out and drawn. */
export function timeOfStaticPage(): string {
  return `(async () => {
    ${WAIT}
    const list = document.querySelector('[data-cell]').parentElement;
    const html = list.outerHTML;
    const from = performance.now();
    const place = document.createElement('div');
    place.innerHTML = html;
    list.after(place);
    const ms = (await wait(() => true)) - from;
    place.remove();
    return ms;
  })()`;
}

/** Measures frames while something is scrolled: `step` says where to, for a share of the time and ms of it. */
function framesWhile(scroller: string, step: string, seconds: number): string {
  return `(async () => {
    const scroller = ${scroller};
    const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
    const step = ${step};
    const from = await frame();
    let before = from;
    let longest = 0;
    for (;;) {
      const now = await frame();
      longest = Math.max(longest, now - before);
      before = now;
      const share = (now - from) / ${seconds * 1000};
      if (share >= 1) return longest;
      scroller.scrollTop = step(share, now - from, scroller.scrollHeight - scroller.clientHeight);
    }
  })()`;
}

/** First row by row, then in leaps, as a wheel and a thumb do. */
const THROUGH_ROWS = '(share, ms, height) => (share < 0.5 ? ms * 2 : height * (share - 0.5) * 2)';

/** Scrolls the grid of a cell through all its rows; the longest time between two frames. */
export function longestFrame(id: string, seconds: number): string {
  const scroller = `[...${cell(id)}.querySelectorAll('*')].find((each) =>
    each.scrollHeight > 10 * each.clientHeight && each.clientHeight > 100)`;
  return framesWhile(scroller, THROUGH_ROWS, seconds);
}

/** {@link longestFrame} over an element as high with nothing in it. */
export function longestFrameOfNothing(seconds: number): string {
  const scroller = `(() => {
    document.getElementById('nothing')?.remove();
    const place = document.createElement('div');
    place.id = 'nothing';
    place.style = 'position: fixed; inset: 0 auto auto 0; width: 800px; height: 372px; overflow: auto';
    place.innerHTML = '<div style="height: 4000000px"></div>';
    document.body.append(place);
    setTimeout(() => place.remove(), ${seconds * 1000 + 500});
    return place;
  })()`;
  return framesWhile(scroller, THROUGH_ROWS, seconds);
}

/** Scrolls through all cells of the document once; the longest time between two frames. */
export function scrollThroughCells(seconds: number): string {
  return framesWhile("document.querySelector('main')", '(share, ms, height) => height * share', seconds);
}
