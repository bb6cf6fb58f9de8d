import type { DashboardDimension, FilterClause, Selection } from '../../contract/dashboard.ts';
import {
  goToFilters,
  redoFilters,
  startFilters,
  stepFilters,
  undoFilters,
  type FilterHistory,
} from '../../crossfilter/filter-history.ts';
import { brushed, clicked, toggled, withoutValue } from '../../crossfilter/gestures.ts';
import { isSameSelection, seenBy, withClause } from '../../crossfilter/selection.ts';
import type { Gesture } from './session-port.ts';

type Touched = Pick<DashboardDimension, 'name' | 'values'>;

/** A value of a dimension that was chosen. */
export interface ChosenValue {
  readonly dimension: Touched;
  readonly value: string;
}

/** How a selection has changed. */
export interface FilterChange {
  /** More of the same movement may follow: nothing is stopped for it. */
  readonly gently: boolean;
  /** Whether going back in the browser leads to the selection before. */
  readonly isStep: boolean;
}

/** What is selected on a dashboard, with the steps that led there. */
export class Filters {
  #history: FilterHistory = $state.raw(startFilters([]));
  readonly #opening: () => Selection;
  readonly #onChange: (change: FilterChange) => void;
  /** The brush that is being drawn; null for none. */
  #brush: string | null = null;
  #brushes = 0;

  /**
   * @param opening what the dashboard opens with
   * @param onChange is told of each change
   */
  constructor(opening: () => Selection, onChange: (change: FilterChange) => void) {
    this.#opening = opening;
    this.#onChange = onChange;
    this.#history = startFilters(opening());
  }

  get selection(): Selection {
    return this.#history.now;
  }

  get canUndo(): boolean {
    return this.#history.past.length > 0;
  }

  get canRedo(): boolean {
    return this.#history.future.length > 0;
  }

  /** Whether this is what the dashboard opens with. */
  get isOpening(): boolean {
    return isSameSelection(this.selection, this.#opening());
  }

  /** A mark was chosen, by the values it stands for: one step. */
  choose(values: readonly ChosenValue[], gesture: Gesture): void {
    const change = gesture === 'click' ? clicked : toggled;
    const selection = values.reduce(
      (before, { dimension, value }) => change(before, dimension, value),
      this.selection,
    );
    this.#take(stepFilters(this.#history, selection));
  }

  /** A stretch is being brushed; it is one step until {@link endBrush}. */
  brush(dimension: Touched, from: string, to: string): void {
    const begins = this.#brush === null;
    if (begins) this.#brushes += 1;
    this.#brush ??= `brush ${this.#brushes}`;
    const selection = brushed(this.selection, dimension, from, to);
    this.#take(stepFilters(this.#history, selection, this.#brush), { gently: true, isStep: begins });
  }

  /** The brush was let go of. */
  endBrush(): void {
    if (this.#brush === null) return;
    this.#brush = null;
    this.#onChange({ gently: false, isStep: false });
  }

  /** Puts a condition in place of the one on its dimension; one without values takes it away. */
  set(clause: FilterClause): void {
    this.#take(stepFilters(this.#history, withClause(this.selection, clause)));
  }

  /** Takes the conditions on some dimensions away: one step. */
  clear(...dimensions: readonly string[]): void {
    this.#take(stepFilters(this.#history, seenBy(this.selection, dimensions)));
  }

  /** Takes one value of a condition away. */
  dropValue(dimension: Touched, value: string): void {
    this.#take(stepFilters(this.#history, withoutValue(this.selection, dimension, value)));
  }

  /** Takes all conditions away. */
  reset(): void {
    this.#take(stepFilters(this.#history, []));
  }

  undo(): void {
    const history = undoFilters(this.#history);
    if (history !== null) this.#take(history);
  }

  redo(): void {
    const history = redoFilters(this.#history);
    if (history !== null) this.#take(history);
  }

  /** Shows what an address says: going back in the browser takes steps back, and none of it is a new step of the address. */
  show(selection: Selection): void {
    this.#take(goToFilters(this.#history, selection), { gently: false, isStep: false });
  }

  #take(history: FilterHistory, change: FilterChange = { gently: false, isStep: true }): void {
    const before = this.#history.now;
    this.#history = history;
    if (!isSameSelection(before, history.now)) this.#onChange(change);
  }
}
