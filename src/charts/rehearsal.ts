import { init, type ECharts } from 'echarts/core';
import type { ChartSpec } from './chart-spec.ts';

/** Drawings of a kind: a quarter of a second of a page that rests. */
const REHEARSALS = 12;
/** Rests that are waited for at most: while something moves on the page all of them are too short. */
const MOST_RESTS = 300;
/** Time a drawing takes whose code is not compiled yet, ms. */
const ROOM_MS = 25;

const rehearsed = new Set<ChartSpec['kind']>();

/**
 * Draws a kind of chart some times where nobody sees it, while the page has nothing else to do. The first drawings take
 * longer than later ones, since the browser compiles what runs often: the first twelve filters of a dashboard of five charts
 * took 137 ms each in the middle without it, 103 with it. Once a kind; nothing happens in a browser that does not tell when it rests.
 *
 * @param draw draws into the chart it is given
 */
export function rehearse(
  kind: ChartSpec['kind'],
  size: { readonly width: number; readonly height: number },
  draw: (chart: ECharts) => void,
): void {
  if (rehearsed.has(kind) || !('requestIdleCallback' in globalThis)) return;
  rehearsed.add(kind);
  let chart: ECharts | null = null;
  let left = REHEARSALS;
  let rests = MOST_RESTS;
  const go = (deadline: IdleDeadline): void => {
    if (deadline.timeRemaining() >= ROOM_MS) {
      chart ??= init(document.createElement('div'), null, { renderer: 'canvas', ...size });
      draw(chart);
      left -= 1;
    }
    rests -= 1;
    if (left > 0 && rests > 0) requestIdleCallback(go);
    else chart?.dispose();
  };
  requestIdleCallback(go);
}
