import type { AsyncDuckDB, AsyncDuckDBConnection } from '@duckdb/duckdb-wasm';
import { DuckDBDataProtocol } from '@duckdb/duckdb-wasm';
import { Table } from 'apache-arrow';
import { appError, AppFailure } from '../../src/contract/error.ts';
import type { Sql } from '../../src/contract/sql.ts';
import type { Database, FileSource, Run } from './database.ts';
import { arrowStream, kernelColumns } from './arrow-columns.ts';
import { decode } from './decode.ts';
import { numberLists } from './number-lists.ts';
import { queryFailure } from './query-error.ts';
import { IMPORT_FOLDER } from './sandbox.ts';

/** What a session needs from whoever started DuckDB. */
export interface SessionHost {
  readonly duckdb: AsyncDuckDB;
  /** Settles (with a failure) when DuckDB's worker dies; never otherwise. */
  readonly lost: Promise<never>;
  /** Tells how far the running statement is, 0 to 1. */
  onShare(listener: ((share: number) => void) | null): void;
}

function waitFor<T>(promise: Promise<T>, lost: Promise<never>): Promise<T> {
  return Promise.race([promise, lost]);
}

/**
 * The engine in the browser. Every statement goes through `send`, the only call of DuckDB-WASM that can be
 * cancelled; while it is pending DuckDB works in slices, so the cancel gets through.
 */
export async function openSession(host: SessionHost): Promise<Database> {
  const { duckdb, lost } = host;
  const connection: AsyncDuckDBConnection = await waitFor(duckdb.connect(), lost);

  async function send(statement: Sql, run: Run, onShare?: (share: number) => void): Promise<Table> {
    host.onShare(onShare ?? null);
    run.interrupt = async () => {
      await connection.cancelSent();
    };
    try {
      const reader = await waitFor(connection.send(statement.text), lost);
      const batches = await waitFor(reader.readAll(), lost);
      return batches.length === 0 ? new Table(reader.schema) : new Table(batches);
    } finally {
      run.interrupt = null;
      host.onShare(null);
    }
  }

  async function rows(statement: Sql, run: Run, onShare?: (share: number) => void): Promise<Table> {
    run.check();
    try {
      return await send(statement, run, onShare);
    } catch (thrown) {
      const failure = queryFailure(thrown);
      throw run.cancelled ? new AppFailure(appError('engine.cancelled', {}), failure) : failure;
    }
  }

  return {
    query: async (statement, run, onShare) => decode(await rows(statement, run, onShare)),
    columns: async (statement, run) => kernelColumns(await rows(statement, run)),
    lists: async (statement, run) => numberLists(await rows(statement, run)),
    async prepare(statement, run) {
      run.check();
      try {
        const prepared = await waitFor(connection.prepare(statement.text), lost);
        await waitFor(prepared.close(), lost);
      } catch (thrown) {
        throw queryFailure(thrown);
      }
    },
    async insert(name, columns) {
      const options = { name, schema: 'main', create: true };
      await waitFor(connection.insertArrowFromIPCStream(arrowStream(columns), options), lost);
    },
    async insertStream(name, stream, create) {
      try {
        const options = { name, schema: 'main', create };
        await waitFor(connection.insertArrowFromIPCStream(stream, options), lost);
      } catch (thrown) {
        throw queryFailure(thrown);
      }
    },
    async attachFile(name: string, source: FileSource) {
      if (typeof source.handle === 'string') {
        throw new AppFailure(
          appError('file.unreadable', { name: source.name, detail: 'not a file of this tab' }),
        );
      }
      await waitFor(
        duckdb.registerFileHandle(
          IMPORT_FOLDER + name,
          source.handle,
          DuckDBDataProtocol.BROWSER_FILEREADER,
          true,
        ),
        lost,
      );
    },
    async detachFile(name) {
      await waitFor(duckdb.dropFile(IMPORT_FOLDER + name), lost);
    },
    async memoryBytes() {
      const table = await waitFor(
        connection.query('SELECT coalesce(sum(memory_usage_bytes), 0)::DOUBLE AS bytes FROM duckdb_memory()'),
        lost,
      );
      return Number(table.getChildAt(0)?.get(0) ?? 0);
    },
    version: () => waitFor(duckdb.getVersion(), lost),
    async close() {
      await connection.close();
      await duckdb.terminate();
    },
  };
}
