import type { AnalysisOutcome } from '../../contract/outcome.ts';
import { numbers, texts } from '../../contract/result-set.ts';
import type { Selection } from './rfm-state.svelte.ts';

/** How many customers a selection has in a result. */
export function selectionCount(outcome: AnalysisOutcome, selection: Selection): number {
  const table = outcome.tables[selection.kind === 'segment' ? 'segments' : 'grid'];
  if (table === undefined) return 0;
  const counts = numbers(table, 'customers');
  if (selection.kind === 'segment') return counts[texts(table, 'segment').indexOf(selection.segment)] ?? 0;
  const f = numbers(table, 'f');
  const place = numbers(table, 'r').findIndex((r, index) => r === selection.r && f[index] === selection.f);
  return counts[place] ?? 0;
}
