import type { SankeySpec } from './chart-spec.ts';
import type { ChartLook } from './look.ts';
import type { Flow } from './sankey-layout.ts';
import type { Box, Shape } from './shape.ts';
import { roughWidth } from './text-width.ts';
import { chartTheme, FONT, TEXT_SIZE } from './theme.ts';
import { rangeText } from './withheld-words.ts';

/** Between two lines of the hatching, CSS pixels along the flow. */
const STEP = 8;
const LABEL_HEIGHT = 15;
/** Up to so many ranges stand on the flows; of more the legend says between what they all are. */
const MOST_LABELS = 6;
/** Where along a flow its range may stand, best first. */
const LABEL_PLACES = [0.5, 0.4, 0.6, 0.3, 0.7, 0.2, 0.8];

/** A point in the middle of a flow: its curve leaves and arrives level, with its controls half way. */
function middleOf({ x1, y1, x2, y2 }: Flow, t: number): readonly [x: number, y: number] {
  const [a, b, c, d] = [(1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t ** 2 * (1 - t), t ** 3];
  const half = (x1 + x2) / 2;
  return [a * x1 + (b + c) * half + d * x2, (a + b) * y1 + (c + d) * y2];
}

/** Slanted lines over a flow, as over every withheld mark. */
export function flowHatching(flow: Flow, stroke: string): Shape[] {
  const length = Math.hypot(flow.x2 - flow.x1, flow.y2 - flow.y1);
  const count = Math.max(1, Math.floor(length / STEP));
  const half = flow.thickness / 2;
  return Array.from({ length: count }, (_, index) => {
    const [x, y] = middleOf(flow, (index + 0.5) / count);
    return {
      type: 'line' as const,
      silent: true,
      shape: { x1: x - half, y1: y + half, x2: x + half, y2: y - half },
      style: { stroke, lineWidth: 1 },
    };
  });
}

function apart(one: Box, other: Box): boolean {
  return (
    one.x + one.width <= other.x ||
    other.x + other.width <= one.x ||
    one.y + one.height <= other.y ||
    other.y + other.height <= one.y
  );
}

/** Ranges of withheld flows, written on them where they cover no other; the table has them all. */
export function flowRanges(spec: SankeySpec, flows: readonly Flow[], look: ChartLook): Shape[] {
  const theme = chartTheme(look.theme);
  if (spec.links.filter(({ withheld, inferred }) => withheld && inferred !== undefined).length > MOST_LABELS)
    return [];
  const taken: Box[] = [];
  return spec.links.flatMap(({ withheld, inferred }, index): Shape[] => {
    const flow = flows[index];
    if (!withheld || inferred === undefined || flow === undefined || flow.thickness <= 0) return [];
    const text = rangeText(inferred, spec, look);
    const width = roughWidth(text) + 4;
    const place = LABEL_PLACES.map((t): Box => {
      const [x, y] = middleOf(flow, t);
      return { x: x - width / 2, y: y - LABEL_HEIGHT / 2, width, height: LABEL_HEIGHT };
    }).find((box) => taken.every((other) => apart(box, other)));
    if (place === undefined) return [];
    taken.push(place);
    return [
      {
        type: 'text',
        silent: true,
        style: {
          x: place.x + width / 2,
          y: place.y + LABEL_HEIGHT / 2,
          text,
          align: 'center',
          verticalAlign: 'middle',
          fontFamily: FONT,
          fontSize: TEXT_SIZE,
          fill: theme.ink,
          stroke: theme.surface,
          lineWidth: 3,
        },
      },
    ];
  });
}
