import type { PreparedDashboard, PrepareRequest, Selection, TileFigures } from '../../contract/dashboard.ts';
import type { AppError } from '../../contract/error.ts';
import type { CellState } from '../notebook/session-port.ts';
import type { AnalysisState } from './analysis-runs.ts';

/** What a tile on the screen knows besides the document. Which parts it has depends on its kind. */
export interface TileState {
  /** Under the selection; null before they have come. */
  readonly figures: TileFigures | null;
  /** The same figures of everyone; null before they have come, and where they are not drawn. */
  readonly everyone: TileFigures | null;
  readonly analysis: AnalysisState | null;
  readonly cell: CellState | null;
}

/** Nothing known yet. */
export const NO_TILE_STATE: TileState = { figures: null, everyone: null, analysis: null, cell: null };

/** Customers and orders under a selection. */
export interface Population {
  readonly customers: number;
  readonly orders: number;
}

/** Where the figures of a page are. */
export type FiguresStatus =
  | { readonly kind: 'noData' }
  | { readonly kind: 'preparing' }
  | { readonly kind: 'ready' }
  | { readonly kind: 'failed'; readonly error: AppError };

/** What is chosen at a mark: a value alone, or added to and taken from those that are. */
export type Gesture = 'click' | 'toggle';

/** What tiles are computed from now. */
export interface TileGround {
  readonly prepare: PrepareRequest;
  readonly prepared: PreparedDashboard;
  readonly selection: Selection;
}

/** Parts of the dashboard's screen that commands open and close. */
export interface DashboardPanels {
  /** The bar that puts conditions together. */
  adding: boolean;
  arranging: boolean;
  presenting: boolean;
  /** What a snapshot is made in. */
  snapshot: boolean;
  /** The chooser of templates. */
  templates: boolean;
}
