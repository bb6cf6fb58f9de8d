import { chartWithInferred } from '../../analyses/inferred-marks.ts';
import { rfmViews } from '../../analyses/rfm/views.ts';
import type { ChartSpec } from '../../charts/chart-spec.ts';
import type { AnalysisOutcome } from '../../contract/outcome.ts';
import type { ReleaseState } from '../analysis/release-state.svelte.ts';

/** Where the figures of a view come from. */
export interface ViewSource {
  readonly outcome: AnalysisOutcome;
  readonly release: ReleaseState;
  /** Whether what would leave is drawn instead of the private result. */
  readonly released: boolean;
  readonly currency: string | null;
}

/**
 * What a view of RFM draws.
 *
 * @returns null while the gate has not answered, and when it would let nothing of the table out
 */
export function viewSpec(id: string, source: ViewSource): ChartSpec | null {
  const view = rfmViews.find((each) => each.id === id);
  if (view === undefined) return null;
  const { outcome, release, released, currency } = source;
  const table = released ? release.table(view.table) : (outcome.tables[view.table] ?? null);
  if (table === null) return null;
  const withheld = released ? release.withheld(view.table) : [];
  return chartWithInferred(view, table, { params: outcome.params, currency }, withheld);
}

/** Whether the gate would let nothing of a table out. */
export function isRefused(table: string, { release, released }: ViewSource): boolean {
  return released && release.previews[table]?.ok === false;
}
