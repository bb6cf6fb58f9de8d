import type { Box, Shape } from './shape.ts';

/** Shapes of points by which groups are told apart without colour; in this order, then again. */
export const POINT_SHAPES = ['circle', 'triangle', 'rect', 'diamond'] as const;
export type PointShape = (typeof POINT_SHAPES)[number];

/** The shape of the points of a group. */
export function pointShape(group: number): PointShape {
  return POINT_SHAPES[group % POINT_SHAPES.length] ?? 'circle';
}

/** A point of a shape in the middle of a box, as large as its height. */
export function pointSign(shape: PointShape, { x, y, width, height }: Box, fill: string): Shape {
  const [cx, cy, r] = [x + width / 2, y + height / 2, height / 2];
  const corners: Readonly<Record<'triangle' | 'diamond', readonly (readonly [number, number])[]>> = {
    triangle: [
      [cx, cy - r],
      [cx + r, cy + r],
      [cx - r, cy + r],
    ],
    diamond: [
      [cx, cy - r],
      [cx + r, cy],
      [cx, cy + r],
      [cx - r, cy],
    ],
  };
  if (shape === 'circle') return { type: 'circle', shape: { cx, cy, r }, style: { fill } };
  if (shape === 'rect') {
    return { type: 'rect', shape: { x: cx - r, y: cy - r, width: 2 * r, height: 2 * r }, style: { fill } };
  }
  const points = corners[shape].map(([px, py]) => [px, py]);
  return { type: 'polygon', shape: { points }, style: { fill } };
}
