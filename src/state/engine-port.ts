import type { EngineApi, Progress, RowWindow } from '../contract/engine-api.ts';
import type { Remote } from 'comlink';
import type { FileId, RunId } from '../contract/ids.ts';
import type { Mapping, RuleSwitches } from '../contract/import.ts';
import type { AuditEvent, Decision, Policy } from '../contract/privacy.ts';
import type { DeidentifyOutcome, DeidentifyRequest, RecordsSource } from '../contract/records.ts';
import type { ReadingWish } from '../contract/reading.ts';
import type { Result } from '../contract/result.ts';
import type { LoadedFiles } from './loaded-files.ts';

/** How a call is watched and stopped. */
export interface RunControl {
  /** Told as the run moves on; at most a few times a second. */
  readonly onProgress?: (progress: Progress) => void;
  /** Aborting it stops the run; the call then returns the error `engine.cancelled`. */
  readonly signal?: AbortSignal;
}

/** A method of the engine without its run id: the client makes one for each call. */
type Run<M> = M extends (runId: infer _Id, ...args: infer A) => infer R
  ? (...args: [...A, control?: RunControl]) => R
  : never;

/** One call of the engine, under the run id that cancels it. */
export type EngineCall<T> = (api: Remote<EngineApi>, runId: RunId) => Promise<Result<T>>;

/** What the engine does with rows about people: classify, measure, de-identify. */
export interface RecordsPort {
  take: (source: RecordsSource, control?: RunControl) => ReturnType<EngineApi['takeRecords']>;
  classify: Run<EngineApi['classify']>;
  makeHierarchy: Run<EngineApi['makeHierarchy']>;
  checkHierarchy: Run<EngineApi['checkHierarchy']>;
  measure: Run<EngineApi['measure']>;
  /** `onSoFar` of the control is told the best answer so far. */
  deidentify: (
    request: DeidentifyRequest,
    control?: RunControl & { readonly onSoFar?: (best: DeidentifyOutcome) => void },
  ) => ReturnType<EngineApi['deidentify']>;
  recode: Run<EngineApi['recode']>;
  compareCharts: Run<EngineApi['compareCharts']>;
  release: Run<EngineApi['releaseRecords']>;
}

/** What the engine does with cells of a notebook. */
export interface NotebookPort {
  inspect: Run<EngineApi['inspectSql']>;
  runCell: Run<EngineApi['runCell']>;
  drop: Run<EngineApi['dropCell']>;
  rows: Run<EngineApi['cellRows']>;
  profile: Run<EngineApi['cellProfile']>;
  catalog: (control?: RunControl) => ReturnType<EngineApi['catalog']>;
  vocabulary: (control?: RunControl) => ReturnType<EngineApi['sqlVocabulary']>;
  preview: Run<EngineApi['previewCell']>;
  release: Run<EngineApi['releaseCell']>;
  releaseDocument: Run<EngineApi['releaseDocument']>;
}

/** What the engine does for dashboards. */
export interface DashboardPort {
  prepareAhead: EngineApi['prepareAhead'];
  prepare: Run<EngineApi['prepareDashboard']>;
  figures: Run<EngineApi['dashboardFigures']>;
  runTile: Run<EngineApi['runTile']>;
  previewTile: Run<EngineApi['previewTile']>;
  releaseTile: Run<EngineApi['releaseTile']>;
  drill: Run<EngineApi['drillCustomers']>;
  releaseDrilled: Run<EngineApi['releaseDrilled']>;
  customer: Run<EngineApi['customerProfile']>;
  drilledConsents: Run<EngineApi['drilledConsents']>;
  customerOrders: Run<EngineApi['customerOrders']>;
  customerTimeline: Run<EngineApi['customerTimeline']>;
  previewSnapshot: Run<EngineApi['previewSnapshot']>;
  releaseSnapshot: Run<EngineApi['releaseSnapshot']>;
  signingKey: Run<EngineApi['signingKey']>;
  backUpSigningKey: Run<EngineApi['backUpSigningKey']>;
  restoreSigningKey: Run<EngineApi['restoreSigningKey']>;
}

/** What the engine does with tables beside the orders, and with all tables as such. */
export interface TablesPort {
  load: Run<EngineApi['loadTable']>;
  drop: Run<EngineApi['dropTable']>;
  all: (control?: RunControl) => ReturnType<EngineApi['tables']>;
  differences: Run<EngineApi['differences']>;
  profile: Run<EngineApi['profileTable']>;
  releaseProfile: Run<EngineApi['releaseProfile']>;
}

/** What the engine does with customers of several systems. */
export interface MergePort {
  tables: (control?: RunControl) => ReturnType<EngineApi['mergeTables']>;
  preview: Run<EngineApi['previewMerge']>;
  merge: Run<EngineApi['mergeCustomers']>;
}

/** Where the engine is in its life. */
export type EngineStatus = 'idle' | 'starting' | 'ready' | 'restarting' | 'failed';

/** Makes the policy to start with of the host's: the same one where the user has set nothing. */
export type OwnPolicy = (host: Policy) => Promise<Policy>;

/** How far the engine's own file has come. */
export interface BootProgress {
  readonly loadedBytes: number;
  readonly totalBytes: number;
}

/** What the seal's self-test tries; the texts are `seal.<id>` in the catalogues. */
export const SEAL_CHECK_IDS = [
  'secureContext',
  'csp',
  'serviceWorker',
  'otherOrigin',
  'workerOtherOrigin',
  'sandbox',
] as const;
export type SealCheckId = (typeof SEAL_CHECK_IDS)[number];

/** One thing the seal's self-test has tried. */
export interface SealCheck {
  readonly id: SealCheckId;
  /** `absent` where this browser or visit has not got it and the other guards stand in. */
  readonly outcome: 'pending' | 'passed' | 'failed' | 'absent';
  /** What was measured, as it is: a directive, a count, an error name. Not translated. */
  readonly measured: string;
}

/**
 * The engine as the state of the page sees it. Its fields are reactive (`$state`), so what reads them
 * follows. The seal is part of it: no file is opened before {@link EnginePort.sealed}.
 */
export interface EnginePort {
  readonly status: EngineStatus;
  /**
   * How many times the engine has been started. After a restart the client itself opens and loads again
   * what was there, under the same file and dataset ids, before `status` is `ready`: nothing to do here.
   */
  readonly generation: number;
  /** Null before the download begins and once it has ended. */
  readonly bootProgress: BootProgress | null;
  /** Why the engine or the seal failed; null unless `status` is `failed`. */
  readonly failure: Extract<Result<never>, { ok: false }>['error'] | null;
  /** Bytes the engine holds; null before it has told. */
  readonly memoryBytes: number | null;
  /** Time of the last run, milliseconds; null before the first. */
  readonly lastRunMs: number | null;
  /** Network requests measured since the page and the engine were loaded. */
  readonly requestsSinceLoad: number;
  /** Decisions of the release gate in this tab, oldest first. */
  readonly decisions: readonly Decision[];
  /** What compliance wants to know of besides, oldest first. */
  readonly audit: readonly AuditEvent[];
  /** What may leave; null before `policy.json` has been read. */
  readonly policy: Policy | null;
  /** What the host has set, below which the threshold cannot go. */
  readonly hostPolicy: Policy | null;
  readonly sealChecks: readonly SealCheck[];
  /** When the seal was tested last, as ISO 8601 in UTC; null before the first time. */
  readonly sealTestedAt: string | null;
  /** True once every check of the seal has passed, or is absent with another guard in its place. */
  readonly sealed: boolean;

  /**
   * Starts the engine and tests the seal.
   *
   * @param ownPolicy the policy as the user has tightened the host's; it is in force before the engine is ready
   */
  start(ownPolicy: OwnPolicy): Promise<void>;
  /** Runs the seal's self-test again. */
  testSeal(): Promise<void>;

  openFile: (file: File, control?: RunControl, wish?: ReadingWish) => ReturnType<EngineApi['openFile']>;
  reopenFile: Run<EngineApi['reopenFile']>;
  closeFile: EngineApi['closeFile'];
  load: (
    fileId: FileId,
    mapping: Mapping,
    rules: Partial<RuleSwitches>,
    control?: RunControl,
    further?: readonly FileId[],
  ) => ReturnType<EngineApi['load']>;
  loadSample: (control?: RunControl) => ReturnType<EngineApi['loadSample']>;
  /** The opened files that what is loaded came from, and how they were loaded; null where it came from none. */
  loadedFiles: () => LoadedFiles | null;
  setRules: Run<EngineApi['setRules']>;
  setAsideRows: Run<EngineApi['setAsideRows']>;
  analyse: Run<EngineApi['analyse']>;
  rows: (window: RowWindow, control?: RunControl) => ReturnType<EngineApi['rows']>;
  preview: Run<EngineApi['preview']>;
  policyEffects: Run<EngineApi['policyEffects']>;
  releases: (control?: RunControl) => ReturnType<EngineApi['releases']>;
  listConsents: Run<EngineApi['listConsents']>;
  releaseList: Run<EngineApi['releaseList']>;
  releaseReport: Run<EngineApi['releaseReport']>;
  reveal: Run<EngineApi['reveal']>;
  destroyPseudonymKey: Run<EngineApi['destroyPseudonymKey']>;
  readonly records: RecordsPort;
  readonly notebook: NotebookPort;
  readonly dashboard: DashboardPort;
  readonly tables: TablesPort;
  readonly merging: MergePort;
  release: Run<EngineApi['release']>;
  setPolicy: EngineApi['setPolicy'];
}
