import type { Progress } from '../../contract/engine-api.ts';
import { appError, type AppError } from '../../contract/error.ts';
import type { CellId } from '../../contract/ids.ts';
import type { CellOutcome } from '../../contract/notebook.ts';
import type { Cell } from '../../document/cell.ts';
import type { Graph } from '../../reactive/graph.ts';
import type { Standing } from '../../reactive/staleness.ts';
import { readNamesOf, type Inspected } from './runnable-cell.ts';
import type { CellState, CellStatus } from './session-port.ts';

/** Of a cell nothing is known of yet. */
export const NO_STATE: CellState = {
  status: 'idle',
  outcome: null,
  error: null,
  progress: null,
  reads: [],
  readBy: [],
  readNames: [],
  elapsedMs: null,
};

/** What the state of a cell is put together of. */
export interface KnownOfCell {
  readonly cell: Cell;
  readonly inspected: Inspected;
  readonly standing: Standing;
  readonly running: boolean;
  readonly progress: Progress | null;
  /** Of the last run that ended well. */
  readonly outcome: CellOutcome | null;
  /** Of the last run, when it failed. */
  readonly error: AppError | null;
}

/** What the last run has found, where it is of the analysis that the cell is of now; that of another says nothing here. */
export function outcomeOfNow(cell: Cell, outcome: CellOutcome | null): CellOutcome | null {
  if (outcome?.kind !== 'analysis' || cell.kind !== 'analysis') return outcome;
  return outcome.outcome.analysisId === cell.analysis ? outcome : null;
}

type Names = ReadonlyMap<CellId, string>;

/** Errors of a cell that is all right itself: it waits for something else. */
const WAITING: ReadonlySet<string> = new Set(['cell.missing', 'cell.noData']);

function statusAndError(known: KnownOfCell, names: Names): readonly [CellStatus, AppError | null] {
  const { standing, running, outcome, error } = known;
  if (running) return ['running', null];
  switch (standing.kind) {
    case 'nothing':
      return ['idle', null];
    case 'fresh':
      return ['done', null];
    case 'ready':
    case 'behind':
      return ['queued', null];
    case 'failed':
      return ['error', error];
    case 'fault':
      return [WAITING.has(standing.error.code) ? 'blocked' : 'error', standing.error];
    case 'blocked':
      return ['blocked', appError('cell.upstream', { name: names.get(standing.by) ?? '' })];
    case 'held':
      if (outcome !== null) return ['stale', null];
      if (standing.by === null) return ['idle', null];
      return ['blocked', appError('cell.notRun', { name: names.get(standing.by) ?? '' })];
  }
}

/** Puts together what screens see of a cell. */
export function cellState(known: KnownOfCell, graph: Graph, names: Names): CellState {
  const { cell, outcome, inspected, progress } = known;
  const [status, error] = statusAndError(known, names);
  return {
    status,
    error,
    outcome,
    progress,
    reads: graph.reads.get(cell.id) ?? [],
    readBy: graph.readBy.get(cell.id) ?? [],
    readNames: readNamesOf(cell, inspected),
    elapsedMs: outcome?.elapsedMs ?? null,
  };
}

function isSameList(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((each, at) => each === other[at]);
}

function isSameError(one: AppError | null, other: AppError | null): boolean {
  if (one === other) return true;
  return one?.code === other?.code && JSON.stringify(one?.params) === JSON.stringify(other?.params);
}

/** Whether nothing has changed that a screen shows. */
export function isSameState(one: CellState, other: CellState): boolean {
  return (
    one.status === other.status &&
    one.outcome === other.outcome &&
    one.progress === other.progress &&
    isSameError(one.error, other.error) &&
    isSameList(one.reads, other.reads) &&
    isSameList(one.readBy, other.readBy) &&
    isSameList(one.readNames, other.readNames)
  );
}
