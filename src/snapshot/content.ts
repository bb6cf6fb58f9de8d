import type { DashboardMeasure } from '../contract/dashboard.ts';
import type { Decision } from '../contract/privacy.ts';
import type { ColumnType, Unit, Value } from '../contract/result-set.ts';

/** Languages of a snapshot; every one of its sentences stands in it in both. */
export const LANGUAGES = ['en', 'zh-CN'] as const;
export type SnapshotLanguage = (typeof LANGUAGES)[number];

/** A sentence in both languages. */
export type Words = Readonly<Record<SnapshotLanguage, string>>;

/** As somebody has written it, or what a template wrote, in both languages. */
export type Written = string | Words;

/** A column of a released table. */
export interface SnapshotColumn {
  /** Name in the result, for programs. */
  readonly name: string;
  readonly label: Words;
  /** `group`: says which group a row is; `figure`: a figure on it. */
  readonly meaning: 'group' | 'figure';
  readonly type: ColumnType;
  readonly unit: Unit | null;
  /** ISO 4217 of a column of money; null when the data have none. */
  readonly currency: string | null;
  /** Dimension that a column of groups stands for, e.g. `segment`: tables with the same one are sliced together. */
  readonly dimension: string | null;
  /** In row order; null where there is none, and where it is withheld. Days are milliseconds since 1970 UTC. */
  readonly values: readonly Value[];
  /** Rows whose figure is withheld, ascending. */
  readonly withheld: readonly number[];
  /** How values read where they do not read as they are; the name of null is the empty text. */
  readonly valueWords: Readonly<Record<string, Words>>;
}

/** A released table: nothing that has not passed the gate. */
export interface SnapshotTable {
  readonly columns: readonly SnapshotColumn[];
  readonly rowCount: number;
}

/** A drawing for each language: SVG as it can stand inside a page, colours as variables. */
export type Pictures = Readonly<Record<SnapshotLanguage, string>>;

/** A figure, `withheld`, or null where the data do not reach. */
export type FigureValue = number | 'withheld' | null;

/** One measure of a figure tile. */
export interface SnapshotFigure {
  readonly measure: DashboardMeasure;
  readonly label: Words;
  readonly unit: Unit;
  readonly currency: string | null;
  /** The window it is told for, in words; empty where there is none. */
  readonly window: Words;
  readonly now: FigureValue;
  /** Over the window before, and over the same window a year earlier. */
  readonly before: FigureValue;
  readonly yearBefore: FigureValue;
  readonly target: number | null;
  /** Whether the target is met; null without a target or a figure. */
  readonly light: 'good' | 'near' | 'missed' | null;
}

interface TileHead {
  /** Of the dashboard it was made from. */
  readonly tile: string;
  /** As the user wrote it, else in both languages. */
  readonly title: Words;
  /** Columns of twelve that it takes; absent: all of them. */
  readonly width?: number | undefined;
}

interface ReleasedTile extends TileHead {
  /** What stands under the title, as markup that Markdown became: elements without attributes; empty for none. */
  readonly note: Written;
  /** What was done to its figures before they left, sentence by sentence. */
  readonly about: readonly Words[];
  /** Rows of its tables with a figure withheld. */
  readonly suppressedRows: number;
}

/** A tile of a snapshot. */
export type SnapshotTileContent =
  | (TileHead & {
      readonly kind: 'text';
      /** Markup that Markdown became: elements without attributes. */
      readonly html: Written;
    })
  | (TileHead & {
      readonly kind: 'refused';
      /** Why it did not leave. */
      readonly reason: Words;
    })
  | (ReleasedTile & {
      readonly kind: 'figure';
      readonly figures: readonly SnapshotFigure[];
      /** One row a period: the group column first, then the measures by name. */
      readonly series: SnapshotTable;
    })
  | (ReleasedTile & {
      readonly kind: 'table';
      readonly table: SnapshotTable;
      /** Null: the table alone. */
      readonly pictures: Pictures | null;
    });

/** A page of the dashboard. */
export interface SnapshotPage {
  readonly title: Words;
  readonly tiles: readonly SnapshotTileContent[];
}

/** Where the figures come from and under which terms they left. */
export interface SnapshotProvenance {
  /** Of the data set, salted; null where there is none. */
  readonly fingerprint: string | null;
  /** Whether the figures come from the sample data. */
  readonly synthetic: boolean;
  /** First and last day of the orders, ISO; null where there are none. */
  readonly firstDay: string | null;
  readonly lastDay: string | null;
  /** Conditions in force; empty: all customers. */
  readonly filters: readonly Words[];
  readonly purpose: string;
  /** Fewest customers behind a figure. */
  readonly threshold: number;
  /** Every setting of the policy: what it is on, and what it says. */
  readonly policy: readonly { readonly on: Words; readonly says: Words }[];
  /** Rows with a figure withheld, and tiles left out. */
  readonly suppressedRows: number;
  readonly refusedTiles: number;
  /** Version of the program and hash of its build. */
  readonly version: string;
  readonly build: string;
  /** ISO 8601, UTC. */
  readonly createdAt: string;
}

/** A decision on a part of the snapshot, without what only the log of the app needs. */
export type SnapshotDecision = Pick<
  Decision,
  'id' | 'at' | 'subject' | 'format' | 'outcome' | 'threshold' | 'rows' | 'suppressedRows' | 'reasons'
>;

/** Everything a snapshot shows. */
export interface SnapshotContent {
  readonly title: Written;
  /** Language and theme it opens in; null: the reader's own theme. */
  readonly locale: SnapshotLanguage;
  readonly theme: 'light' | 'dark' | null;
  readonly pages: readonly SnapshotPage[];
  readonly provenance: SnapshotProvenance;
  /** Decisions on its tiles, in the order they were taken. */
  readonly decisions: readonly SnapshotDecision[];
  /** Colours that drawings name by variables: name (`--…`), colour in the light theme and in the dark one. */
  readonly colours: Readonly<Record<string, readonly [light: string, dark: string]>>;
}

/** The style and the script of every snapshot: what the build made of `src/snapshot/viewer`. */
export interface ViewerAssets {
  readonly style: string;
  readonly script: string;
}
