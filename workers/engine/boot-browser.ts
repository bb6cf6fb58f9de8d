import { AsyncDuckDB, VoidLogger } from '@duckdb/duckdb-wasm';
import type { BootRequest } from '../../src/contract/engine-api.ts';
import { appError, AppFailure } from '../../src/contract/error.ts';
import { newId, type RunId } from '../../src/contract/ids.ts';
import { PROBE_URL } from '../../src/contract/probe-address.ts';
import { whenReleased } from '../../src/contract/worker-lock.ts';
import { Run, type Database } from './database.ts';
import { setParquetOpening } from '../import/sources/parquet-port.ts';
import { startDuckDbWorker } from './duckdb-shim.ts';
import { openParquetInWorker } from './parquet-workers.ts';
import { SANDBOX } from './sandbox.ts';
import { openSession } from './session.ts';

/** The worker reports how far it has read a file (see the shim), but there is no public way to hear it. */
class ObservableDuckDB extends AsyncDuckDB {
  hearShare(listener: (share: number) => void): void {
    this._onExecutionProgress.push((entry) => {
      const percentage = Number(entry.percentage);
      if (percentage >= 0) listener(Math.min(1, percentage / 100));
    });
  }
}

setParquetOpening(openParquetInWorker);

/** Five seconds and more: the worker takes its lock before it asks for any code. */
const LOOKS = 250;

/** A started engine and the worker it runs in. */
export interface BrowserEngine {
  readonly database: Database;
  readonly worker: Worker;
  /** Settles with `engine.crashed` when DuckDB's worker has died. */
  readonly lost: Promise<never>;
}

/**
 * Starts DuckDB in a worker of its own, follows its download and locks its sandbox.
 *
 * @param onLoaded told how many bytes of the unpacked engine have reached the compiler
 * @throws AppFailure `engine.bootFailed`
 */
export async function bootBrowser(
  request: BootRequest,
  onLoaded: (bytes: number) => void,
): Promise<BrowserEngine> {
  const lockName = `${request.lockName}-duckdb`;
  const worker = startDuckDbWorker({
    workerUrl: request.workerUrl,
    wasmUrl: request.wasmUrl,
    lockName,
    probeUrl: PROBE_URL,
  });
  const lost = whenReleased(lockName, LOOKS).then((): never => {
    throw new AppFailure(appError('engine.crashed', {}));
  });
  // Nobody may be waiting when the worker dies; the engine listens for itself.
  lost.catch(() => undefined);
  const failed = new Promise<never>((_, reject) => {
    worker.addEventListener('error', (event) => {
      reject(new AppFailure(appError('engine.bootFailed', { detail: event.message })));
    });
  });
  const duckdb = new ObservableDuckDB(new VoidLogger(), worker);
  try {
    await Promise.race([
      duckdb.instantiate(request.wasmUrl, null, (progress) => {
        onLoaded(progress.bytesLoaded);
      }),
      failed,
      lost,
    ]);
    await Promise.race([duckdb.open({ query: { queryPollingInterval: 50 } }), failed, lost]);
  } catch (thrown) {
    worker.terminate();
    if (thrown instanceof AppFailure) throw thrown;
    throw new AppFailure(appError('engine.bootFailed', { detail: String(thrown) }), thrown);
  }

  let listener: ((share: number) => void) | null = null;
  duckdb.hearShare((share) => listener?.(share));
  const database = await openSession({
    duckdb,
    lost,
    onShare(next) {
      listener = next;
    },
  });
  const run = new Run(newId<RunId>());
  for (const statement of SANDBOX) await database.query(statement, run);
  return { database, worker, lost };
}
