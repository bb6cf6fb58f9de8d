import { labelled } from './axes.ts';
import type { Label } from './chart-spec.ts';
import { labelText } from './labels.ts';
import type { Language } from './look.ts';
import { roughWidth, wrapped } from './text-width.ts';

/** Height of a line of a name, and the most lines it is broken into. */
const LINE = 15;
const MOST_LINES = 3;
/** Up to so many names are written slantwise rather than left out. */
const MOST_SLANTED = 14;
const SLANT = 40;
/** Narrowest slot that a slanted name stands at, CSS pixels. */
const SLANTED_SLOT = 18;
/** Part of the drawing that names may take of its height. */
const MOST_HEIGHT = 0.34;
/** Space between names that stand beside each other, CSS pixels. */
const APART = 14;

/** How the names of slots beside each other are written. */
export interface SlotNames {
  readonly names: readonly string[];
  /** What they take of the height, CSS pixels. */
  readonly height: number;
  readonly label: {
    readonly interval: 0 | ((place: number) => boolean);
    readonly rotate: number;
    readonly hideOverlap: boolean;
  };
}

/** Whether names are places on a scale, so that one that is left out is known by those beside it. */
function isScale(labels: readonly Label[], names: readonly string[]): boolean {
  return (
    labels.every((label) => 'period' in label || 'figure' in label) ||
    names.every((name) => /^\P{L}*\d/u.test(name))
  );
}

/**
 * Writes the names of slots that stand beside each other, never cut: all of them, broken into lines or slanted, where that
 * goes; else some, evenly left out. Places on a scale are left out rather than broken or slanted: broken, their years would
 * run into each other.
 *
 * @param width of all slots, CSS pixels
 * @param height of the drawing, CSS pixels
 */
export function slotNames(
  labels: readonly Label[],
  width: number,
  height: number,
  language: Language,
): SlotNames {
  const names = labels.map((label) => labelText(label, language));
  const slot = width / Math.max(1, names.length);
  const most = Math.max(LINE, MOST_HEIGHT * height);
  const broken = names.map((name) => wrapped(name, slot - 6));
  const isEven = isScale(labels, names);
  const lines = Math.max(1, ...broken.map((name) => name.split('\n').length));
  const isRoom = lines <= (isEven ? 1 : MOST_LINES) && lines * LINE <= most;
  if (isRoom && broken.every((name) => roughWidth(name) <= slot - 4)) {
    const label = { interval: 0, rotate: 0, hideOverlap: false } as const;
    return { names: broken, height: lines * LINE, label };
  }
  const widest = Math.max(0, ...names.map(roughWidth));
  const slanted = Math.ceil(widest * Math.sin((SLANT * Math.PI) / 180) + LINE);
  const canSlant = names.length <= MOST_SLANTED && slot >= SLANTED_SLOT && slanted <= most;
  if (canSlant && !isEven) {
    return { names, height: slanted, label: { interval: 0, rotate: SLANT, hideOverlap: false } };
  }
  const kept = new Set(labelled(names.length - 1, width, widest + APART));
  const interval = (place: number): boolean => kept.has(place);
  return { names, height: LINE, label: { interval, rotate: 0, hideOverlap: true } };
}
