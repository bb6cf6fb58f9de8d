/** Time that redrawing takes of one frame at most, one chart aside, ms. */
const BUDGET_MS = 16;

const waiting = new Map<object, () => void>();
let frame: number | null = null;

function work(): void {
  frame = null;
  const until = performance.now() + BUDGET_MS;
  for (const [chart, redraw] of waiting) {
    waiting.delete(chart);
    redraw();
    if (performance.now() >= until) break;
  }
  if (waiting.size > 0) frame = requestAnimationFrame(work);
}

/**
 * Redraws charts of one screen in frames, a few in each, so that no frame is held up when the figures of all of them
 * change at once. Of several redraws of one chart only the last is made.
 *
 * @param chart stands for the chart
 */
export function redrawSoon(chart: object, redraw: () => void): void {
  waiting.set(chart, redraw);
  frame ??= requestAnimationFrame(work);
}

/** Takes back what was to be redrawn of a chart that is gone. */
export function forgetRedraw(chart: object): void {
  waiting.delete(chart);
}
