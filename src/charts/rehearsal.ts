import { init, type ECharts } from 'echarts/core';
import type { ChartSpec } from './chart-spec.ts';

/** Drawings after which one more gains nothing, by measurement. */
const REHEARSALS = 12;
/** Time a drawing takes whose code is not compiled yet, ms. */
const ROOM_MS = 25;

const rehearsed = new Set<ChartSpec['kind']>();

/**
 * Draws a kind of chart some times where nobody sees it, while the page has nothing else to do. The first drawings take
 * several times as long as later ones, since the browser compiles what runs often; so the first filters would be the slow
 * ones. Once a kind; nothing happens in a browser that does not tell when it rests.
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
  const go = (deadline: IdleDeadline): void => {
    if (deadline.timeRemaining() >= ROOM_MS) {
      chart ??= init(document.createElement('div'), null, { renderer: 'canvas', ...size });
      draw(chart);
      left -= 1;
    }
    if (left > 0) requestIdleCallback(go);
    else chart?.dispose();
  };
  requestIdleCallback(go);
}
