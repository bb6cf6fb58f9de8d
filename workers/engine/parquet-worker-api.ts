import type { ParquetHead, ParquetPart, ParquetRows } from '../import/sources/parquet-port.ts';

/** A worker that reads one Parquet file. It is killed when it has done so: that alone gives its memory back. */
export interface ParquetWorkerApi {
  /** Takes the lock by which its death is noticed; the first call. */
  start(lockName: string): Promise<void>;
  /** Opens the file; once. */
  open(module: WebAssembly.Module, file: Blob): Promise<ParquetHead>;
  read(part: ParquetPart): Promise<ParquetRows>;
}
