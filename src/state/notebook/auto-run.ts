import type { Cell } from '../../document/cell.ts';

/** A cell whose last run took less runs by itself, ms. */
export const CHEAP_MS = 1000;

/** Analyses that take longer on most data: fits with intervals, survival curves, allocations. */
export const DEAR_ANALYSES: ReadonlySet<string> = new Set(['clv', 'churn', 'tiers']);

/** What the cost of a cell is a cost of: another analysis in the same cell may cost something else. */
function workOf(cell: Cell): string {
  return cell.kind === 'analysis' ? cell.analysis : cell.kind;
}

/** What runs of cells have cost, so that dear ones wait for the user. */
export class RunCosts {
  readonly #last = new Map<string, { readonly work: string; readonly ms: number }>();

  /** Notes how long a run took, or how long it had taken when it was stopped. */
  note(cell: Cell, ms: number): void {
    this.#last.set(cell.id, { work: workOf(cell), ms });
  }

  /** Notes how long a run had taken when it was stopped: it costs that much at least. */
  noteStopped(cell: Cell, ms: number): void {
    if (ms >= CHEAP_MS) this.note(cell, ms);
  }

  /** Whether a cell waits for the user when what it reads has changed. */
  isDear(cell: Cell): boolean {
    const last = this.#last.get(cell.id);
    if (last?.work === workOf(cell)) return last.ms >= CHEAP_MS;
    return cell.kind === 'analysis' && DEAR_ANALYSES.has(cell.analysis);
  }
}
