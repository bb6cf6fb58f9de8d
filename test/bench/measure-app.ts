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
import { openFile } from '../../workers/import/open-file.ts';
import { cpuSeconds } from './cpu-time.ts';
import { recordStatements, type Statement } from './statements.ts';
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
  readonly importStatements: readonly Statement[];
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

/**
 * Opens a file, loads columns of it and runs RFM with its defaults, as the page would.
 *
 * @param file path
 * @param columns what is loaded
 */
export async function runApp(file: string, columns: ColumnSet): Promise<AppRun> {
  const recorder = recordStatements(await bootNode());
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
  const importSeconds = (performance.now() - loading) / 1000;
  const importCpu = cpuSeconds() - loadingCpu;
  const importStatements = recorder.take();
  const bytes = (await database.memoryBytes()) - empty;

  const analysingCpu = cpuSeconds();
  const analysing = performance.now();
  const { receipt, datasetId } = loaded;
  const request = { datasetId, data: boundDataOf(receipt), analysis: findAnalysis('rfm'), params: {} };
  await runAnalysis({ db: database, compute: computeHere, run, cache: new StepCache() }, request);
  return {
    openSeconds: (loading - opening) / 1000,
    importSeconds,
    rfmSeconds: (performance.now() - analysing) / 1000,
    importCpu,
    rfmCpu: cpuSeconds() - analysingCpu,
    bytes,
    rows: receipt.read,
    customers: receipt.customers,
    importStatements,
    rfmStatements: recorder.take(),
  };
}
