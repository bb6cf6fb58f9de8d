import type {
  DashboardGrain,
  DashboardMeasure,
  DayRange,
  Selection,
  TileChart,
} from '../contract/dashboard.ts';
import type { CellId } from '../contract/ids.ts';
import type { Cell } from '../document/cell.ts';

/** Columns of the grid that tiles stand on. */
export const GRID_COLUMNS = 12;

/** Where a tile stands: column from 0, row from 0, width in columns, height in rows. Tiles do not overlap. */
export interface TilePlace {
  readonly x: number;
  readonly y: number;
  readonly w: number;
  readonly h: number;
}

/** What a figure should be; `at` says how far below (or above, where less is better) it turns amber. */
export interface Target {
  readonly value: number;
  readonly better: 'more' | 'less';
  /** Share of the target within which it is amber, e.g. 0.1. */
  readonly tolerance: number;
}

/** What a tile shows. */
export type TileBody =
  | { readonly kind: 'text'; readonly markdown: string }
  /** One figure with its change, sparkline and target. */
  | {
      readonly kind: 'figure';
      readonly measure: DashboardMeasure;
      readonly target: Target | null;
    }
  /** Measures by dimensions, cross-filtered at once. The first measure is drawn. */
  | {
      readonly kind: 'groups';
      readonly measures: readonly DashboardMeasure[];
      readonly dimensions: readonly string[];
      readonly chart: TileChart;
    }
  /** A view of an analysis, computed on the selected orders. */
  | {
      readonly kind: 'analysis';
      readonly analysis: string;
      readonly params: Readonly<Record<string, unknown>>;
      readonly view: string;
    }
  /** A cell of a notebook with all it reads, as they were when it was put here. Filters do not reach it. */
  | {
      readonly kind: 'cell';
      readonly cells: readonly Cell[];
      readonly shown: CellId;
      readonly view: string | null;
    }
  /** How the data are kept: the threshold of the policy, what left the browser, what was withheld. */
  | { readonly kind: 'posture' };

/** Kinds of tile. */
export type TileKind = TileBody['kind'];

declare const tileMark: unique symbol;
/** One tile; part of saved documents. */
export type TileId = string & { readonly [tileMark]: true };

export interface Tile {
  readonly id: TileId;
  /** Empty: named after what it shows. */
  readonly title: string;
  /** In Markdown, under the title; empty for none. */
  readonly note: string;
  readonly place: TilePlace;
  readonly body: TileBody;
}

/** What a scorecard's quarter is about; null for ordinary pages. */
export type Perspective = 'financial' | 'customer' | 'process' | 'growth';

export interface DashboardPage {
  readonly id: string;
  readonly title: string;
  readonly tiles: readonly Tile[];
}

/** A rule on a figure, looked at when the dashboard opens. */
export interface AlertRule {
  readonly id: string;
  readonly measure: DashboardMeasure;
  readonly when:
    | { readonly kind: 'below' | 'above'; readonly value: number }
    /** Change against the period before, as a share, e.g. -0.1. */
    | { readonly kind: 'fall' | 'rise'; readonly share: number }
    /** Against what is usual for the season; `score` is the least modified z-score, 3.5 by default. */
    | { readonly kind: 'unusual'; readonly score: number };
}

/** A dashboard in memory: everything is there. Data are never part of it. */
export interface Dashboard {
  readonly title: string;
  readonly pages: readonly DashboardPage[];
  readonly grain: DashboardGrain;
  /** Orders outside of it are left out; null: all. */
  readonly days: DayRange | null;
  /** Dimensions offered in the bar of filters besides those of the tiles. */
  readonly filters: readonly string[];
  /** Conditions it opens with. */
  readonly selection: Selection;
  readonly alerts: readonly AlertRule[];
}
