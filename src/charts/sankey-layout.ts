import type { SankeySpec } from './chart-spec.ts';
import type { Box } from './shape.ts';

/** A flow between two nodes: where it leaves the one and meets the other, and how thick it is, CSS pixels. */
export interface Flow {
  readonly x1: number;
  readonly y1: number;
  readonly x2: number;
  readonly y2: number;
  readonly thickness: number;
}

/** Where nodes and flows stand; both in the order of the chart. */
export interface SankeyLayout {
  readonly nodes: readonly Box[];
  readonly flows: readonly Flow[];
}

/** Width of a node and least space between two of a layer, CSS pixels. */
export const NODE_WIDTH = 14;
const NODE_GAP = 12;
/** Thickness of a withheld flow, whatever it is. */
const WITHHELD = 6;

type Link = SankeySpec['links'][number];

/** Parts of a thickness or height: what is to scale, and what is not. */
interface Size {
  readonly scaled: number;
  readonly fixed: number;
}

/** How thick a flow is. */
function measure({ value, withheld }: Link): Size {
  if (withheld) return { scaled: 0, fixed: WITHHELD };
  return { scaled: Math.max(0, value ?? 0), fixed: 0 };
}

/** A flow with the places of its ends among the nodes. */
interface Joined {
  readonly index: number;
  readonly from: number;
  readonly to: number;
  readonly link: Link;
}

function sum(sizes: readonly Size[]): Size {
  return sizes.reduce(
    (all, { scaled, fixed }) => ({ scaled: all.scaled + scaled, fixed: all.fixed + fixed }),
    {
      scaled: 0,
      fixed: 0,
    },
  );
}

/** Size of each node: of what comes or of what leaves, whichever is more. */
function nodeSizes(count: number, joined: readonly Joined[]): readonly Size[] {
  return Array.from({ length: count }, (_, node) => {
    const coming = sum(joined.filter(({ to }) => to === node).map(({ link }) => measure(link)));
    const leaving = sum(joined.filter(({ from }) => from === node).map(({ link }) => measure(link)));
    return {
      scaled: Math.max(coming.scaled, leaving.scaled),
      fixed: Math.max(coming.fixed, leaving.fixed),
    };
  });
}

/** Pixels for each unit of the figure, such that the fullest layer fits. */
function scaleOf(layers: readonly (readonly Size[])[], height: number): number {
  const scales = layers.map((members) => {
    const { scaled, fixed } = sum(members);
    const room = height - fixed - NODE_GAP * (members.length - 1);
    return scaled > 0 ? Math.max(0, room) / scaled : Number.POSITIVE_INFINITY;
  });
  const least = Math.min(...scales);
  return Number.isFinite(least) ? least : 0;
}

/**
 * Lays out flows between layers: nodes keep their order, heights are to scale, flows meet a node in the order of
 * the nodes they lead to, so that those of neighbours do not cross.
 *
 * @param spec nodes and flows; a flow to or from a node that is not there has no thickness
 * @param box what is drawn in, CSS pixels
 */
export function layoutSankey({ nodes, links }: Pick<SankeySpec, 'nodes' | 'links'>, box: Box): SankeyLayout {
  const place = new Map(nodes.map(({ id }, index) => [id, index]));
  const joined = links.flatMap((link, index): Joined[] => {
    const [from, to] = [place.get(link.from), place.get(link.to)];
    return from === undefined || to === undefined ? [] : [{ index, from, to, link }];
  });
  const sizes = nodeSizes(nodes.length, joined);
  const layers = [...new Set(nodes.map(({ layer }) => layer))]
    .sort((a, b) => a - b)
    .map((layer) =>
      nodes.flatMap((node, index) =>
        node.layer === layer ? [{ index, size: sizes[index] ?? sum([]) }] : [],
      ),
    );
  const scale = scaleOf(
    layers.map((members) => members.map(({ size }) => size)),
    box.height,
  );
  const pixels = ({ scaled, fixed }: Size): number => scaled * scale + fixed;

  const step = layers.length < 2 ? 0 : (box.width - NODE_WIDTH) / (layers.length - 1);
  const boxes = nodes.map((): Box => ({ x: box.x, y: box.y, width: NODE_WIDTH, height: 0 }));
  for (const [column, members] of layers.entries()) {
    const total = pixels(sum(members.map(({ size }) => size)));
    // Layers reach from top to bottom, so that a node can be followed from one to the next.
    const gap = members.length < 2 ? 0 : (box.height - total) / (members.length - 1);
    let { y } = box;
    for (const { index, size } of members) {
      boxes[index] = { x: box.x + column * step, y, width: NODE_WIDTH, height: pixels(size) };
      y += pixels(size) + gap;
    }
  }
  return { nodes: boxes, flows: layFlows(links.length, joined, boxes, (link) => pixels(measure(link))) };
}

/** Stacks the ends of the flows along the sides of their nodes. */
function layFlows(
  count: number,
  joined: readonly Joined[],
  boxes: readonly Box[],
  thicknessOf: (link: Link) => number,
): readonly Flow[] {
  const stack = (order: readonly Joined[], side: 'from' | 'to'): ReadonlyMap<number, number> => {
    const next = boxes.map(({ y }) => y);
    return new Map(
      order.map((each) => {
        const [node, thickness] = [each[side], thicknessOf(each.link)];
        const top = next[node] ?? 0;
        next[node] = top + thickness;
        return [each.index, top + thickness / 2];
      }),
    );
  };
  const y1 = stack(
    joined.toSorted((a, b) => a.to - b.to),
    'from',
  );
  const y2 = stack(
    joined.toSorted((a, b) => a.from - b.from),
    'to',
  );
  const flows = Array.from({ length: count }, (): Flow => ({ x1: 0, y1: 0, x2: 0, y2: 0, thickness: 0 }));
  for (const { index, from, to, link } of joined) {
    flows[index] = {
      x1: (boxes[from]?.x ?? 0) + NODE_WIDTH,
      y1: y1.get(index) ?? 0,
      x2: boxes[to]?.x ?? 0,
      y2: y2.get(index) ?? 0,
      thickness: thicknessOf(link),
    };
  }
  return flows;
}
