import type { CustomerConsent } from './consent.ts';
import type { DatasetId } from './ids.ts';
import type { ListTerms } from './list-terms.ts';
import type { AnalysisOutcome } from './outcome.ts';
import type { ExportFormat, Private } from './privacy.ts';
import type { ResultSet } from './result-set.ts';
import type { SideKind, SideRole } from './tables.ts';

/**
 * A condition of a cross-filter on one dimension. Values are those of the dimension as text, e.g. `2026-03` of
 * `orderMonth`, `champions` of `segment`; never anything that names a person.
 */
export type FilterClause =
  | { readonly dimension: string; readonly op: 'in'; readonly values: readonly string[] }
  /** Of an ordered dimension, both ends included. */
  | { readonly dimension: string; readonly op: 'between'; readonly low: string; readonly high: string };

/** All conditions in force, one a dimension at most; all of them must hold. */
export type Selection = readonly FilterClause[];

/** Days, both included; ISO dates. */
export interface DayRange {
  readonly from: string;
  readonly to: string;
}

/** Length of the periods that a dashboard tells time by. */
export type DashboardGrain = 'week' | 'month' | 'quarter';

/**
 * Figures of dashboards. `customers` are distinct customers with an order; `new_customers` those among them whose first
 * order of all is in the period; `returning_customers` the others.
 */
export const DASHBOARD_MEASURES = [
  'revenue',
  'orders',
  'customers',
  'new_customers',
  'returning_customers',
  'units',
  'margin',
  'average_order_value',
  'revenue_per_customer',
  'orders_per_customer',
  'units_per_order',
  'margin_rate',
  'new_customer_share',
] as const;
export type DashboardMeasure = (typeof DASHBOARD_MEASURES)[number];

/**
 * The dimension of time of a dashboard, in periods of its grain. Others are those of the analysis `metric`
 * (`cohortMonth`, `frequencyBand`, `country`, …, extra columns), and `segment`, `tier`, `lifecycleState` of customers.
 */
export const TIME_DIMENSION = 'period';
/** Dimensions that are computed for each customer by another analysis. */
export const CUSTOMER_DIMENSIONS = ['segment', 'tier', 'lifecycleState'] as const;

/** A dimension that marks can be filtered by. */
export interface DashboardDimension {
  readonly name: string;
  /** `customer`: one value a customer. `order`: a customer may have several. */
  readonly level: 'time' | 'customer' | 'order';
  /** Whether values follow each other, so that a stretch of them can be brushed. */
  readonly ordered: boolean;
  /** In their order; the rarest are put together as `(others)`. */
  readonly values: readonly string[];
}

/** How groups are drawn. `auto` suits their dimensions: a line over time, bars else, a heat map of two. */
export type TileChart =
  'auto' | 'bar' | 'line' | 'area' | 'stacked' | 'grouped' | 'heatmap' | 'treemap' | 'table';

/** How a tile draws its groups, so that what leaves of it looks as it does. */
export interface GroupsLook {
  /** In the order the analysis was asked for them; values of those that follow each other, or are known, in their order. */
  readonly dimensions: readonly Pick<DashboardDimension, 'name' | 'ordered' | 'values'>[];
  /** The measure that is drawn. */
  readonly measure: DashboardMeasure;
  readonly chart: TileChart;
}

/** What a dashboard is prepared for. Preparing again with the same terms costs nothing. */
export interface PrepareRequest {
  readonly datasetId: DatasetId;
  /** Dimensions that tiles and filters of the dashboard name, `period` aside. */
  readonly dimensions: readonly string[];
  readonly grain: DashboardGrain;
  /** Orders outside of it are as if they were not there; null: all. */
  readonly days: DayRange | null;
}

/** What has been prepared. */
export interface PreparedDashboard {
  /** `period` first, then those asked for that the data have. */
  readonly dimensions: readonly DashboardDimension[];
  /** Dimensions asked for that the data have not. */
  readonly missing: readonly string[];
  readonly measures: readonly DashboardMeasure[];
  /** Whether the data end within the last period. */
  readonly lastIsIncomplete: boolean;
  readonly firstDay: string | null;
  readonly lastDay: string | null;
  readonly customers: number;
  readonly currency: string | null;
  /** Rows of the pre-aggregated table that tiles are read from. */
  readonly cells: number;
  readonly elapsedMs: number;
}

/** Figures that one tile asks for. A tile leaves the condition on a dimension of its own out, save a figure tile. */
export type TileQuestion =
  /** Measures by up to two dimensions. */
  | {
      readonly kind: 'groups';
      readonly tile: string;
      readonly dimensions: readonly string[];
      readonly measures: readonly DashboardMeasure[];
    }
  /** Measures by period, and over the window, the window before, and the same window a year earlier. */
  | {
      readonly kind: 'figure';
      readonly tile: string;
      readonly measures: readonly DashboardMeasure[];
      /** First and last period; null: that of the condition on `period`, else the last complete period. */
      readonly window: readonly [string, string] | null;
    };

/** Figures of one tile. */
export type TileFigures =
  | {
      readonly kind: 'groups';
      readonly tile: string;
      /** Columns are the dimensions by name, then the measures by name; groups in the order of their dimension. */
      readonly table: ResultSet;
    }
  | {
      readonly kind: 'figure';
      readonly tile: string;
      /** One row a period: `period`, then the measures. */
      readonly series: ResultSet;
      readonly window: readonly [string, string] | null;
      /** By measure; null where the data do not reach that far. */
      readonly now: Readonly<Partial<Record<DashboardMeasure, number | null>>>;
      readonly before: Readonly<Partial<Record<DashboardMeasure, number | null>>>;
      readonly yearBefore: Readonly<Partial<Record<DashboardMeasure, number | null>>>;
    };

export interface FiguresRequest {
  readonly datasetId: DatasetId;
  readonly prepare: PrepareRequest;
  readonly tiles: readonly TileQuestion[];
  readonly selection: Selection;
}

/** All tiles under one selection. */
export interface DashboardFigures {
  readonly tiles: readonly TileFigures[];
  /** Everyone who meets all conditions. */
  readonly population: { readonly customers: number; readonly orders: number };
  readonly elapsedMs: number;
}

/** What a tile runs as when it is computed from the orders themselves: an analysis on the orders that are selected. */
export interface TileRun {
  readonly datasetId: DatasetId;
  readonly prepare: PrepareRequest;
  readonly tile: string;
  readonly selection: Selection;
  readonly analysisId: string;
  readonly params: Readonly<Record<string, unknown>>;
}

/** Result of an analysis on selected orders. */
export interface TileOutcome {
  readonly outcome: AnalysisOutcome;
  /** Customers with an order under the selection. */
  readonly customers: number;
}

/** A tile asked for at the gate, as a file or a preview. */
export interface TileReleaseRequest {
  readonly run: TileRun;
  readonly table: string;
  readonly format: ExportFormat;
  /** View of the analysis that a picture draws; null: the table. */
  readonly view: string | null;
  /** How a picture draws groups, in place of a view. */
  readonly groups?: GroupsLook;
  readonly locale: 'en' | 'zh-CN';
  readonly theme: 'light' | 'dark';
  readonly size?: readonly [number, number];
  readonly purpose?: string;
  /** What its reader calls it: its file is named after that, and the register tells of it by that. */
  readonly called?: { readonly tile: string; readonly dashboard: string };
}

/** Customers behind a mark or a selection: those with an order under it. Ids are masked. */
export interface DrillRequest {
  readonly datasetId: DatasetId;
  readonly prepare: PrepareRequest;
  readonly selection: Selection;
  readonly orderBy:
    'customer' | 'orders' | 'revenue' | 'last_order' | 'first_order' | (typeof CUSTOMER_DIMENSIONS)[number];
  readonly descending: boolean;
  readonly offset: number;
  readonly limit: number;
  /** Whether ids that have been revealed one by one, each with its reason, are shown. */
  readonly revealed: boolean;
}

/**
 * Columns `key`, `customer`, `orders`, `revenue`, `first_order`, `last_order` of the orders under the selection, and
 * dimensions of customers that the dashboard is prepared for.
 */
export interface DrilledCustomers {
  readonly rows: Private<ResultSet>;
  readonly total: number;
}

/** The customers behind a selection. */
export interface DrilledList {
  readonly datasetId: DatasetId;
  readonly prepare: PrepareRequest;
  readonly selection: Selection;
}

/** A list of the customers behind a selection, asked for at the gate. */
export interface DrilledListRequest extends DrilledList, ListTerms {}

/** Something that is known of one customer. */
export interface CustomerAttribute {
  /** A dimension of customers, a role, or a column of the file or of a table of customers, by `source`. */
  readonly name: string;
  readonly source: 'analysis' | 'role' | 'column' | 'customers';
  /** What a column of a table of customers means; absent where it has no role. */
  readonly role?: SideRole;
  readonly value: string | null;
  /** Whether it identifies; the value is masked then unless revealed. */
  readonly masked: boolean;
  /** Whether it says what they have agreed to. */
  readonly consent: boolean;
}

/** One customer, as far as the data tell. */
export interface CustomerProfile {
  /** Masked unless revealed. */
  readonly id: string;
  readonly revealed: boolean;
  readonly key: number;
  readonly orders: number;
  readonly revenue: number | null;
  readonly firstOrder: string;
  readonly lastOrder: string;
  /** What analyses say of them, columns that have one value a customer, and what tables of customers say. */
  readonly attributes: readonly CustomerAttribute[];
  /** Kinds of tables beside the orders that are loaded. */
  readonly tables: readonly SideKind[];
  /** What they have agreed to, by purpose; null where no consents are loaded. */
  readonly consents: readonly CustomerConsent[] | null;
  /** Recency (days), frequency (orders), monetary, and their scores of 1 to 5, with segment and tier. */
  readonly rfm: {
    readonly recency: number;
    readonly frequency: number;
    readonly monetary: number | null;
    readonly r: number;
    readonly f: number;
    readonly m: number | null;
    readonly segment: string;
  } | null;
  /** The same scores at the end of earlier periods, oldest first. */
  readonly scoreHistory: readonly {
    readonly at: string;
    readonly r: number;
    readonly f: number;
    readonly m: number | null;
    readonly segment: string;
  }[];
  /** From the model of customer lifetime value, null until it was fitted. */
  readonly value: {
    /** Id of the model in use: `nbd` where the data show no dropout. */
    readonly model: string;
    /** Day of the last order of all, from which on is looked ahead. */
    readonly asOf: string;
    readonly expectedPurchases: number;
    readonly horizonDays: number;
    readonly lifetimeValue: number | null;
    readonly pAlive: number;
    /** P(alive) at the end of each week since the first order and on days with an order, ISO date and probability. */
    readonly pAliveCurve: readonly { readonly at: string; readonly p: number }[];
    /** Day by which half of such customers buy again, given that they are alive; null beyond the horizon. */
    readonly nextPurchase: string | null;
    /** Days by which a quarter and three quarters of them do; null beyond the horizon. */
    readonly nextBetween: readonly [string | null, string | null];
  } | null;
  /** About how long fitting the model would take, seconds; null where it stands, or the data have not what it needs. */
  readonly fitSeconds: number | null;
  readonly currency: string | null;
}

/** Orders of one customer, newest first, for the timeline. */
export interface CustomerOrders {
  readonly rows: Private<ResultSet>;
  readonly total: number;
}

export interface CustomerProfileRequest {
  readonly datasetId: DatasetId;
  readonly prepare: PrepareRequest;
  readonly key: number;
  /** Shows ids and what identifies; noted in the log with the reason. */
  readonly revealed: boolean;
  /** Asked for the first time that this customer is revealed; null afterwards. */
  readonly reason: string | null;
  /** Whether scores now and earlier are computed where they have not been; absent: no. */
  readonly withScores?: boolean;
  /** Whether the model of customer lifetime value is fitted where it has not been; dear. */
  readonly withValue: boolean;
}

export interface CustomerOrdersRequest {
  readonly datasetId: DatasetId;
  readonly key: number;
  readonly offset: number;
  readonly limit: number;
  /** Orders outside of it are left out; absent or null: all. */
  readonly days?: DayRange | null;
  /** A column of the rows that they are sorted by; absent: the newest first. */
  readonly orderBy?: { readonly column: string; readonly descending: boolean };
}
