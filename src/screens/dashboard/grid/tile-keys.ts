import type { LayoutStep } from '../../../dashboard/layout.ts';

const MOVES: Readonly<Record<string, LayoutStep>> = {
  ArrowLeft: 'left',
  ArrowRight: 'right',
  ArrowUp: 'up',
  ArrowDown: 'down',
};
const SIZES: Readonly<Record<string, LayoutStep>> = {
  ArrowLeft: 'narrower',
  ArrowRight: 'wider',
  ArrowUp: 'shorter',
  ArrowDown: 'taller',
};

/** The step of the layout that keys ask for: arrows move a tile, with Shift they size it; null for other keys. */
export function stepOf({
  key,
  shiftKey,
  ctrlKey,
  metaKey,
  altKey,
}: Pick<KeyboardEvent, 'key' | 'shiftKey' | 'ctrlKey' | 'metaKey' | 'altKey'>): LayoutStep | null {
  if (ctrlKey || metaKey || altKey) return null;
  return (shiftKey ? SIZES : MOVES)[key] ?? null;
}
