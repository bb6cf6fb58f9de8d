/** Time that redrawing takes of one task at most, one chart aside, ms. */
const BUDGET_MS = 24;

const waiting = new Map<object, () => void>();
let isTaskSet = false;

/**
 * A task that comes before the next frame where the browser can tell: frames between charts would each lay out and paint
 * the page again.
 */
function setTask(): void {
  isTaskSet = true;
  if ('scheduler' in globalThis) void scheduler.postTask(work, { priority: 'user-blocking' });
  else setTimeout(work);
}

function work(): void {
  isTaskSet = false;
  const until = performance.now() + BUDGET_MS;
  for (const [chart, redraw] of waiting) {
    waiting.delete(chart);
    redraw();
    if (performance.now() >= until) break;
  }
  if (waiting.size > 0) setTask();
}

/**
 * Redraws charts of one screen in tasks, a few in each, so that no frame is held up when the figures of all of them
 * change at once: input is answered between them. They do not wait for frames: all are drawn before the next one. Of
 * several redraws of one chart only the last is made.
 *
 * @param chart stands for the chart
 */
export function redrawSoon(chart: object, redraw: () => void): void {
  waiting.set(chart, redraw);
  if (!isTaskSet) setTask();
}

/** Takes back what was to be redrawn of a chart that is gone. */
export function forgetRedraw(chart: object): void {
  waiting.delete(chart);
}
