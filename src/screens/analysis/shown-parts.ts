import type { Analysis, View } from '../../analyses/analysis.ts';
import type { AnalysisOutcome } from '../../contract/outcome.ts';

/** Aggregate table that the health card shows. */
export const HEALTH_TABLE = 'health';

/** Aggregate table that the board of indicators shows, of the analysis that has one. */
const BOARD_TABLES: Readonly<Record<string, string>> = { kpi: 'summary' };

/** A view and whether it takes the whole width. */
export interface PlacedView {
  readonly view: View;
  readonly full: boolean;
}

/** What of an outcome is shown, and where. */
export interface ShownParts {
  readonly health: boolean;
  /** Table that the board of indicators shows; null without a board. */
  readonly board: string | null;
  readonly views: readonly PlacedView[];
  /** Aggregate tables that no view, card or board shows. */
  readonly tables: readonly string[];
  /** Tables of single customers, with their rows. */
  readonly rowTables: readonly { readonly table: string; readonly rows: number }[];
}

/** Gives views their width: one of half the width that would stand alone in its row takes all of it. */
function placed(views: readonly View[]): PlacedView[] {
  const result: PlacedView[] = [];
  let open = false as boolean;
  for (const [index, view] of views.entries()) {
    const next = views[index + 1];
    const alone: boolean = !open && (next === undefined || next.width === 'full');
    const full: boolean = view.width === 'full' || alone;
    open = !full && !open;
    result.push({ view, full });
  }
  return result;
}

/**
 * Decides what of an outcome is shown. Tables and views that other parameters would fill are left out; a table
 * that should have rows and has none is kept, so that it can say so.
 */
export function shownParts(analysis: Analysis, outcome: AnalysisOutcome): ShownParts {
  const board = BOARD_TABLES[analysis.id] ?? null;
  const fromOtherMode = (table: string): boolean =>
    analysis.tables[table]?.mayBeEmpty === true &&
    (outcome.tables[table]?.rowCount ?? outcome.rowTables[table] ?? 0) === 0;
  const views = analysis.views.filter(
    ({ when, table }) => when?.(outcome.params) !== false && !fromOtherMode(table),
  );
  const covered = new Set([
    HEALTH_TABLE,
    ...(board === null ? [] : [board]),
    ...(analysis.hiddenTables ?? []),
    ...analysis.views.map(({ table }) => table),
  ]);
  return {
    health: (outcome.tables[HEALTH_TABLE]?.rowCount ?? 0) > 0,
    board,
    views: placed(views),
    tables: Object.keys(outcome.tables).filter((table) => !covered.has(table) && !fromOtherMode(table)),
    rowTables: Object.entries(outcome.rowTables).flatMap(([table, rows]) =>
      fromOtherMode(table) ? [] : [{ table, rows }],
    ),
  };
}
