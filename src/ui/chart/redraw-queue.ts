/** Time that redrawing takes of one task at most, one chart aside, ms. */
const BUDGET_MS = 16;

const waiting = new Map<object, () => void>();
let task: ReturnType<typeof setTimeout> | null = null;

function work(): void {
  task = null;
  const until = performance.now() + BUDGET_MS;
  for (const [chart, redraw] of waiting) {
    waiting.delete(chart);
    redraw();
    if (performance.now() >= until) break;
  }
  if (waiting.size > 0) task = setTimeout(work);
}

/**
 * Redraws charts of one screen in tasks, a few in each, so that no frame is held up when the figures of all of them
 * change at once. They do not wait for frames: on a machine that is fast enough all are drawn before the next one. Of
 * several redraws of one chart only the last is made.
 *
 * @param chart stands for the chart
 */
export function redrawSoon(chart: object, redraw: () => void): void {
  waiting.set(chart, redraw);
  task ??= setTimeout(work);
}

/** Takes back what was to be redrawn of a chart that is gone. */
export function forgetRedraw(chart: object): void {
  waiting.delete(chart);
}
