import { ANALYSES } from '../../../analyses/index.ts';
import type { DashboardMeasure } from '../../../contract/dashboard.ts';
import { TIME_DIMENSION } from '../../../contract/dashboard.ts';
import type { TileBody } from '../../../dashboard/dashboard.ts';
import type { Workspace } from '../../../state/workspace.svelte.ts';
import type { DashboardView } from '../dashboard-view.svelte.ts';

/** The analysis that a tile begins with. */
const FIRST_ANALYSIS = 'cohorts';

/** The view that is shown of an analysis before one is chosen. */
export function firstView(analysis: string): string {
  return ANALYSES.find(({ id }) => id === analysis)?.views[0]?.id ?? '';
}

/** Kinds of tile that are begun here; cells come from a notebook. */
export const NEW_KINDS = ['figure', 'groups', 'analysis', 'text', 'posture'] as const;
export type NewKind = (typeof NEW_KINDS)[number];

/** A tile of a kind as it is begun, with what the data have. */
export function newBody(kind: NewKind, measures: readonly DashboardMeasure[]): TileBody {
  const measure = measures.includes('revenue') ? 'revenue' : 'orders';
  switch (kind) {
    case 'figure':
      return { kind, measure, target: null };
    case 'groups':
      return { kind, measures: [measure], dimensions: [TIME_DIMENSION], chart: 'auto' };
    case 'analysis':
      return { kind, analysis: FIRST_ANALYSIS, params: {}, view: firstView(FIRST_ANALYSIS) };
    case 'posture':
      return { kind };
    case 'text':
      return { kind, markdown: '' };
  }
}

/** What can be put on the page. */
export function newTileItems(view: DashboardView, { t }: Workspace) {
  const { session } = view;
  const measures = session.figures.prepared?.measures ?? [];
  const kinds = NEW_KINDS.map((kind) => ({
    id: kind,
    label: t(`dashboardScreen.new.${kind}`),
    onselect: () => {
      const id = session.add(newBody(kind, measures));
      if (id === null) return;
      view.editing = id;
      void view.goTo(id);
    },
  }));
  const targets = {
    id: 'targets',
    label: t('command.dashboard.targets'),
    apart: true,
    onselect: () => {
      session.targetYearBefore();
    },
  };
  return [...kinds, targets];
}
