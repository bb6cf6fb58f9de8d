import type { CustomSeriesRenderItemReturn } from 'echarts';

type Group = Extract<NonNullable<CustomSeriesRenderItemReturn>, { type: 'group' }>;

/** Something drawn: what a custom series of ECharts takes. */
export type Shape = NonNullable<Group['children']>[number];

/** A rectangle in drawing coordinates, CSS pixels. */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** A point in drawing coordinates, CSS pixels: x to the right, y down. */
export type Point = readonly [x: number, y: number];
