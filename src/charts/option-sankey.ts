import type { EChartsOption } from 'echarts';
import type { SankeySpec } from './chart-spec.ts';
import { figureText, labelText, withheldCount } from './labels.ts';
import { layLegend, legendSeries } from './legend.ts';
import type { ChartLook } from './look.ts';
import { insets, type Canvas } from './option-frame.ts';
import { layoutSankey, NODE_WIDTH, type Flow } from './sankey-layout.ts';
import type { Box, Shape } from './shape.ts';
import { spread } from './spread.ts';
import { roughWidth, shortened } from './text-width.ts';
import { chartTheme, FONT, TEXT_SIZE } from './theme.ts';
import { flowHatching, flowRanges } from './withheld-flow.ts';
import { withheldLegend } from './withheld-words.ts';

const LABEL_GAP = 6;
const LINE_HEIGHT = 16;

/** Outline of a flow: two curves that leave and arrive level. */
function ribbon({ x1, y1, x2, y2, thickness }: Flow): string {
  const half = Math.max(0.5, thickness / 2);
  const middle = (x1 + x2) / 2;
  const at = (...points: readonly number[]): string => points.map((each) => each.toFixed(2)).join(' ');
  return (
    `M ${at(x1, y1 - half)} C ${at(middle, y1 - half, middle, y2 - half, x2, y2 - half)} ` +
    `L ${at(x2, y2 + half)} C ${at(middle, y2 + half, middle, y1 + half, x1, y1 + half)} Z`
  );
}

/** What goes through a node: all that comes, or all that leaves where nothing comes; null when part is withheld. */
function throughput({ links }: SankeySpec, id: string): number | null {
  const coming = links.filter((link) => link.to === id);
  const counted = coming.length > 0 ? coming : links.filter((link) => link.from === id);
  return counted.reduce<number | null>(
    (sum, { value, withheld }) => (sum === null || withheld ? null : sum + (value ?? 0)),
    0,
  );
}

/** Name of a node with what goes through it; the name gives way where both have no room. */
function nodeWords(
  spec: SankeySpec,
  node: SankeySpec['nodes'][number],
  look: ChartLook,
  room = Number.POSITIVE_INFINITY,
): string {
  const name = labelText(node.label, look);
  const through = throughput(spec, node.id);
  const figure = through === null ? '' : `  ${figureText(through, spec.unit, spec.currency, look)}`;
  return shortened(name, room - roughWidth(figure)) + figure;
}

/** Numbers of the layers from left to right. */
function layersOf({ nodes }: SankeySpec): readonly number[] {
  return [...new Set(nodes.map(({ layer }) => layer))].sort((a, b) => a - b);
}

/**
 * Names beside the nodes: of the first layer on their left, of the others on their right.
 *
 * @param rooms how wide names may be before and after the plot, CSS pixels
 */
function names(
  spec: SankeySpec,
  look: ChartLook,
  boxes: readonly Box[],
  plot: Box,
  rooms: readonly [number, number],
): Shape[] {
  const theme = chartTheme(look.theme);
  const layers = layersOf(spec);
  const step = plot.width / Math.max(1, layers.length - 1);
  return layers.flatMap((layer, column): Shape[] => {
    const members = spec.nodes.flatMap((node, index) => {
      const box = boxes[index];
      return node.layer === layer && box !== undefined ? [{ node, box }] : [];
    });
    const first = column === 0;
    const inside = !first && column < layers.length - 1;
    const room = inside ? Number.POSITIVE_INFINITY : rooms[first ? 0 : 1];
    const words = members.map(({ node }) => nodeWords(spec, node, look, room));
    if (inside && Math.max(...words.map(roughWidth)) + 2 * LABEL_GAP > step - NODE_WIDTH) return [];
    const x = (members[0]?.box.x ?? 0) + (first ? -LABEL_GAP : NODE_WIDTH + LABEL_GAP);
    const places = spread(
      members.map(({ box }) => box.y + box.height / 2),
      LINE_HEIGHT,
      plot.y + LINE_HEIGHT / 2,
      plot.y + plot.height - LINE_HEIGHT / 2,
    );
    return members.map((_, index) => ({
      type: 'text',
      silent: true,
      style: {
        x,
        y: places[index] ?? 0,
        text: words[index] ?? '',
        align: first ? 'right' : 'left',
        verticalAlign: 'middle',
        fontFamily: FONT,
        fontSize: TEXT_SIZE,
        fill: theme.ink,
        // Flows run under the names of the layers between.
        ...(inside ? { stroke: theme.surface, lineWidth: 3 } : {}),
      },
    }));
  });
}

/** Names of the layers over them. */
function layerNames(spec: SankeySpec, look: ChartLook, boxes: readonly Box[], top: number): Shape[] {
  const theme = chartTheme(look.theme);
  const layers = layersOf(spec);
  const xs = boxes.map(({ x }) => x);
  const step = (Math.max(...xs) - Math.min(...xs)) / Math.max(1, layers.length - 1);
  return layers.flatMap((layer, column): Shape[] => {
    const label = spec.layers?.[layer];
    const box = boxes[spec.nodes.findIndex((node) => node.layer === layer)];
    if (label === undefined || box === undefined) return [];
    // The outer ones stand over the names of the nodes and leave the room between to the others.
    const align = column === 0 ? 'right' : column === layers.length - 1 ? 'left' : 'center';
    const x = { left: box.x, right: box.x + NODE_WIDTH, center: box.x + NODE_WIDTH / 2 }[align];
    const text = labelText(label, look);
    if (align === 'center' && roughWidth(text) + 2 * LABEL_GAP > step) return [];
    return [
      {
        type: 'text',
        silent: true,
        style: {
          x,
          y: top,
          text,
          align,
          verticalAlign: 'top',
          fontFamily: FONT,
          fontSize: TEXT_SIZE,
          fontWeight: 600,
          fill: theme.ink2,
        },
      },
    ];
  });
}

/** Plot of flows in the colour of the group they leave. A withheld one is a hatched ribbon of constant thickness. */
export function sankeyOption(spec: SankeySpec, look: ChartLook, canvas: Canvas): EChartsOption {
  const theme = chartTheme(look.theme);
  const space = insets(canvas);
  const widest = (layer: number): number =>
    Math.max(
      0,
      ...spec.nodes
        .filter((node) => node.layer === layer)
        .map((node) => roughWidth(nodeWords(spec, node, look))),
      roughWidth(spec.layers?.[layer] === undefined ? '' : labelText(spec.layers[layer], look)) - NODE_WIDTH,
    );
  const numbers = spec.nodes.map(({ layer }) => layer);
  const most = canvas.width * (canvas.width < 480 ? 0.36 : 0.3);
  const before = Math.min(most, widest(Math.min(...numbers)) + LABEL_GAP);
  const after = Math.min(most, widest(Math.max(...numbers)) + LABEL_GAP);
  const legend = layLegend(
    withheldCount(spec) > 0 ? [withheldLegend(spec, look)] : [],
    { x: space.left, y: space.top, width: canvas.width - space.left - space.right },
    theme,
  );
  const heads = spec.layers === undefined ? 0 : LINE_HEIGHT + 6;
  const top = space.top + legend.height;
  const plot = {
    x: space.left + before,
    y: top + heads + 2,
    width: Math.max(0, canvas.width - space.left - space.right - before - after),
    height: Math.max(0, canvas.height - top - heads - 4 - space.bottom),
  };
  const { nodes, flows } = layoutSankey(spec, plot);
  const colourOf = new Map(spec.nodes.map(({ id, colour }) => [id, theme.colours[colour]]));
  const boxes: Shape[] = spec.nodes.map(({ colour }, index) => {
    const { x = 0, y = 0, width = 0, height = 0 } = nodes[index] ?? {};
    return {
      type: 'rect',
      silent: true,
      shape: { x, y, width, height: Math.max(1, height), r: 2 },
      style: { fill: theme.colours[colour] },
    };
  });
  return {
    series: [
      {
        type: 'custom',
        coordinateSystem: 'none',
        data: spec.links.map((link, mark) => ({ value: link.value ?? 0, mark })),
        renderItem: ({ dataIndex }) => {
          const [link, flow] = [spec.links[dataIndex], flows[dataIndex]];
          if (link === undefined || flow === undefined || flow.thickness <= 0) {
            return { type: 'group', children: [] };
          }
          const fill = colourOf.get(link.from) ?? theme.colours.other;
          const path = {
            type: 'path' as const,
            shape: { pathData: ribbon(flow) },
            style: link.withheld
              ? { fill: theme.surface, stroke: theme.ink2, lineWidth: 1, lineDash: [3, 3] }
              : { fill, opacity: 0.38 },
            emphasis: { style: { opacity: 0.85, stroke: theme.ink, lineWidth: 1 } },
          };
          return link.withheld
            ? { type: 'group', children: [path, ...flowHatching(flow, theme.ink2)] }
            : path;
        },
      },
      {
        type: 'custom',
        coordinateSystem: 'none',
        silent: true,
        tooltip: { show: false },
        data: spec.nodes.length === 0 ? [] : [0],
        renderItem: () => ({
          type: 'group',
          children: [
            ...flowRanges(spec, flows, look),
            ...boxes,
            ...names(spec, look, nodes, plot, [before - LABEL_GAP, after - LABEL_GAP]),
            ...layerNames(spec, look, nodes, top),
          ],
        }),
      },
      legendSeries(legend),
    ],
  };
}
