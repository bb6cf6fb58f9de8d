import { DuckDBInstance, type DuckDBConnection } from '@duckdb/node-api';

/** DuckDB as a program of its own, on one thread as in the browser. */
export interface Native {
  /** Runs a statement, reads its rows, and returns how long it took, seconds. */
  time(text: string): Promise<number>;
  /** The number that a statement answers with. */
  number(text: string): Promise<number>;
  /** Bytes its tables take. */
  bytes(): Promise<number>;
  close(): void;
}

/** Starts native DuckDB with one thread. */
export async function openNative(): Promise<Native> {
  const instance = await DuckDBInstance.create(':memory:', { threads: '1' });
  const connection: DuckDBConnection = await instance.connect();
  const number = async (text: string): Promise<number> => {
    const reader = await connection.runAndReadAll(text);
    return Number(reader.getRows()[0]?.[0] ?? 0);
  };
  return {
    number,
    async time(text) {
      const started = performance.now();
      await connection.runAndReadAll(text);
      return (performance.now() - started) / 1000;
    },
    bytes: () => number('SELECT coalesce(sum(memory_usage_bytes), 0)::DOUBLE FROM duckdb_memory()'),
    close() {
      connection.closeSync();
      instance.closeSync();
    },
  };
}
