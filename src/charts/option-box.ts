import type { EChartsOption } from 'echarts';
import type { BoxSpec } from './chart-spec.ts';
import { hatched } from './hatch.ts';
import { axisText, figureName, labelText } from './labels.ts';
import type { ChartLook } from './look.ts';
import { lyingAxes, namedMarks } from './lying-axes.ts';
import { insets, type Canvas } from './option-frame.ts';
import type { Box, Shape } from './shape.ts';
import { roughWidth } from './text-width.ts';
import { chartTheme, FONT, TEXT_SIZE, type ChartTheme } from './theme.ts';
import { withheldTexts } from './withheld-words.ts';

/** Thickness of a box as a share of its slot, and the most it takes, CSS pixels. */
const THICKNESS = 0.56;
const THICKEST = 34;
/** Length of the strokes at the ends, as a share of the thickness. */
const CAP = 0.5;

type Figures = BoxSpec['boxes'][number];

function stroke(x1: number, y1: number, x2: number, y2: number, style: object): Shape {
  return { type: 'line', silent: true, shape: { x1, y1, x2, y2 }, style };
}

/** One box with its lines and its median. */
function boxShapes(figures: Figures, at: (figure: number) => number, slot: Box, theme: ChartTheme): Shape[] {
  const { low, q1, median, q3, high } = figures;
  const { y, height } = slot;
  const middle = y + height / 2;
  const thin = { stroke: theme.ink2, lineWidth: 1.2 };
  const whisker = (from: number, to: number): Shape[] => {
    const cap = (height * CAP) / 2;
    return [
      stroke(at(from), middle, at(to), middle, thin),
      stroke(at(to), middle - cap, at(to), middle + cap, thin),
    ];
  };
  const body: Shape[] =
    q1 === null || q3 === null
      ? []
      : [
          {
            type: 'rect',
            shape: { x: at(q1), y, width: Math.max(1, at(q3) - at(q1)), height, r: 2 },
            style: { fill: theme.colours.loyal, opacity: 0.75 },
            emphasis: { style: { opacity: 1, stroke: theme.ink, lineWidth: 2 } },
          },
        ];
  const line: Shape[] =
    median === null
      ? []
      : [stroke(at(median), y, at(median), y + height, { stroke: theme.ink, lineWidth: 2.5 })];
  // Quartiles lie between values, so the outermost value may be within the box.
  return [
    ...(low !== null && q1 !== null && low < q1 ? whisker(q1, low) : []),
    ...(high !== null && q3 !== null && high > q3 ? whisker(q3, high) : []),
    ...body,
    ...line,
  ];
}

/** Places along the axis that boxes and their lines reach. */
function reached({ boxes }: BoxSpec): readonly number[] {
  return boxes.flatMap(({ low, q1, median, q3, high, withheld }) =>
    withheld ? [] : [low, q1, median, q3, high].filter((figure) => figure !== null),
  );
}

/** Plot of lying boxes with the number of rows behind each; a withheld one is a hatched slot. */
export function boxOption(spec: BoxSpec, look: ChartLook, canvas: Canvas): EChartsOption {
  const theme = chartTheme(look.theme);
  const space = insets(canvas);
  const counts = spec.boxes.map(({ rows, withheld }) =>
    rows === null || withheld
      ? ''
      : look.translate('chart.box.rows', { rows: axisText(rows, 'rows', null, look) }),
  );
  const room = Math.max(12, ...counts.map((text) => roughWidth(text) + 10));
  const names = spec.boxes.map(({ label }) => labelText(label, look));
  const isNamed = namedMarks(names.length, canvas.height - space.top - space.bottom);
  return {
    grid: { ...space, right: space.right + room, outerBoundsMode: 'same', outerBoundsContain: 'all' },
    ...lyingAxes(
      names,
      { title: figureName(spec, look), drawn: reached(spec), unit: spec.unit, currency: spec.currency },
      { look, canvas, zeroBased: false, isNamed },
    ),
    series: {
      type: 'custom',
      encode: { x: [1, 2, 3, 4, 5], y: 0 },
      data: spec.boxes.map(({ low, q1, median, q3, high, withheld }, mark) => ({
        value: [mark, ...(withheld ? [] : [low, q1, median, q3, high]).map((figure) => figure ?? '-')],
        mark,
      })),
      renderItem: (params, api) => {
        const figures = spec.boxes[params.dataIndex];
        if (figures === undefined) return { type: 'group', children: [] };
        const [, centre = 0] = api.coord([0, params.dataIndex]);
        const [, band = 0] = (api.size?.([0, 1]) ?? []) as number[];
        const height = Math.min(THICKEST, band * THICKNESS);
        const { x = 0, width = 0 } = params.coordSys as Partial<Box>;
        const slot = { x, y: centre - height / 2, width, height };
        if (figures.withheld) {
          return { type: 'group', children: hatched(slot, withheldTexts(null, spec, look), theme) };
        }
        const rows: Shape = {
          type: 'text',
          silent: true,
          style: {
            x: x + width + 8,
            y: centre,
            text: isNamed(params.dataIndex) ? (counts[params.dataIndex] ?? '') : '',
            verticalAlign: 'middle',
            fontFamily: FONT,
            fontSize: TEXT_SIZE,
            fill: theme.ink2,
          },
        };
        const at = (figure: number): number => api.coord([figure, params.dataIndex])[0] ?? 0;
        return { type: 'group', children: [...boxShapes(figures, at, slot, theme), rows] };
      },
    },
  };
}
