import type { ChartSpec } from './chart-spec.ts';

/** Longest side of a canvas that every browser draws, pixels of the screen. */
const LONGEST = 8192;

/** Where and how a chart is drawn on the page. */
export interface Surface {
  /** CSS pixels. */
  readonly width: number;
  readonly height: number;
  /** Pixels of the screen for each CSS pixel. */
  readonly pixelRatio: number;
  /** Whether other figures come while someone waits for them, as under filters. */
  readonly redrawn: 'often' | 'seldom';
}

/**
 * What a chart on the page is drawn with. Thousands of points are pixels, and so is what is redrawn often: elements of a
 * page are laid out and painted anew by the browser, which takes as long again as drawing. All else is shapes, which take
 * no memory for pixels; so is what is longer than a canvas may be.
 */
export function rendererFor(
  { kind }: ChartSpec,
  { width, height, pixelRatio, redrawn }: Surface,
): 'canvas' | 'svg' {
  if (kind === 'scatter') return 'canvas';
  return redrawn === 'often' && Math.max(width, height) * pixelRatio <= LONGEST ? 'canvas' : 'svg';
}

/**
 * Tells each time that the page has another number of pixels for each CSS pixel: it was enlarged, or moved to another
 * screen.
 *
 * @returns ends it
 */
export function watchPixelRatio(changed: () => void): () => void {
  let query: MediaQueryList;
  const ask = (): void => {
    query = matchMedia(`(resolution: ${devicePixelRatio}dppx)`);
    query.addEventListener('change', turned, { once: true });
  };
  const turned = (): void => {
    ask();
    changed();
  };
  ask();
  return () => {
    query.removeEventListener('change', turned);
  };
}
