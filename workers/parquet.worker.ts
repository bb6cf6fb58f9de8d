import * as Comlink from 'comlink';
import { holdLock } from './engine/hold-lock.ts';
import { parquetLibrary } from './import/sources/parquet-library.ts';
import type { OpenParquet } from './import/sources/parquet-port.ts';
import { openHere } from './import/sources/parquet-reader.ts';
import type { ParquetWorkerApi } from './engine/parquet-worker-api.ts';

let file: OpenParquet | null = null;

const api: ParquetWorkerApi = {
  start: holdLock,
  async open(module, bytes) {
    file = await openHere(await parquetLibrary(() => Promise.resolve(module)), bytes);
    const { schema, groups } = file;
    return { schema, groups };
  },
  async read(part) {
    if (file === null) throw new Error('no file is open');
    const { rows, stream } = await file.read(part);
    return Comlink.transfer({ rows, stream }, [stream.buffer as ArrayBuffer]);
  },
};

Comlink.expose(api);
