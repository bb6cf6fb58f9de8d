import type { EChartsOption } from 'echarts';
import { BarChart, CustomChart, ScatterChart } from 'echarts/charts';
import { AriaComponent, GridComponent, TitleComponent, TooltipComponent } from 'echarts/components';
import { init, setPlatformAPI, use, type ECharts } from 'echarts/core';
import { CanvasRenderer, SVGRenderer } from 'echarts/renderers';
import { placeAxis, placeOf } from './axis-place.ts';
import type { ChartSpec } from './chart-spec.ts';
import { say } from './labels.ts';
import type { ChartLook } from './look.ts';
import { chartOption } from './option.ts';
import { isAlike } from './option-shape.ts';
import type { PictureFrame } from './option-frame.ts';
import { rendererFor, watchPixelRatio, type Surface } from './pixels.ts';
import { rehearse } from './rehearsal.ts';
import { summarise } from './summary.ts';

use([
  AriaComponent,
  BarChart,
  CanvasRenderer,
  CustomChart,
  GridComponent,
  SVGRenderer,
  ScatterChart,
  TitleComponent,
  TooltipComponent,
]);

/** A mark that was pressed. */
export interface Pressed {
  /** Its place in drawing order. */
  readonly mark: number;
  /** The series it belongs to, where each has a mark of its own. */
  readonly series: number | null;
  /** Whether the key was held that adds to what is chosen. */
  readonly adds: boolean;
}

/** A chart on the page. */
export interface DrawnChart {
  /**
   * Draws another chart, or the same one in another language or theme, in the same place. Figures alone are changed in
   * little time: what stands is kept.
   */
  update(spec: ChartSpec, look: ChartLook): void;
  /** Draws again after the element has changed its size. */
  resize(): void;
  /** Puts an outline round one mark, by its place in `readings`, or round none. */
  highlight(mark: number | null): void;
  /**
   * The place of the ordered axis at a point of the element, CSS pixels; beyond its ends the first or the last. Null
   * where the chart has no such axis.
   */
  placeAt(x: number, y: number): number | null;
  dispose(): void;
}

/** What of an event of ECharts is needed: its mark, its series, and the event of the page. */
interface PressEvent {
  readonly data?: unknown;
  readonly info?: unknown;
  readonly event?: { readonly event?: unknown } | undefined;
}

function pressedBy({ data, info, event }: PressEvent): Pressed | null {
  const mark = (data as { readonly mark?: unknown } | null | undefined)?.mark;
  if (typeof mark !== 'number') return null;
  const series = (info as { readonly series?: unknown } | null | undefined)?.series;
  const { ctrlKey, metaKey } = (event?.event ?? {}) as Partial<MouseEvent>;
  return {
    mark,
    series: typeof series === 'number' ? series : null,
    adds: ctrlKey === true || metaKey === true,
  };
}

/** What a chart on the page may do besides being looked at. */
export interface MountOptions {
  /** Whether other figures come while someone waits for them, as under filters. */
  readonly redrawn: Surface['redrawn'];
  /** Is told of marks that are pressed, by mouse or finger. */
  readonly onPress: (pressed: Pressed) => void;
}

/**
 * Draws a chart into an element of the page. The element's size is taken as it is; it must have one.
 *
 * @param element an empty element; it is given role `img` and the summary as its name
 * @param spec the chart
 * @param look language, theme, patterns
 */
export function mount(
  element: HTMLElement,
  spec: ChartSpec,
  look: ChartLook,
  { redrawn, onPress }: MountOptions,
): DrawnChart {
  let [shown, how] = [spec, look];
  const wanted = (width: number, height: number): 'canvas' | 'svg' =>
    rendererFor(shown, { width, height, pixelRatio: devicePixelRatio, redrawn });
  let renderer = wanted(element.clientWidth, element.clientHeight);
  const begin = (): ECharts => {
    const begun = init(element, null, { renderer, devicePixelRatio });
    begun.on('click', (event) => {
      const pressed = pressedBy(event);
      if (pressed !== null) onPress(pressed);
    });
    return begun;
  };
  let chart = begin();
  let standing: EChartsOption | null = null;
  const draw = (): void => {
    const canvas = { width: chart.getWidth(), height: chart.getHeight(), inParts: renderer === 'canvas' };
    const option = chartOption(shown, how, canvas);
    chart.setOption(option, standing === null || !isAlike(standing, option));
    standing = option;
  };
  const beginAgain = (): void => {
    const fitting = wanted(chart.getWidth(), chart.getHeight());
    chart.dispose();
    renderer = fitting;
    chart = begin();
    standing = null;
  };
  const mark = (type: string, index: number): void => {
    chart.dispatchAction({ type, seriesIndex: 0, dataIndex: index });
  };
  let lit: number | null = null;
  const drawLit = (): void => {
    draw();
    if (lit !== null) mark('highlight', lit);
  };
  draw();
  if (redrawn === 'often') {
    const size = { width: chart.getWidth(), height: chart.getHeight() };
    rehearse(shown.kind, size, (unseen) => {
      unseen.setOption(chartOption(spec, look, size));
    });
  }
  const unwatch = watchPixelRatio(() => {
    if (renderer === 'svg') return;
    beginAgain();
    drawLit();
  });
  return {
    update(nextSpec, nextLook) {
      [shown, how] = [nextSpec, nextLook];
      lit = null;
      if (wanted(chart.getWidth(), chart.getHeight()) !== renderer) beginAgain();
      draw();
    },
    resize() {
      chart.resize();
      if (wanted(chart.getWidth(), chart.getHeight()) !== renderer) beginAgain();
      drawLit();
    },
    highlight(index) {
      if (lit !== null) mark('downplay', lit);
      if (index !== null) mark('highlight', index);
      lit = index;
    },
    placeAt(x, y) {
      const axis = placeAxis(shown);
      if (axis === null) return null;
      const [across = NaN, down = NaN] = chart.convertFromPixel({ gridIndex: 0 }, [x, y]);
      return placeOf(shown, axis === 'across' ? across : down);
    },
    dispose() {
      unwatch();
      chart.dispose();
    },
  };
}

/** Size of a picture and what is written round it. */
export interface Picture {
  /** CSS pixels. */
  readonly width: number;
  readonly height: number;
  readonly frame: PictureFrame;
}

function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}

const SHAPE_SOURCE = / ecmeta_series_index="(\d+)" ecmeta_data_index="(\d+)"(?: ecmeta_\w+="[^"]*")*/gu;

/** Says of each shape which mark it belongs to, in place of where ECharts has it from. */
function markedShapes(svg: string, option: EChartsOption): string {
  const series = [option.series ?? []].flat();
  return svg.replaceAll(SHAPE_SOURCE, (_, from: string, at: string) => {
    const { data } = (series[Number(from)] ?? {}) as { readonly data?: readonly unknown[] };
    const mark = (data?.[Number(at)] as { readonly mark?: unknown } | undefined)?.mark;
    return typeof mark === 'number' ? ` data-mark="${mark}"` : '';
  });
}

/**
 * Draws a chart as a standalone SVG document, without a DOM: in a worker, under Node.
 *
 * @returns SVG text with a title and a description for screen readers; shapes of a mark carry its place in `marks` and in
 *   the rows of `tableTwin` as `data-mark`
 */
export function renderSvg(spec: ChartSpec, look: ChartLook, { width, height, frame }: Picture): string {
  const chart = init(null, null, { renderer: 'svg', ssr: true, width, height });
  try {
    const option = chartOption(spec, look, { width, height, frame });
    chart.setOption(option);
    const title = escaped(say(spec.title, look));
    const description = escaped(summarise(spec, look));
    return markedShapes(chart.renderToSVGString(), option).replace(
      /<svg ([^>]*)>/u,
      (_, attributes: string) =>
        `<svg role="img" lang="${look.locale}" ${attributes}><title>${title}</title><desc>${description}</desc>`,
    );
  } finally {
    chart.dispose();
  }
}

/** Pixels of a picture for each CSS pixel, so that it is sharp in print and on fine screens. */
const PIXEL_RATIO = 2;

/**
 * Draws a chart as a PNG. It needs `OffscreenCanvas`, which workers of a browser have and Node has not.
 *
 * @throws RangeError where there is no `OffscreenCanvas`
 */
export async function renderPng(
  spec: ChartSpec,
  look: ChartLook,
  { width, height, frame }: Picture,
): Promise<Uint8Array<ArrayBuffer>> {
  if (typeof OffscreenCanvas === 'undefined') throw new RangeError('a PNG needs OffscreenCanvas');
  // ECharts makes canvases of its own to measure text and to hold patterns.
  setPlatformAPI({ createCanvas: () => new OffscreenCanvas(1, 1) as unknown as HTMLCanvasElement });
  const canvas = new OffscreenCanvas(width * PIXEL_RATIO, height * PIXEL_RATIO);
  const chart = init(canvas as unknown as HTMLElement, null, {
    renderer: 'canvas',
    width,
    height,
    devicePixelRatio: PIXEL_RATIO,
  });
  try {
    chart.setOption(chartOption(spec, look, { width, height, frame }));
    chart.getZr().flush();
    const blob = await canvas.convertToBlob({ type: 'image/png' });
    return new Uint8Array(await blob.arrayBuffer());
  } finally {
    chart.dispose();
  }
}
