import type { TileBody } from './dashboard.ts';
import type { TileSize } from './layout.ts';

/** Size of a tile when it is put on a page, columns and rows. */
export function usualSize(body: TileBody): TileSize {
  switch (body.kind) {
    case 'figure':
      return { w: 3, h: 2 };
    case 'groups':
      return { w: 6, h: 4 };
    case 'analysis':
    case 'cell':
      return { w: 6, h: 5 };
    case 'posture':
      return { w: 6, h: 4 };
    case 'text':
      return { w: 12, h: 1 };
  }
}

/** The smallest size in which a tile can still be read. */
export function leastSize(body: TileBody): TileSize {
  switch (body.kind) {
    case 'figure':
      return { w: 2, h: 2 };
    case 'text':
      return { w: 2, h: 1 };
    case 'groups':
    case 'analysis':
    case 'cell':
    case 'posture':
      return { w: 3, h: 3 };
  }
}
