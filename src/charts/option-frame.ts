import type { EChartsOption, TitleComponentOption } from 'echarts';
import type { ChartLook } from './look.ts';
import { wrapped } from './text-width.ts';
import { FONT, TEXT_SIZE, TITLE_SIZE, chartTheme } from './theme.ts';

/** What stands around a chart that leaves as a picture: on screen the page says it. */
export interface PictureFrame {
  /** Null: it stands within a page that names it. */
  readonly title: string | null;
  /** How the figure is defined, under the title. */
  readonly definition?: string;
  /** Short sentences below the chart, each a line. */
  readonly notes: readonly string[];
}

/** Where and how large a chart is drawn. */
export interface Canvas {
  /** CSS pixels. */
  readonly width: number;
  readonly height: number;
  readonly frame?: PictureFrame;
  /** Whether many marks may be drawn in parts, one a frame: on a page, where pixels are drawn. */
  readonly inParts?: boolean;
}

/** Space between the edge of the drawing and the plot, CSS pixels. */
export interface Insets {
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
  readonly left: number;
}

const PICTURE_MARGIN = 24;
const LINE_HEIGHT = 18;

/** Below this height a chart leaves out what a small drawing has no room for, CSS pixels. */
const COMPACT_HEIGHT = 140;

/** Whether a chart is drawn small, beside others. */
export function isCompact({ height, frame }: Canvas): boolean {
  return frame === undefined && height < COMPACT_HEIGHT;
}

/** Space round what is written beside the plot: none within a page, which has its own. */
function marginOf(frame: PictureFrame | undefined): number {
  return frame === undefined || frame.title === null ? 0 : PICTURE_MARGIN;
}

/** Lines of notes below the plot. */
function noteLines(canvas: Canvas, chartNote: string | null): readonly string[] {
  const notes = canvas.frame?.notes ?? [];
  return chartNote === null ? notes : [chartNote, ...notes];
}

/** The definition under the title, broken into lines. */
function definitionLines({ frame, width }: Canvas): readonly string[] {
  const { definition = '' } = frame ?? {};
  return definition === '' ? [] : wrapped(definition, width - 2 * marginOf(frame)).split('\n');
}

/** Space that the frame takes from the plot. */
export function insets(canvas: Canvas, chartNote: string | null = null): Insets {
  const notes = noteLines(canvas, chartNote).length * LINE_HEIGHT;
  if (canvas.frame === undefined) return { top: 4, right: 4, bottom: notes + 4, left: 4 };
  const definition = definitionLines(canvas).length * LINE_HEIGHT;
  if (canvas.frame.title === null) {
    // Fonts of readers may be wider than what names were measured by.
    return { top: 4 + definition + (definition > 0 ? 8 : 0), right: 8, bottom: notes + 4, left: 12 };
  }
  return {
    top: PICTURE_MARGIN + TITLE_SIZE + 20 + definition,
    right: PICTURE_MARGIN,
    bottom: PICTURE_MARGIN + notes + (notes > 0 ? 10 : 0),
    left: PICTURE_MARGIN,
  };
}

function titles(look: ChartLook, canvas: Canvas, chartNote: string | null): TitleComponentOption[] {
  const theme = chartTheme(look.theme);
  const margin = marginOf(canvas.frame);
  const width = canvas.width - 2 * margin;
  const lines = noteLines(canvas, chartNote);
  const notes: TitleComponentOption = {
    text: lines.join('\n'),
    left: margin,
    bottom: margin,
    padding: 0,
    textStyle: {
      color: theme.ink2,
      fontSize: TEXT_SIZE,
      lineHeight: LINE_HEIGHT,
      fontWeight: 'normal',
      width,
      overflow: 'truncate',
    },
  };
  const title: TitleComponentOption = {
    text: canvas.frame?.title ?? '',
    left: margin,
    top: margin,
    padding: 0,
    textStyle: { color: theme.ink, fontSize: TITLE_SIZE, fontWeight: 600, width, overflow: 'truncate' },
  };
  const definition: TitleComponentOption = {
    text: definitionLines(canvas).join('\n'),
    left: margin,
    top: canvas.frame?.title === null ? 0 : margin + TITLE_SIZE + 10,
    padding: 0,
    textStyle: { color: theme.ink2, fontSize: TEXT_SIZE, lineHeight: LINE_HEIGHT, fontWeight: 'normal' },
  };
  return [...(canvas.frame === undefined ? [] : [title, definition]), ...(lines.length === 0 ? [] : [notes])];
}

/** What a chart says besides its plot. */
export interface Said {
  readonly summary: string;
  /** What a tooltip says of each mark, in data order; put into words when the first one is asked for. */
  readonly tooltips: () => readonly string[];
  /** A line below the plot that belongs to the chart itself, or null. */
  readonly note: string | null;
}

/**
 * The parts every chart has: fonts, colours, title and notes of a picture, the summary for screen readers, and
 * a tooltip that is drawn, not written as HTML.
 */
export function frameOption(look: ChartLook, canvas: Canvas, said: Said): EChartsOption {
  const theme = chartTheme(look.theme);
  return {
    animation: false,
    backgroundColor: canvas.frame === undefined ? 'transparent' : theme.surface,
    textStyle: { fontFamily: FONT, fontSize: TEXT_SIZE, color: theme.ink },
    aria: {
      enabled: true,
      // A picture has no element to name; an OffscreenCanvas takes no attributes.
      label: { enabled: canvas.frame === undefined, description: said.summary },
      decal: { show: look.patterns === true },
    },
    title: titles(look, canvas, said.note),
    tooltip: {
      show: canvas.frame === undefined,
      trigger: 'item',
      renderMode: 'richText',
      confine: true,
      backgroundColor: theme.surface,
      borderColor: theme.line2,
      padding: [6, 10],
      textStyle: { color: theme.ink, fontSize: TEXT_SIZE, fontFamily: FONT },
      formatter: (item) => {
        const [first] = Array.isArray(item) ? item : [item];
        const mark: unknown = (first?.data as { mark?: unknown } | undefined)?.mark;
        return typeof mark === 'number' ? wrapped(said.tooltips()[mark] ?? '', canvas.width - 48) : '';
      },
    },
  };
}
