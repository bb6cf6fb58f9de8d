import type { CellId, DatasetId } from './ids.ts';
import type { Role } from './import.ts';
import type { AnalysisOutcome } from './outcome.ts';
import type { ExportFormat, Private } from './privacy.ts';
import type { ColumnType, ResultSet, Unit, Value } from './result-set.ts';

/** What an input cell stands for in SQL, written `$name`, and in parameters of analyses. */
export type InputValue =
  /** ISO date; in SQL a DATE */
  | { readonly type: 'date'; readonly value: string }
  | { readonly type: 'number'; readonly value: number }
  | { readonly type: 'text'; readonly value: string }
  /** several texts; in SQL a list, for `segment IN $name` */
  | { readonly type: 'texts'; readonly values: readonly string[] };

/** A column of a relation that cells can read. */
export interface CatalogColumn {
  readonly name: string;
  readonly type: ColumnType;
  /** DuckDB's own name of the type. */
  readonly sqlType: string;
  readonly unit?: Unit;
  /** Role it was given when the file was loaded; null for none. */
  readonly role: Role | null;
  /** Whether its values name or number one customer. */
  readonly identifier: boolean;
}

/** A table or view that SQL can name: the loaded data, or what a cell has made. */
export interface CatalogRelation {
  /** As it is written in SQL, e.g. `orders`, `vip`, `rfm.segments`. */
  readonly name: string;
  readonly columns: readonly CatalogColumn[];
  readonly rowCount: number;
  /** Cell that makes it; null for loaded data. */
  readonly cell: CellId | null;
  /** `rows`: one row a customer or order; `aggregate`: figures on groups with their contributors; `unknown`: free SQL. */
  readonly kind: 'rows' | 'aggregate' | 'unknown';
}

/** What SQL reads, found without running it. */
export interface SqlInspection {
  /** Relations as written, without those it defines itself by WITH; in order of appearance, each once. */
  readonly reads: readonly string[];
  /** Names of `$name` parameters, each once. */
  readonly parameters: readonly string[];
}

/** Where in the text of a cell an error is: offsets of UTF-16 units, `to` exclusive. */
export interface TextSpan {
  readonly from: number;
  readonly to: number;
}

/** Where the orders of an analysis cell come from. */
export interface AnalysisSource {
  /** A relation of another cell. */
  readonly relation: string;
  /** Its column for each role. */
  readonly roles: Partial<Readonly<Record<Role, string>>>;
}

/** How a figure of a chart is made of the rows of a category. */
export type Aggregate = 'none' | 'count' | 'distinct' | 'sum' | 'mean' | 'median' | 'min' | 'max';

/** Ways a chart cell can draw. `region`: bars by region, the largest first, with Chinese province names. */
export const CHART_KINDS = [
  'bar',
  'grouped',
  'stacked',
  'line',
  'area',
  'scatter',
  'histogram',
  'box',
  'heatmap',
  'funnel',
  'sankey',
  'treemap',
  'region',
] as const;
export type ChartKind = (typeof CHART_KINDS)[number];

/**
 * What a chart cell draws of a relation. Columns are names of the relation's columns.
 *
 * | kind | x | y | series |
 * | --- | --- | --- | --- |
 * | bar, treemap, region, funnel | category | figure | – |
 * | grouped, stacked | category | figure | category |
 * | line, area | time, number or ordered category | figure | category or null |
 * | scatter | number | figure (`none`) | category or null |
 * | histogram | number | – (counts rows) | – |
 * | box | category or null | figure (`none`) | – |
 * | heatmap | category | figure | category (rows) |
 * | sankey | from | figure | to |
 */
export interface ChartChoice {
  readonly kind: ChartKind;
  readonly x: string | null;
  readonly y: string | null;
  readonly aggregate: Aggregate;
  readonly series: string | null;
  /** Length of the period that dates are put together by; null: as they are. */
  readonly grain: 'day' | 'week' | 'month' | 'quarter' | 'year' | null;
  /** `x`: by category or time; `y`: the largest first; `table`: as the rows come. */
  readonly order: 'x' | 'y' | 'table';
  /** Most categories drawn; the rest is put together as others where figures add up. */
  readonly most: number;
}

/** What one cell is to run. Names of relations are unique among the cells of a document. */
export type CellRun =
  | {
      readonly kind: 'sql';
      readonly cell: CellId;
      readonly datasetId: DatasetId;
      /** Relation it makes. */
      readonly name: string;
      readonly sql: string;
      readonly inputs: Readonly<Record<string, InputValue>>;
    }
  | {
      /** Also metric cells, whose analysis is `metric`. Makes relations `name.table`. */
      readonly kind: 'analysis';
      readonly cell: CellId;
      readonly datasetId: DatasetId;
      readonly name: string;
      readonly analysisId: string;
      /** Inputs filled in. */
      readonly params: Readonly<Record<string, unknown>>;
      /** Null: the loaded orders. */
      readonly source: AnalysisSource | null;
    }
  | {
      readonly kind: 'chart';
      readonly cell: CellId;
      readonly datasetId: DatasetId;
      readonly relation: string;
      /** Null: what suits the types of its columns. */
      readonly choice: ChartChoice | null;
    };

/** What a run of a cell has found. */
export type CellOutcome =
  | {
      readonly kind: 'sql';
      readonly relation: CatalogRelation;
      /** Its first rows, {@link FIRST_ROWS} at most. */
      readonly first: Private<ResultSet>;
      readonly elapsedMs: number;
      /** Bytes the engine holds more than before the run; may be negative. */
      readonly memoryBytes: number;
    }
  | {
      readonly kind: 'analysis';
      readonly outcome: AnalysisOutcome;
      readonly relations: readonly CatalogRelation[];
      readonly elapsedMs: number;
      readonly memoryBytes: number;
    }
  | {
      readonly kind: 'chart';
      readonly data: Private<ChartData>;
      readonly elapsedMs: number;
      readonly memoryBytes: number;
    };

/** Rows of a relation that come with its outcome, so that they are drawn at once. */
export const FIRST_ROWS = 200;

/** Figures of a chart, already put together; `src/charts/builder` draws them. */
export interface ChartData {
  /** With everything filled in. */
  readonly choice: ChartChoice;
  readonly relation: string;
  /**
   * Columns `x`, `series`, `y` as the kind has them; a histogram has `low`, `high`, `y`; a box has `x`, `low`, `q1`,
   * `median`, `q3`, `high`, `n`. Types are those of the figures, units those of the columns they come from. Four columns
   * of truth values may stand beside them, absent where no row has them: `others` (the row is the rest of the categories
   * of `x`), `seriesOthers` (that of `series`), `incomplete` (the data end within its period), `withheld` (its figures
   * were withheld by the gate).
   */
  readonly result: ResultSet;
  /** Categories put together as others; 0 for none. */
  readonly others: number;
  /** Rows of the relation, and those drawn of them where a scatter draws a sample. */
  readonly rows: number;
  readonly drawn: number;
  readonly currency: string | null;
}

/** How a table that the gate has let out is drawn as a chart. */
export interface ReleasedDrawing {
  readonly choice: ChartChoice;
  /** Columns of the released table that stand in the places of the chart. */
  readonly columns: { readonly x: string; readonly y: string; readonly series: string | null };
  /** Column that counts the customers behind each row. */
  readonly contributors: string;
  /** Whether the rows are already in the order of the chart, and no more than it draws. */
  readonly arranged: boolean;
  readonly relation: string;
  /** Categories put together as others; 0 for none. */
  readonly others: number;
  readonly currency: string | null;
}

/** A condition on a column of a grid. */
export type CellFilter =
  | { readonly column: string; readonly op: 'contains'; readonly text: string }
  | { readonly column: string; readonly op: 'in'; readonly values: readonly Value[] }
  | { readonly column: string; readonly op: 'between'; readonly low: Value; readonly high: Value }
  | { readonly column: string; readonly op: 'empty' | 'notEmpty' };

/** A slice of a relation, for a grid that scrolls. */
export interface CellWindow {
  readonly relation: string;
  readonly order: readonly { readonly column: string; readonly descending: boolean }[];
  readonly filters: readonly CellFilter[];
  readonly offset: number;
  readonly limit: number;
}

/** How rows are sorted, and which of them are left. */
export type RowArrangement = Pick<CellWindow, 'order' | 'filters'>;

/** Rows of a slice, and how many there are in all under its filters. */
export interface CellRows {
  readonly rows: ResultSet;
  readonly total: number;
}

/** What is in a column, for the head of a grid. */
export interface ColumnProfile {
  readonly column: string;
  readonly rows: number;
  readonly nulls: number;
  readonly distinct: number;
  /** Numbers, dates: ends and middle. */
  readonly min: Value;
  readonly max: Value;
  readonly mean: number | null;
  readonly median: Value;
  /** Numbers and dates: counts in bins between `min` and `max`; else empty. */
  readonly bins: readonly number[];
  /** Texts: the most frequent values with their rows, the most frequent first. Identifiers: none. */
  readonly top: readonly { readonly value: Value; readonly rows: number }[];
  /** Whether `distinct` and `median` are estimates, as for columns of many rows. */
  readonly estimated?: boolean;
}

/** Words of DuckDB's SQL for completion. */
export interface SqlVocabulary {
  readonly keywords: readonly string[];
  readonly functions: readonly {
    readonly name: string;
    readonly kind: 'scalar' | 'aggregate' | 'table' | 'macro';
  }[];
}

/** How a result of free SQL may be read by the gate: what its writer says of its columns. */
export interface SqlDeclaration {
  /** Column that counts the distinct customers behind each row. */
  readonly contributors: string;
  /** Columns that name the groups; the others are measures. */
  readonly groups: readonly string[];
}

/** Rows and columns of a table to copy. */
export interface RangeToCopy {
  /** First row and the row after the last, as they stand under `arrangement`. */
  readonly from: number;
  readonly to: number;
  /** Names of columns, in the order in which they are wanted. */
  readonly columns: readonly string[];
  /** How the rows are sorted and filtered on screen; absent: as they come. */
  readonly arrangement?: RowArrangement;
}

/** A result of a cell asked for. */
export interface CellReleaseRequest {
  readonly cell: CellId;
  readonly relation: string;
  /** `clipboard` formats are text that the page puts there. */
  readonly format: ExportFormat;
  /** How a picture draws it; null for a table. */
  readonly choice: ChartChoice | null;
  /** A view of the analysis, for a picture of it. */
  readonly view: string | null;
  /** For free SQL. */
  readonly declaration: SqlDeclaration | null;
  /** What is copied of it; null: all. */
  readonly range: RangeToCopy | null;
  readonly locale: 'en' | 'zh-CN';
  readonly theme: 'light' | 'dark';
  readonly size?: readonly [number, number];
  readonly purpose?: string;
}

/** A piece of a report: words, or a result of a cell as it is on screen. */
export type ReportPart =
  | { readonly kind: 'text'; readonly markdown: string }
  | { readonly kind: 'input'; readonly name: string; readonly value: InputValue }
  | {
      readonly kind: 'result';
      readonly title: string;
      readonly cell: CellId;
      readonly relation: string;
      readonly view: string | null;
      readonly choice: ChartChoice | null;
      readonly declaration: SqlDeclaration | null;
    };

/** A document asked for, as a file: the notebook itself, its SQL, or its report. */
export type DocumentRequest =
  | {
      /** What the user has written, without results. Refused where it names a customer. */
      readonly form: 'document';
      readonly title: string;
      readonly text: string;
      readonly locale: 'en' | 'zh-CN';
    }
  | {
      /** SQL that DuckDB's command line runs on the same file, with a data dictionary in comments. */
      readonly form: 'script';
      readonly title: string;
      readonly datasetId: DatasetId;
      readonly cells: readonly ScriptCell[];
      readonly locale: 'en' | 'zh-CN';
    }
  | {
      readonly form: 'report';
      readonly title: string;
      readonly datasetId: DatasetId;
      readonly parts: readonly ReportPart[];
      readonly locale: 'en' | 'zh-CN';
      readonly theme: 'light' | 'dark';
    };

/** A cell of a script, in the order they run. */
export type ScriptCell =
  | { readonly kind: 'text'; readonly markdown: string }
  | { readonly kind: 'input'; readonly name: string; readonly value: InputValue }
  | { readonly kind: 'run'; readonly run: Exclude<CellRun, { kind: 'chart' }> };
