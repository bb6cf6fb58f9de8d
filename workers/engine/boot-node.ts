import { createRequire } from 'node:module';
import path from 'node:path';
import type * as Blocking from '@duckdb/duckdb-wasm/blocking';
import { stat, open, readFile } from 'node:fs/promises';
import type { Sql } from '../../src/contract/sql.ts';
import type { Database, FileSource, Run } from './database.ts';
import { arrowStream, kernelColumns } from './arrow-columns.ts';
import { decode } from './decode.ts';
import { numberLists } from './number-lists.ts';
import { queryFailure } from './query-error.ts';
import { parquetLibrary } from '../import/sources/parquet-library.ts';
import { setParquetOpening } from '../import/sources/parquet-port.ts';
import { openHere } from '../import/sources/parquet-reader.ts';
import { Slices } from './slices.ts';
import { IMPORT_FOLDER, SANDBOX } from './sandbox.ts';

/** A file on disk as the engine reads it under Node. */
export async function fileOnDisk(location: string): Promise<FileSource> {
  const absolute = path.resolve(location);
  const { size } = await stat(absolute);
  return {
    name: path.basename(absolute),
    size,
    handle: absolute,
    async read(start, end) {
      const file = await open(absolute, 'r');
      try {
        const buffer = new Uint8Array(Math.max(0, Math.min(end, size) - start));
        const { bytesRead } = await file.read(buffer, 0, buffer.length, start);
        return buffer.subarray(0, bytesRead);
      } finally {
        await file.close();
      }
    },
  };
}

const require = createRequire(import.meta.url);
const entry = require.resolve('@duckdb/duckdb-wasm/dist/duckdb-node-blocking.cjs');

const parquetWasm = (): Promise<Uint8Array> =>
  readFile(require.resolve('parquet-wasm/esm/parquet_wasm_bg.wasm'));
setParquetOpening(async (source) =>
  openHere(await parquetLibrary(parquetWasm), new Slices(source, 0, source.size)),
);

/** Engines that were closed. To instantiate one takes a second of CPU time, to open one again a twentieth. */
const closed: Blocking.DuckDBBindings[] = [];

async function instantiate(duckdb: typeof Blocking): Promise<Blocking.DuckDBBindings> {
  const dist = path.dirname(entry);
  const bundles: Blocking.DuckDBBundles = {
    mvp: { mainModule: path.join(dist, 'duckdb-mvp.wasm'), mainWorker: '' },
    eh: { mainModule: path.join(dist, 'duckdb-eh.wasm'), mainWorker: '' },
  };
  const bindings: Blocking.DuckDBBindings = await duckdb.createDuckDB(
    bundles,
    new duckdb.VoidLogger(),
    duckdb.NODE_RUNTIME,
  );
  await bindings.instantiate(() => undefined);
  return bindings;
}

/**
 * Starts the same engine the page runs, under Node, with the same sandbox, on a new database. Its calls block, so
 * `cancel` only takes effect between statements.
 */
export async function bootNode(): Promise<Database> {
  const duckdb = require(entry) as typeof Blocking;
  const bindings = closed.pop() ?? (await instantiate(duckdb));
  let isOpen = true;
  bindings.open({});
  const connection = bindings.connect();
  for (const statement of SANDBOX) connection.query(statement.text);

  // eslint-disable-next-line @typescript-eslint/require-await -- the blocking engine behind an asynchronous port
  async function rows(statement: Sql, run: Run): Promise<ReturnType<typeof connection.query>> {
    run.check();
    try {
      return connection.query(statement.text);
    } catch (thrown) {
      throw queryFailure(thrown);
    }
  }

  return {
    query: async (statement, run) => decode(await rows(statement, run)),
    columns: async (statement, run) => kernelColumns(await rows(statement, run)),
    lists: async (statement, run) => numberLists(await rows(statement, run)),
    // eslint-disable-next-line @typescript-eslint/require-await -- the blocking engine behind an asynchronous port
    async prepare(statement, run) {
      run.check();
      try {
        connection.prepare(statement.text).close();
      } catch (thrown) {
        throw queryFailure(thrown);
      }
    },
    insert(name, columns) {
      connection.insertArrowFromIPCStream(arrowStream(columns), { name, schema: 'main', create: true });
      return Promise.resolve();
    },
    // eslint-disable-next-line @typescript-eslint/require-await -- the blocking engine behind an asynchronous port
    async insertStream(name, stream, create) {
      try {
        connection.insertArrowFromIPCStream(stream, { name, schema: 'main', create });
      } catch (thrown) {
        throw queryFailure(thrown);
      }
    },
    async attachFile(name, source) {
      if (typeof source.handle === 'string') {
        const { NODE_FS } = duckdb.DuckDBDataProtocol;
        bindings.registerFileURL(IMPORT_FOLDER + name, source.handle, NODE_FS, false);
      } else {
        const bytes = new Uint8Array(await source.handle.arrayBuffer());
        bindings.registerFileBuffer(IMPORT_FOLDER + name, bytes);
      }
    },
    detachFile(name) {
      bindings.dropFile(IMPORT_FOLDER + name);
      return Promise.resolve();
    },
    memoryBytes: () =>
      Promise.resolve(
        Number(
          connection.query('SELECT sum(memory_usage_bytes)::DOUBLE AS m FROM duckdb_memory()').get(0)?.[
            'm'
          ] ?? 0,
        ),
      ),
    version: () => Promise.resolve(bindings.getVersion()),
    close() {
      if (!isOpen) return Promise.resolve();
      isOpen = false;
      connection.close();
      bindings.dropFiles();
      bindings.reset();
      closed.push(bindings);
      return Promise.resolve();
    },
  };
}
