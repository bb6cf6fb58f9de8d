import type { DashboardGrain, DayRange } from '../contract/dashboard.ts';
import type { Decision, Policy } from '../contract/privacy.ts';
import type { ColumnType, Unit, Value } from '../contract/result-set.ts';

/** The same in both languages of a snapshot. */
export interface InBoth<T = string> {
  readonly en: T;
  readonly 'zh-CN': T;
}

/** Lines of a note: what each is on, and what it says. */
export type NoteLines = readonly (readonly [string, string])[];

/** A column of a table as it left. What the gate needs and nobody sees is not there. */
export interface SnapshotColumn {
  /** Name in the result, for programs. */
  readonly name: string;
  readonly title: InBoth;
  readonly meaning: 'group' | 'contributors' | 'measure';
  readonly type: ColumnType;
  readonly unit: Unit | null;
  /** ISO 4217, where the unit is currency and the data have one. */
  readonly currency: string | null;
  /** Days and times are milliseconds since 1970 UTC. */
  readonly values: readonly Value[];
  /** Rows whose figure is withheld; their value is null. */
  readonly withheld: readonly number[];
  /** What texts among the values are called, where that differs from the text. */
  readonly names: Readonly<Record<string, InBoth>>;
  /** What a value of null is called in a group column, where it stands for all groups. */
  readonly totalName: InBoth | null;
}

/** A table as it left. */
export interface SnapshotTable {
  /** What was asked for, e.g. `metric/cells`. */
  readonly subject: string;
  readonly title: InBoth;
  readonly rows: number;
  readonly columns: readonly SnapshotColumn[];
  /** Rows whose figures are withheld. */
  readonly suppressedRows: number;
  /** What it is, what has been done to its figures, and the policy it left under. */
  readonly notes: InBoth<NoteLines>;
}

/** A drawing of a released table. */
export interface SnapshotPicture {
  /** An `<svg>` element with a title and a description; its colours are variables, `var(--name,#light)`. */
  readonly svg: InBoth;
}

/** A figure with what it is compared with; null where it is withheld or the data do not reach that far. */
export interface SnapshotFigure {
  readonly measure: string;
  readonly title: InBoth;
  readonly unit: Unit;
  readonly currency: string | null;
  readonly now: number | null;
  readonly before: number | null;
  readonly yearBefore: number | null;
}

/** First and last period of a window. */
export type SnapshotWindow = readonly [string, string];

/** A tile of a snapshot. */
export type SnapshotTileContent =
  /** Markup made of the words: no attributes, no addresses. */
  | { readonly kind: 'text'; readonly tile: string; readonly title: string; readonly html: string }
  | {
      readonly kind: 'figure';
      readonly tile: string;
      readonly title: string;
      readonly note: string;
      readonly figures: readonly SnapshotFigure[];
      readonly target: number | null;
      readonly grain: DashboardGrain;
      readonly windows: {
        readonly now: SnapshotWindow | null;
        readonly before: SnapshotWindow | null;
        readonly yearBefore: SnapshotWindow | null;
      };
      /** By period; the row without one is over all of them. */
      readonly series: SnapshotTable;
      readonly picture: SnapshotPicture | null;
    }
  | {
      readonly kind: 'table';
      readonly tile: string;
      readonly title: string;
      readonly note: string;
      readonly table: SnapshotTable;
      readonly picture: SnapshotPicture | null;
    }
  /** Why it did not leave. */
  | { readonly kind: 'refused'; readonly tile: string; readonly title: string; readonly reason: InBoth };

/** Where a snapshot comes from, and what it left under. */
export interface SnapshotProvenance {
  /** Of the data, salted as in the register; hex. */
  readonly fingerprint: string;
  readonly synthetic: boolean;
  /** Days of the first and last order that figures are of; ISO. */
  readonly period: DayRange | null;
  readonly grain: DashboardGrain;
  /** Conditions in force, in words. */
  readonly filters: InBoth<readonly string[]>;
  readonly purpose: string;
  readonly policy: Policy;
  readonly policyInWords: InBoth<NoteLines>;
  /** Rows withheld, by tile. */
  readonly suppressed: readonly { readonly tile: string; readonly rows: number }[];
  /** Version of the program that made it. */
  readonly build: string;
  /** ISO 8601, UTC. */
  readonly createdAt: string;
}

/** A release that a snapshot is made of, as it stands in the log of the gate. */
export type SnapshotRelease = Pick<
  Decision,
  'id' | 'at' | 'subject' | 'format' | 'threshold' | 'rows' | 'suppressedRows' | 'reasons'
>;

/** Everything that a snapshot says: words as they were written, and released figures. */
export interface SnapshotContent {
  readonly title: string;
  /** Language and theme it opens in; both of each are in it. */
  readonly locale: keyof InBoth;
  readonly theme: 'light' | 'dark';
  readonly pages: readonly { readonly title: string; readonly tiles: readonly SnapshotTileContent[] }[];
  /** Colours of the pictures, by the name of their variable. */
  readonly colours: Readonly<Record<string, readonly [light: string, dark: string]>>;
  readonly provenance: SnapshotProvenance;
  /** In the order they were decided on. */
  readonly releases: readonly SnapshotRelease[];
}
