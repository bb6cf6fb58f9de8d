import * as Comlink from 'comlink';
import { parquetWasmUrl } from 'virtual:parquet-wasm';
import parquetWorkerUrl from '../parquet.worker.ts?worker&url';
import { appError, AppFailure } from '../../src/contract/error.ts';
import { whenReleased } from '../../src/contract/worker-lock.ts';
import { isGzip } from '../import/sources/gunzip.ts';
import type { OpenParquet } from '../import/sources/parquet-port.ts';
import type { FileSource } from './database.ts';
import type { ParquetWorkerApi } from './parquet-worker-api.ts';

let compiled: Promise<WebAssembly.Module> | null = null;
let started = 0;

/** The reader's WebAssembly, fetched and compiled with the first file; some hosts unpack .gz files themselves. */
async function compile(): Promise<WebAssembly.Module> {
  const response = await fetch(parquetWasmUrl);
  if (!response.ok) throw new Error(`reader of Parquet: HTTP ${response.status}`);
  const blob = await response.blob();
  const packed = isGzip(new Uint8Array(await blob.slice(0, 2).arrayBuffer()));
  const stream = packed ? blob.stream().pipeThrough(new DecompressionStream('gzip')) : blob.stream();
  return WebAssembly.compile(await new Response(stream).arrayBuffer());
}

function readerModule(): Promise<WebAssembly.Module> {
  compiled ??= compile().catch((thrown: unknown) => {
    compiled = null;
    throw thrown;
  });
  return compiled;
}

/**
 * Opens a Parquet file in a worker of its own, which is killed at its end: so the rows it has unpacked take no memory
 * once they are loaded, and it unpacks on a core of its own while the engine works. The worker is started through a blob,
 * so that it inherits the content security policy of the page.
 *
 * @throws AppFailure `compute.died`; what the library throws, where the file is broken or encrypted
 */
export async function openParquetInWorker({ name, handle }: FileSource): Promise<OpenParquet> {
  if (typeof handle === 'string') {
    throw new AppFailure(appError('file.unreadable', { name, detail: 'not a file of this tab' }));
  }
  const module = await readerModule();
  started += 1;
  const lockName = `cloister-parquet-${started}-${crypto.randomUUID()}`;
  const url = new URL(parquetWorkerUrl, import.meta.url).href;
  const blobUrl = URL.createObjectURL(
    new Blob([`import ${JSON.stringify(url)};`], { type: 'text/javascript' }),
  );
  const worker = new Worker(blobUrl, { type: 'module', name: 'parquet' });
  const remote = Comlink.wrap<ParquetWorkerApi>(worker);
  const failed = new Promise<never>((_, reject) => {
    worker.addEventListener('error', (event) => {
      reject(new AppFailure(appError('compute.died', { detail: event.message })));
    });
  });
  failed.catch(() => undefined);
  try {
    await Promise.race([remote.start(lockName), failed]);
    URL.revokeObjectURL(blobUrl);
    const ended = whenReleased(lockName, 0).then((): never => {
      throw new AppFailure(appError('compute.died', { detail: 'the worker ended' }));
    });
    // Nobody may be waiting when it ends, which it does in any case.
    ended.catch(() => undefined);
    const head = await Promise.race([remote.open(module, handle), failed, ended]);
    return {
      ...head,
      read: (part) => Promise.race([remote.read(part), failed, ended]),
      end: () => {
        worker.terminate();
      },
    };
  } catch (thrown) {
    worker.terminate();
    throw thrown;
  }
}
