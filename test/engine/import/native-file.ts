import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';

/**
 * Has native DuckDB write a file.
 *
 * @param query whose rows are written
 * @param options of COPY, as `FORMAT parquet, COMPRESSION zstd`
 */
export async function nativeFile(query: string, options: string): Promise<Uint8Array> {
  const folder = await mkdtemp(path.join(tmpdir(), 'native-'));
  const file = path.join(folder, 'made');
  const instance = await DuckDBInstance.create(':memory:', { threads: '1' });
  const connection = await instance.connect();
  try {
    await connection.run(`COPY (${query}) TO '${file}' (${options})`);
    return await readFile(file);
  } finally {
    connection.closeSync();
    instance.closeSync();
    await rm(folder, { recursive: true, force: true });
  }
}
