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
  const shown = () => document.querySelector('.cm-tooltip-autocomplete ul')?.textContent;
  const before = shown();
  const from = await new Promise((resolve) =>
    addEventListener('keydown', () => resolve(performance.now()), { capture: true, once: true }));
  return (await wait(() => shown() !== undefined && shown() !== before)) - from;
})()`;

/** Scrolls the grid of a cell through all its rows; the longest time between two frames. */
export function longestFrame(id: string, seconds: number): string {
  return `(async () => {
    const inside = [...${cell(id)}.querySelectorAll('*')];
    const scroller = inside.find((each) =>
      each.scrollHeight > 10 * each.clientHeight && each.clientHeight > 100);
    const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
    const height = scroller.scrollHeight - scroller.clientHeight;
    const from = await frame();
    let before = from;
    let longest = 0;
    for (;;) {
      const now = await frame();
      longest = Math.max(longest, now - before);
      before = now;
      const share = (now - from) / ${seconds * 1000};
      if (share >= 1) return longest;
      // First row by row, then in leaps, as a wheel and a thumb do.
      scroller.scrollTop = share < 0.5 ? (now - from) * 2 : height * (share - 0.5) * 2;
    }
  })()`;
}
