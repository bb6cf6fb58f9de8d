import type { FileSource } from '../../engine/database.ts';

/** A row group of a Parquet file. */
export interface ParquetGroup {
  readonly place: number;
  readonly rows: number;
}

/** What is known of a Parquet file by its footer. */
export interface ParquetHead {
  /** Its fields, as an Arrow IPC stream without rows. */
  readonly schema: Uint8Array;
  /** Its row groups that have rows. */
  readonly groups: readonly ParquetGroup[];
}

/** Rows that are wanted of a Parquet file. */
export interface ParquetPart {
  /** Places of fields, rising. */
  readonly fields: readonly number[];
  /** Places of row groups. */
  readonly groups: readonly number[];
  /** Most rows wanted; null: all. */
  readonly most: number | null;
}

/** Rows of a Parquet file as one Arrow IPC stream, with fields under the names they are staged by. */
export interface ParquetRows {
  readonly rows: number;
  readonly stream: Uint8Array;
}

/** A Parquet file that is open for reading, one part after the other. */
export interface OpenParquet extends ParquetHead {
  read(part: ParquetPart): Promise<ParquetRows>;
  /** Gives back what the reader holds; nothing can be read afterwards. */
  end(): void;
}

type Opening = (source: FileSource) => Promise<OpenParquet>;

let opening: Opening | null = null;

/**
 * Says where Parquet is read, which differs between the browser and Node.
 *
 * @param open opens a file; fails by what the library throws
 */
export function setParquetOpening(open: Opening): void {
  opening = open;
}

/** Opens a Parquet file; whoever opens it ends it. */
export function openParquetFile(source: FileSource): Promise<OpenParquet> {
  if (opening === null) throw new Error('nobody has said where Parquet is read');
  return opening(source);
}
