import type { Box } from './shape.ts';

/** The worst side ratio of tiles laid in one strip: 1 is a square. */
function worst(areas: readonly number[], sum: number, side: number): number {
  const thickness = sum / side;
  return Math.max(...areas.map((area) => Math.max(thickness ** 2 / area, area / thickness ** 2)));
}

/**
 * Cuts a box into tiles whose areas are proportional to figures and which are as square as may be.
 * (Bruls, Huizing, van Wijk: Squarified Treemaps, 2000, DOI 10.1007/978-3-7091-6783-0_4.)
 *
 * @param figures above zero, in any order
 * @param box what is cut
 * @returns one tile for each figure, in the order of the figures
 */
export function squarify(figures: readonly number[], box: Box): readonly Box[] {
  const total = figures.reduce((sum, figure) => sum + figure, 0);
  const scale = (box.width * box.height) / total;
  const queue = figures
    .map((figure, index) => ({ index, area: figure * scale }))
    .sort((a, b) => b.area - a.area || a.index - b.index);
  const tiles = new Array<Box>(figures.length).fill({ x: box.x, y: box.y, width: 0, height: 0 });
  let { x, y, width, height } = box;

  for (let start = 0; start < queue.length;) {
    const side = Math.min(width, height);
    let strip = queue.slice(start, start + 1);
    let sum = strip[0]?.area ?? 0;
    for (const next of queue.slice(start + 1)) {
      const areas = strip.map((tile) => tile.area);
      if (worst([...areas, next.area], sum + next.area, side) > worst(areas, sum, side)) break;
      strip = [...strip, next];
      sum += next.area;
    }
    const thickness = side === 0 ? 0 : sum / side;
    let at = 0;
    for (const { index, area } of strip) {
      const length = thickness === 0 ? 0 : area / thickness;
      tiles[index] =
        width >= height
          ? { x, y: y + at, width: thickness, height: length }
          : { x: x + at, y, width: length, height: thickness };
      at += length;
    }
    if (width >= height) [x, width] = [x + thickness, Math.max(0, width - thickness)];
    else [y, height] = [y + thickness, Math.max(0, height - thickness)];
    start += strip.length;
  }
  return tiles;
}
