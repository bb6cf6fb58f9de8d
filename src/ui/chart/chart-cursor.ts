/** A cursor on the marks of a chart, and the other end of the stretch it draws. */
export interface ChartCursor {
  /** Mark it is on; null before the first. */
  readonly at: number | null;
  /** Where a stretch began; null while none is drawn. */
  readonly anchor: number | null;
}

export const NO_CURSOR: ChartCursor = { at: null, anchor: null };

/** Steps of keys, from the mark the cursor is on. */
function target(key: string, at: number | null, count: number): number | null {
  switch (key) {
    case 'ArrowRight':
    case 'ArrowDown':
      return (at ?? -1) + 1;
    case 'ArrowLeft':
    case 'ArrowUp':
      return (at ?? count) - 1;
    case 'Home':
      return 0;
    case 'End':
      return count - 1;
    default:
      return null;
  }
}

/**
 * Where a key takes the cursor; null for keys that do not move it.
 *
 * @param count marks there are
 * @param draws whether a stretch is drawn on the way
 */
export function moved(cursor: ChartCursor, key: string, count: number, draws: boolean): ChartCursor | null {
  const wish = target(key, cursor.at, count);
  if (wish === null || count === 0) return null;
  const at = Math.min(count - 1, Math.max(0, wish));
  return { at, anchor: draws ? (cursor.anchor ?? cursor.at ?? at) : null };
}
