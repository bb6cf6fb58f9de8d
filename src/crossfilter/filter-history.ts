import type { Selection } from '../contract/dashboard.ts';
import { isSameSelection, normalSelection } from './selection.ts';

/** Most steps of filters that can be taken back. */
export const MOST_FILTER_STEPS = 100;

/** The selection in force with those before it and those taken back, newest last. */
export interface FilterHistory {
  readonly now: Selection;
  readonly past: readonly Selection[];
  readonly future: readonly Selection[];
  /** Drag of a brush that `now` is part of; null when the step is over. */
  readonly gesture: string | null;
}

/** The history of a dashboard that opens under a selection. */
export function startFilters(selection: Selection): FilterHistory {
  return { now: normalSelection(selection), past: [], future: [], gesture: null };
}

/**
 * Keeps a step. One that changes nothing is none. Steps of the same gesture become one, which ends where it began when
 * the brush is back there.
 *
 * @param gesture names one drag; null for a step that stands for itself
 */
export function stepFilters(
  history: FilterHistory,
  selection: Selection,
  gesture: string | null = null,
): FilterHistory {
  const goesOn = gesture !== null && gesture === history.gesture;
  const next = normalSelection(selection);
  if (isSameSelection(history.now, next)) return goesOn ? history : { ...history, gesture: null };
  const past = goesOn ? history.past : [...history.past, history.now].slice(-MOST_FILTER_STEPS);
  return { now: next, past, future: [], gesture };
}

/** Takes back the newest step; null where there is none. */
export function undoFilters({ now, past, future }: FilterHistory): FilterHistory | null {
  const before = past.at(-1);
  if (before === undefined) return null;
  return { now: before, past: past.slice(0, -1), future: [...future, now], gesture: null };
}

/** Makes the step again that was taken back last; null where there is none. */
export function redoFilters({ now, past, future }: FilterHistory): FilterHistory | null {
  const next = future.at(-1);
  if (next === undefined) return null;
  return { now: next, past: [...past, now], future: future.slice(0, -1), gesture: null };
}

/** How many steps back from the end of a list a selection stands; null where it is not there. */
function stepsTo(selections: readonly Selection[], to: Selection): number | null {
  const place = selections.findLastIndex((each) => isSameSelection(each, to));
  return place < 0 ? null : selections.length - place;
}

/**
 * Goes to a selection that an address names, as going back and forward in the browser do: to the nearest step where it
 * was or will be in force, taking back or making again what lies between. One that was never in force is a new step.
 */
export function goToFilters(history: FilterHistory, selection: Selection): FilterHistory {
  const to = normalSelection(selection);
  if (isSameSelection(history.now, to)) return { ...history, gesture: null };
  const back = stepsTo(history.past, to);
  const forward = stepsTo(history.future, to);
  if (back === null && forward === null) return stepFilters(history, to);
  const goesBack = back !== null && (forward === null || back <= forward);
  const move = goesBack ? undoFilters : redoFilters;
  let there = history;
  while (!isSameSelection(there.now, to)) there = move(there) ?? stepFilters(there, to);
  return there;
}
