import type { Brush } from './chart-gestures.ts';

/** A pointer that moves less is pressing, CSS pixels. */
const LEAST_DRAG = 6;

/** What is dragged over. */
interface Ground {
  readonly brush: Brush;
  /** The place at a point of the page; null for none. */
  readonly placeAt: (event: PointerEvent) => number | null;
}

/** Where a drag began, and how far it has come. */
interface Drag {
  readonly pointer: number;
  readonly x: number;
  readonly y: number;
  readonly from: number;
  /** Null until the pointer has moved far enough. */
  to: number | null;
}

/** A stretch of places that is drawn by dragging a pointer; it snaps to places and is told of only when it changes. */
export class BrushPointer {
  #drag: Drag | null = null;

  down(event: PointerEvent, { placeAt }: Ground): void {
    if (!event.isPrimary || event.button !== 0) return;
    const from = placeAt(event);
    if (from === null) return;
    this.#drag = { pointer: event.pointerId, x: event.clientX, y: event.clientY, from, to: null };
  }

  move(event: PointerEvent, { placeAt, brush }: Ground): void {
    const drag = this.#drag;
    if (drag?.pointer !== event.pointerId) return;
    if (drag.to === null) {
      if (Math.hypot(event.clientX - drag.x, event.clientY - drag.y) < LEAST_DRAG) return;
      (event.currentTarget as HTMLElement).setPointerCapture(event.pointerId);
    }
    const to = placeAt(event);
    if (to === null || to === drag.to) return;
    drag.to = to;
    brush.move(drag.from, to);
  }

  /** The pointer was lifted, or taken away. */
  up(event: PointerEvent, { brush }: Ground): void {
    const drag = this.#drag;
    if (drag?.pointer !== event.pointerId) return;
    this.#drag = null;
    if (drag.to !== null) brush.end();
  }
}
