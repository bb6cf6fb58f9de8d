import type { CellState } from '../../../state/notebook/session-port.ts';
import type { Workspace } from '../../../state/workspace.svelte.ts';

/** Rows of what a cell has made; null where it makes none that are counted. */
export function rowsOf({ outcome }: Pick<CellState, 'outcome'>): number | null {
  if (outcome?.kind === 'sql') return outcome.relation.rowCount;
  return outcome?.kind === 'chart' ? outcome.data.drawn : null;
}

/** Below this many bytes memory is not told of. */
const LEAST_BYTES = 100_000;

/** Where a cell is, in words: its state, and of one that has run its time, rows and memory. */
export function statusWords(
  state: CellState,
  place: number | null,
  { t, formats }: Pick<Workspace, 't' | 'formats'>,
): string {
  const { status, outcome, elapsedMs } = state;
  if (status === 'queued' && place !== null) return t('notebookScreen.status.queuedAt', { place });
  if (status !== 'done' && status !== 'stale') return t(`notebookScreen.status.${status}`);
  const rows = rowsOf(state);
  const bytes = outcome?.memoryBytes ?? 0;
  return [
    t(`notebookScreen.status.${status}`),
    ...(elapsedMs === null ? [] : [formats.seconds(elapsedMs)]),
    ...(rows === null ? [] : [t('notebookScreen.status.rows', { count: rows })]),
    ...(bytes < LEAST_BYTES ? [] : [formats.bytes(bytes)]),
  ].join(' · ');
}
