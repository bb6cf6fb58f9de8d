import type { EChartsOption } from 'echarts';
import type { CategorySpec } from './chart-spec.ts';
import { isPale, paleStyle } from './chosen.ts';
import type { Box } from './shape.ts';
import { hatched } from './hatch.ts';
import { axisText, labelText, withheldCount } from './labels.ts';
import type { ChartLook } from './look.ts';
import { insets, type Canvas } from './option-frame.ts';
import { squarify } from './squarify.ts';
import { roughWidth, wrapped } from './text-width.ts';
import { chartTheme, FONT, inkOn, TEXT_SIZE } from './theme.ts';
import { rangeText, withheldTexts } from './withheld-words.ts';

const GAP = 3;
const LINE_HEIGHT = 16;

/** Height of the row of withheld tiles, and the most one of them takes, CSS pixels. */
const WITHHELD_ROW = 28;
const WIDEST_WITHHELD = 180;

type Category = CategorySpec['categories'][number];

/** Name of a withheld tile, with what can be inferred of it. */
function withheldName({ label, inferred }: Category, spec: CategorySpec, look: ChartLook): string {
  const name = labelText(label, look);
  if (inferred === undefined) return name;
  return look.translate('chart.treemap.inferred', { name, range: rangeText(inferred, spec, look) });
}

/** Names the withheld tiles of a treemap, of whose sizes nothing may be drawn. */
export function treemapNote(spec: CategorySpec, look: ChartLook): string | null {
  const names = spec.categories.filter((each) => each.withheld).map((each) => withheldName(each, spec, look));
  if (names.length === 0) return null;
  return look.translate('chart.treemap.withheld', {
    names: names.join(look.translate('chart.listSeparator')),
  });
}

/** Places of the withheld tiles: a row under the others, all of one size whatever the figures are. */
function withheldTiles({ categories }: CategorySpec, plot: Box): ReadonlyMap<number, Box> {
  const hidden = categories.flatMap(({ withheld }, index) => (withheld ? [index] : []));
  const step = Math.min(WIDEST_WITHHELD, plot.width / Math.max(1, hidden.length));
  return new Map(
    hidden.map((index, place) => [
      index,
      {
        x: plot.x + place * step,
        y: plot.y + plot.height + GAP,
        width: Math.max(1, step - GAP),
        height: WITHHELD_ROW - GAP,
      },
    ]),
  );
}

/** What fits into a tile whole: its name and figure, else its name, else nothing. Never half a figure. */
function fitting(name: string, figure: string, { width, height }: Box): string {
  const room = width - 8;
  const fits = (text: string): boolean =>
    roughWidth(text) <= room && text.split('\n').length * LINE_HEIGHT <= height - 4;
  const broken = wrapped(name, room);
  return [`${name}\n${figure}`, `${broken}\n${figure}`, broken].find(fits) ?? '';
}

/** Plot of tiles whose areas are the figures. Figures of zero or less have no area and stand in the table. */
export function treemapOption(spec: CategorySpec, look: ChartLook, canvas: Canvas): EChartsOption {
  const theme = chartTheme(look.theme);
  const space = insets(canvas, treemapNote(spec, look));
  const drawn = spec.categories.map(({ value, withheld }) =>
    withheld || value === null || value < 0 ? 0 : value,
  );
  const plot = {
    x: space.left,
    y: space.top,
    width: Math.max(0, canvas.width - space.left - space.right),
    height: Math.max(
      0,
      canvas.height - space.top - space.bottom - (withheldCount(spec) > 0 ? WITHHELD_ROW : 0),
    ),
  };
  const hidden = withheldTiles(spec, plot);
  const positive = drawn.filter((figure) => figure > 0);
  const tiles = squarify(positive, plot);
  const places = drawn.map((figure, index) =>
    figure > 0 ? drawn.slice(0, index).filter(Boolean).length : -1,
  );

  return {
    series: {
      type: 'custom',
      coordinateSystem: 'none',
      colorBy: 'data',
      data: spec.categories.map((each, mark) => ({
        value: drawn[mark] ?? 0,
        mark,
        itemStyle: { color: theme.colours[each.colour] },
      })),
      renderItem: ({ dataIndex }, api) => {
        const each = spec.categories[dataIndex];
        const place = hidden.get(dataIndex);
        if (each !== undefined && place !== undefined) {
          const words = [withheldName(each, spec, look), ...withheldTexts(each.inferred, spec, look)];
          return { type: 'group', children: hatched(place, words, theme) };
        }
        const tile = tiles[places[dataIndex] ?? -1];
        if (each === undefined || tile === undefined) return { type: 'group', children: [] };
        const fill = theme.colours[each.colour];
        const pale = isPale(spec, dataIndex);
        const figure = axisText(drawn[dataIndex] ?? 0, spec.unit, spec.currency, look);
        const width = Math.max(1, tile.width - GAP);
        const height = Math.max(1, tile.height - GAP);
        const decal = look.patterns === true ? (api.visual('decal') as object | undefined) : undefined;
        return {
          type: 'group',
          children: [
            {
              type: 'rect',
              shape: { x: tile.x, y: tile.y, width, height, r: 3 },
              style: {
                ...(pale ? paleStyle(fill, theme) : { fill }),
                ...(decal === undefined ? {} : { decal }),
              },
              emphasis: { style: { stroke: theme.ink, lineWidth: 2 } },
            },
            {
              type: 'text',
              silent: true,
              style: {
                x: tile.x + width / 2,
                y: tile.y + height / 2,
                text: fitting(labelText(each.label, look), figure, { ...tile, width, height }),
                align: 'center',
                verticalAlign: 'middle',
                fontFamily: FONT,
                fontSize: TEXT_SIZE,
                lineHeight: LINE_HEIGHT,
                fill: pale ? theme.ink : inkOn(fill),
                // Keeps the pattern from under the text.
                ...(decal === undefined ? {} : { backgroundColor: fill, padding: [2, 4], borderRadius: 3 }),
              },
            },
          ],
        };
      },
    },
  };
}
