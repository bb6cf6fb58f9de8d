import type { AnalysisOutcome } from './outcome.ts';
import type { CellId, DatasetId, FileId, RecordsId, RunId } from './ids.ts';
import type { CleaningReceipt, CleaningRule, FilePreview, Mapping, RuleSwitches } from './import.ts';
import type { ListConsents } from './consent.ts';
import type { ComparedRecords, CompareRequest } from './compared-records.ts';
import type { Classification, ClassificationOverride } from './classification.ts';
import type {
  CatalogRelation,
  CellOutcome,
  CellReleaseRequest,
  CellRows,
  CellRun,
  CellWindow,
  ColumnProfile,
  DocumentRequest,
  ReleasedDrawing,
  SqlInspection,
  SqlVocabulary,
} from './notebook.ts';
import type {
  AuditEvent,
  Conflict,
  Decision,
  ExportFormat,
  Policy,
  Private,
  RegisteredRelease,
  ReleasedFile,
  WithheldCell,
} from './privacy.ts';
import type {
  DeidentifyOutcome,
  DeidentifyRequest,
  Hierarchy,
  HierarchyCoverage,
  HierarchyRecipe,
  MeasureReport,
  MeasureRequest,
  RecodeReport,
  RecodeRequest,
  RecordsReleaseRequest,
  RecordsSource,
  RecordsSummary,
} from './records.ts';
import type {
  CustomerOrders,
  CustomerProfile,
  CustomerProfileRequest,
  CustomerOrdersRequest,
  DashboardFigures,
  DrilledCustomers,
  DrilledList,
  DrilledListRequest,
  DrillRequest,
  FiguresRequest,
  PreparedDashboard,
  PrepareRequest,
  TileOutcome,
  TileReleaseRequest,
  TileRun,
} from './dashboard.ts';
import type { ListTerms } from './list-terms.ts';
import type { MergeApi } from './merge-api.ts';
import type { ReadingWish } from './reading.ts';
import type { TablesApi } from './tables-api.ts';
import type { CustomerTimeline, CustomerTimelineRequest } from './timeline.ts';
import type { KeyToRestore, SigningKey, SnapshotPreview, SnapshotRequest } from './snapshot.ts';
import type { Result } from './result.ts';
import type { ResultSet } from './result-set.ts';

/** What the engine needs to start. */
export interface BootRequest {
  /** Address of DuckDB's worker script, on this origin. */
  readonly workerUrl: string;
  /** Address of the compute worker's script, on this origin. */
  readonly computeUrl: string;
  /** Address of the engine's WebAssembly, gzip-compressed, on this origin. */
  readonly wasmUrl: string;
  /** Bytes of the WebAssembly once unpacked, for progress. */
  readonly wasmBytes: number;
  /** Prefix of the locks by which the page and the engine notice that a worker has died. */
  readonly lockName: string;
  /** The policy in force. */
  readonly policy: Policy;
}

/** What the engine tells while it works. */
export type EngineEvent =
  | { readonly kind: 'boot'; readonly loadedBytes: number; readonly totalBytes: number }
  | { readonly kind: 'progress'; readonly runId: RunId; readonly progress: Progress }
  | { readonly kind: 'memory'; readonly bytes: number }
  | { readonly kind: 'decision'; readonly decision: Decision }
  | { readonly kind: 'audit'; readonly event: AuditEvent }
  /** The best answer so far of a search that goes on. */
  | { readonly kind: 'soFar'; readonly runId: RunId; readonly best: DeidentifyOutcome }
  /** DuckDB's own worker has died or can no longer be trusted; the engine must be started again. */
  | { readonly kind: 'lost' };

/** How far a run is. */
export interface Progress {
  readonly phase:
    'unpacking' | 'reading' | 'customers' | 'duplicates' | 'receipt' | 'computing' | 'exporting';
  /** 0 to 1, or null when it cannot be told. */
  readonly share: number | null;
  readonly bytes?: number;
  readonly totalBytes?: number;
  readonly rows?: number;
}

/** One check of the engine's self-test: that what must be refused is refused, and the rest works. */
export interface EngineCheck {
  /** `sandbox`: what SQL can reach. `network`: what the workers can reach. */
  readonly group: 'sandbox' | 'network';
  readonly name: string;
  readonly passed: boolean;
}

/** A slice of rows of a relation that an analysis left behind, for a list that scrolls. */
export interface RowWindow {
  readonly datasetId: DatasetId;
  readonly analysisId: string;
  /** Name of a row-level table of the analysis. */
  readonly table: string;
  readonly where: Readonly<Record<string, string | number>>;
  readonly orderBy: string;
  readonly descending: boolean;
  readonly offset: number;
  readonly limit: number;
}

/** Which file to load and how. */
export interface LoadRequest {
  readonly fileId: FileId;
  readonly datasetId: DatasetId;
  readonly mapping: Mapping;
  /** Switches that differ from the defaults. */
  readonly rules: Partial<RuleSwitches>;
  /** Open files whose rows follow those of the first, by the names of their columns. */
  readonly further?: readonly FileId[];
}

/** What the page asks the gate for. */
export interface ReleaseRequest {
  readonly datasetId: DatasetId;
  readonly analysisId: string;
  /** Name of an aggregate table of the analysis. */
  readonly table: string;
  readonly format: ExportFormat;
  /** Which view to draw, for pictures. */
  readonly view?: string;
  readonly locale: 'en' | 'zh-CN';
  readonly theme: 'light' | 'dark';
  /** Width and height of a picture, CSS pixels. */
  readonly size?: readonly [number, number];
  /** Why it is needed, in the user's words. */
  readonly purpose?: string;
}

/** Customers that may be listed: rows of a row-level table. */
export interface ListedRowsRequest {
  readonly datasetId: DatasetId;
  readonly analysisId: string;
  /** Name of a row-level table of the analysis. */
  readonly table: string;
  readonly where: Readonly<Record<string, string | number>>;
}

/** A list of customers asked for. */
export interface ListRequest extends ListedRowsRequest, ListTerms {}

/** A report of the privacy screen asked for: what it says is counts, names of columns and settings. */
export interface ReportRequest {
  readonly report: 'classification' | 'risk' | 'policy' | 'register' | 'log';
  /** Records the report is about, where it is about any. */
  readonly recordsId: RecordsId | null;
  readonly format: Extract<ExportFormat, 'print' | 'csv'>;
  readonly locale: 'en' | 'zh-CN';
}

/** What another policy would make of a table that is on a screen now. */
export interface PolicyEffect {
  readonly subject: string;
  readonly rows: number;
  readonly withheldNow: number;
  readonly withheldThen: number;
  /** Why it would not leave at all; null where it would. */
  readonly refusedNow: string | null;
  readonly refusedThen: string | null;
}

/**
 * The engine as the page sees it: plain asynchronous calls with data arguments. A call that may take long
 * has a run id, by which it is cancelled and reports progress. Failures come back as values.
 */
export interface EngineApi extends TablesApi, MergeApi {
  /** Starts DuckDB and locks its sandbox. Must be the first call. */
  boot(
    request: BootRequest,
    listener: (event: EngineEvent) => void,
  ): Promise<Result<{ readonly version: string }>>;
  /** Tries what the sandbox must refuse and what it must allow. */
  selfTest(): Promise<Result<readonly EngineCheck[]>>;
  /**
   * Opens a file: finds its dialect, reads a sample, suggests roles. Nothing is loaded yet.
   *
   * @param wish how it is to be read; absent: as is found
   */
  openFile(runId: RunId, fileId: FileId, file: File, wish?: ReadingWish): Promise<Result<FilePreview>>;
  /** Reads the sample again in another way. */
  reopenFile(runId: RunId, fileId: FileId, wish: ReadingWish): Promise<Result<FilePreview>>;
  /** Forgets a file. */
  closeFile(fileId: FileId): Promise<void>;
  /**
   * Loads the mapped columns of a file; replaces what was loaded before. Ids are chosen by the page, so that
   * the same calls can be made again after the engine was restarted.
   */
  load(runId: RunId, request: LoadRequest): Promise<Result<CleaningReceipt>>;
  /** Makes the synthetic sample orders and loads them. */
  loadSample(runId: RunId, datasetId: DatasetId): Promise<Result<CleaningReceipt>>;
  /** Switches cleaning rules; the file is not read again. */
  setRules(runId: RunId, datasetId: DatasetId, rules: RuleSwitches): Promise<Result<CleaningReceipt>>;
  /** Rows that a rule applies to, as they stand in the file. */
  setAsideRows(
    runId: RunId,
    datasetId: DatasetId,
    rule: CleaningRule | 'malformed',
    offset: number,
    limit: number,
  ): Promise<Result<Private<ResultSet>>>;
  /** Runs an analysis; `params` are checked against its schema and defaults are filled in. */
  analyse(
    runId: RunId,
    datasetId: DatasetId,
    analysisId: string,
    params: Readonly<Record<string, unknown>>,
  ): Promise<Result<AnalysisOutcome>>;
  /** Rows of a row-level table the analysis has left in the engine. */
  rows(runId: RunId, window: RowWindow): Promise<Result<Private<ResultSet>>>;
  /** The same table as it would leave: the gate's decision without a file. */
  preview(runId: RunId, request: ReleaseRequest): Promise<Result<ReleasePreview>>;
  /** Asks the gate for a file. The bytes exist only if it agrees. */
  release(runId: RunId, request: ReleaseRequest): Promise<Result<ReleasedFile>>;
  /** Tightens the policy; asking for a looser one than the host's is refused. */
  setPolicy(policy: Policy): Promise<Result<Policy>>;
  /** What another policy would make of the results on screen. Nothing changes. */
  policyEffects(runId: RunId, policy: Policy): Promise<Result<readonly PolicyEffect[]>>;
  /** Everything that has been released of the loaded data, in this tab and before, oldest first. */
  releases(runId: RunId): Promise<Result<readonly RegisteredRelease[]>>;
  /** Where the customers of a list stand on consent. */
  listConsents(runId: RunId, request: ListedRowsRequest): Promise<Result<Private<ListConsents>>>;
  /** Asks the gate for a list of customers. */
  releaseList(runId: RunId, request: ListRequest): Promise<Result<ReleasedFile>>;
  /** Asks the gate for a report of the privacy screen. */
  releaseReport(runId: RunId, request: ReportRequest): Promise<Result<ReleasedFile>>;
  /** Shows masked columns of a preview as they stand in the file; the log tells of it. */
  reveal(
    runId: RunId,
    fileId: FileId,
    columns: readonly string[],
    reason: string | null,
  ): Promise<Result<FilePreview>>;
  /**
   * Destroys the key behind all pseudonyms: those that were made can never be linked to their values, or to new ones,
   * again. The log tells of it.
   */
  destroyPseudonymKey(runId: RunId): Promise<Result<null>>;
  /** Takes up rows about people and classifies their columns. */
  takeRecords(runId: RunId, recordsId: RecordsId, source: RecordsSource): Promise<Result<RecordsSummary>>;
  /** Confirms or overrides what is thought of columns; the log tells of it. */
  classify(
    runId: RunId,
    recordsId: RecordsId,
    overrides: readonly ClassificationOverride[],
  ): Promise<Result<Classification>>;
  /** Makes a hierarchy for a column; without a recipe, the one that suits its values. */
  makeHierarchy(
    runId: RunId,
    recordsId: RecordsId,
    column: string,
    recipe: HierarchyRecipe | null,
  ): Promise<Result<HierarchyCoverage>>;
  /** Sets a hierarchy, as edited or as loaded from a file, against the values of its column. */
  checkHierarchy(
    runId: RunId,
    recordsId: RecordsId,
    hierarchy: Hierarchy,
  ): Promise<Result<HierarchyCoverage>>;
  /** Measures k and its kin, risks, and what isolates people. */
  measure(runId: RunId, request: MeasureRequest): Promise<Result<MeasureReport>>;
  /** Searches for the generalisation that meets the models at the least loss. */
  deidentify(runId: RunId, request: DeidentifyRequest): Promise<Result<DeidentifyOutcome>>;
  /** Makes the de-identified table; it stays in the engine. */
  recode(runId: RunId, request: RecodeRequest): Promise<Result<RecodeReport>>;
  /** Charts of the de-identified table made last and of the records it was made from. Nothing leaves. */
  compareCharts(runId: RunId, request: CompareRequest): Promise<Result<ComparedRecords>>;
  /** Asks the gate for the de-identified table made last. */
  releaseRecords(runId: RunId, request: RecordsReleaseRequest): Promise<Result<ReleasedFile>>;
  /** What SQL reads; nothing runs. Fails with an error `sql.*`, which says where. */
  inspectSql(runId: RunId, text: string): Promise<Result<SqlInspection>>;
  /** Runs a cell of the notebook; what it makes replaces what it made before. */
  runCell(runId: RunId, request: CellRun): Promise<Result<CellOutcome>>;
  /** Forgets what a cell has made. */
  dropCell(runId: RunId, cell: CellId): Promise<Result<null>>;
  /** Rows of a relation that cells can read. */
  cellRows(runId: RunId, window: CellWindow): Promise<Result<Private<CellRows>>>;
  /** What is in a column of such a relation. */
  cellProfile(runId: RunId, relation: string, column: string): Promise<Result<Private<ColumnProfile>>>;
  /** Every relation that cells can read now. */
  catalog(runId: RunId): Promise<Result<readonly CatalogRelation[]>>;
  /** Words of the engine's SQL. */
  sqlVocabulary(runId: RunId): Promise<Result<SqlVocabulary>>;
  /** A result of a cell as it would leave. */
  previewCell(runId: RunId, request: CellReleaseRequest): Promise<Result<ReleasePreview>>;
  /** Asks the gate for a result of a cell. */
  releaseCell(runId: RunId, request: CellReleaseRequest): Promise<Result<ReleasedFile>>;
  /** Asks the gate for a document: the notebook, its SQL, or a report of its results. */
  releaseDocument(runId: RunId, request: DocumentRequest): Promise<Result<ReleasedFile>>;
  /**
   * Prepares a dashboard that is likely to be opened, while nothing else is asked of the engine and memory allows it.
   * Whatever is asked for comes first. Null: nothing any more.
   */
  prepareAhead(request: PrepareRequest | null): Promise<Result<true>>;
  /** Makes what tiles of a dashboard are read from; costs nothing where it stands. */
  prepareDashboard(runId: RunId, request: PrepareRequest): Promise<Result<PreparedDashboard>>;
  /** Figures of all tiles under a selection; prepares first where that has not been done. */
  dashboardFigures(runId: RunId, request: FiguresRequest): Promise<Result<Private<DashboardFigures>>>;
  /** Runs an analysis on the selected orders, for a tile. */
  runTile(runId: RunId, request: TileRun): Promise<Result<TileOutcome>>;
  /** A tile as it would leave. */
  previewTile(runId: RunId, request: TileReleaseRequest): Promise<Result<ReleasePreview>>;
  /** Asks the gate for a tile. */
  releaseTile(runId: RunId, request: TileReleaseRequest): Promise<Result<ReleasedFile>>;
  /** Customers behind a selection. */
  drillCustomers(runId: RunId, request: DrillRequest): Promise<Result<DrilledCustomers>>;
  /** Asks the gate for a list of the customers behind a selection. */
  releaseDrilled(runId: RunId, request: DrilledListRequest): Promise<Result<ReleasedFile>>;
  /** One customer; revealing is noted in the log. */
  customerProfile(runId: RunId, request: CustomerProfileRequest): Promise<Result<Private<CustomerProfile>>>;
  /** Where the customers behind a selection stand on consent. */
  drilledConsents(runId: RunId, request: DrilledList): Promise<Result<Private<ListConsents>>>;
  /** What has happened with one customer, in pages. */
  customerTimeline(
    runId: RunId,
    request: CustomerTimelineRequest,
  ): Promise<Result<Private<CustomerTimeline>>>;
  /** Orders of one customer. */
  customerOrders(runId: RunId, request: CustomerOrdersRequest): Promise<Result<CustomerOrders>>;
  /** A snapshot as it would leave. Nothing leaves. */
  previewSnapshot(runId: RunId, request: SnapshotRequest): Promise<Result<SnapshotPreview>>;
  /** Asks the gate for a snapshot. */
  releaseSnapshot(runId: RunId, request: SnapshotRequest): Promise<Result<ReleasedFile>>;
  /** The key snapshots are signed with: reads it, makes one where there is none, or replaces it. */
  signingKey(runId: RunId, action: 'read' | 'make' | 'replace'): Promise<Result<SigningKey | null>>;
  /** Asks the gate for that key as a file which only the passphrase opens. */
  backUpSigningKey(runId: RunId, passphrase: string): Promise<Result<ReleasedFile>>;
  /** Takes that key from its backup, in place of the one there is. */
  restoreSigningKey(runId: RunId, request: KeyToRestore): Promise<Result<SigningKey>>;
  /** Stops a run. True when there was something to stop. */
  cancel(runId: RunId): Promise<boolean>;
  /** Bytes the engine holds. */
  memory(): Promise<number>;
}

/** A table as it would leave, and why parts of it would not. */
export interface ReleasePreview {
  readonly table: ResultSet;
  readonly decision: Decision;
  /** What an attacker could infer of each withheld count from what would leave. */
  readonly withheld: readonly WithheldCell[];
  readonly conflicts: readonly Conflict[];
  /** How a chart of it is drawn, where one was asked for in a notebook. */
  readonly drawing?: ReleasedDrawing;
}
