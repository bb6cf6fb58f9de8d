import { boundDataOf } from '../../src/analyses/bound-data.ts';
import { findAnalysis } from '../../src/analyses/index.ts';
import { newId, type DatasetId, type FileId, type RunId } from '../../src/contract/ids.ts';
import type { Mapping } from '../../src/contract/import.ts';
import { suggestMapping } from '../../src/data/suggest-mapping.ts';
import { runAnalysis } from '../../workers/engine/analyse.ts';
import { StepCache } from '../../workers/engine/make-tables.ts';
import { bootNode, fileOnDisk } from '../../workers/engine/boot-node.ts';
import { computeHere } from '../../workers/engine/compute-here.ts';
import { Run } from '../../workers/engine/database.ts';
import { loadOrders } from '../../workers/import/load-orders.ts';
import type { LoadedOrders } from '../../workers/import/loaded-orders.ts';
import { openFile } from '../../workers/import/open-file.ts';
import { cpuSeconds } from './cpu-time.ts';
import type { RecordedImport } from './replay.ts';
import { type Recorder, recordStatements, type Statement } from './statements.ts';
import { COLUMN_SETS, type ColumnSet } from './textbook-sql.ts';

/** Import and RFM of the app, once. */
export interface AppRun {
  readonly openSeconds: number;
  readonly importSeconds: number;
  readonly rfmSeconds: number;
  /** Processor time, seconds. */
  readonly importCpu: number;
  readonly rfmCpu: number;
  /** Bytes of the tables that the import has left. */
  readonly bytes: number;
  readonly rows: number;
  readonly customers: number;
  readonly imported: RecordedImport;
  readonly rfmStatements: readonly Statement[];
}

/** The suggested roles, as far as they are among the columns asked for. */
function mappingFor(suggested: Mapping, columns: ColumnSet): Mapping {
  const wanted: readonly string[] = COLUMN_SETS[columns];
  const roles = Object.entries(suggested.roles).filter(([, column]) => wanted.includes(column));
  if (roles.length !== wanted.length) {
    throw new Error(
      `roles were suggested for ${roles.length} of the ${wanted.length} columns that are measured`,
    );
  }
  return { ...suggested, roles: Object.fromEntries(roles) };
}

/** The app with orders in it, and what it took to get there. */
export interface LoadedApp {
  readonly recorder: Recorder;
  readonly run: Run;
  readonly loaded: LoadedOrders;
  readonly openSeconds: number;
  readonly importSeconds: number;
  readonly importCpu: number;
  readonly bytes: number;
  readonly imported: RecordedImport;
}

/**
 * Opens a file and loads columns of it, as the page would.
 *
 * @param file path
 * @param columns what is loaded
 * @param folder where to keep slices of it; none are kept without
 */
export async function loadApp(
  file: string,
  columns: ColumnSet,
  folder: string | null = null,
): Promise<LoadedApp> {
  const recorder = recordStatements(await bootNode(), folder);
  const { database } = recorder;
  const run = new Run(newId<RunId>());
  const source = await fileOnDisk(file);
  const empty = await database.memoryBytes();

  const opening = performance.now();
  const preview = await openFile(database, run, source, newId<FileId>());
  const mapping = mappingFor(suggestMapping(preview), columns);
  recorder.take();

  const loadingCpu = cpuSeconds();
  const loading = performance.now();
  const loaded = await loadOrders(database, run, { source, preview, mapping, datasetId: newId<DatasetId>() });
  return {
    recorder,
    run,
    loaded,
    openSeconds: (loading - opening) / 1000,
    importSeconds: (performance.now() - loading) / 1000,
    importCpu: cpuSeconds() - loadingCpu,
    imported: { statements: recorder.take(), rows: loaded.receipt.read },
    bytes: (await database.memoryBytes()) - empty,
  };
}

/** One run of an analysis, once. */
export interface AnalysisRun {
  readonly seconds: number;
  /** Processor time, seconds. */
  readonly cpu: number;
  readonly statements: readonly Statement[];
}

/** Runs an analysis on loaded orders, as the page would. */
export async function analyseOnce(app: LoadedApp, id: string, params: unknown): Promise<AnalysisRun> {
  const { recorder, run, loaded } = app;
  const { receipt, datasetId } = loaded;
  const request = { datasetId, data: boundDataOf(receipt), analysis: findAnalysis(id), params };
  recorder.take();
  const cpu = cpuSeconds();
  const started = performance.now();
  await runAnalysis({ db: recorder.database, compute: computeHere, run, cache: new StepCache() }, request);
  return {
    seconds: (performance.now() - started) / 1000,
    cpu: cpuSeconds() - cpu,
    statements: recorder.take(),
  };
}

/** Opens a file, loads columns of it and runs RFM with its defaults; parameters are those of {@link loadApp}. */
export async function runApp(
  file: string,
  columns: ColumnSet,
  folder: string | null = null,
): Promise<AppRun> {
  const app = await loadApp(file, columns, folder);
  const rfm = await analyseOnce(app, 'rfm', {});
  const { loaded, openSeconds, importSeconds, importCpu, bytes, imported } = app;
  return {
    openSeconds,
    importSeconds,
    rfmSeconds: rfm.seconds,
    importCpu,
    rfmCpu: rfm.cpu,
    bytes,
    rows: loaded.receipt.read,
    customers: loaded.receipt.customers,
    imported,
    rfmStatements: rfm.statements,
  };
}
