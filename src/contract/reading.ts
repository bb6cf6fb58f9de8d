import type { CureSwitches } from './doctor.ts';
import type { Dialect } from './import.ts';

/** Encodings of text that files are read in, by their labels in the Encoding Standard. */
export const ENCODINGS = [
  'utf-8',
  'utf-16le',
  'utf-16be',
  'gb18030',
  'big5',
  'shift_jis',
  'windows-1252',
] as const;
export type TextEncoding = (typeof ENCODINGS)[number];

/** What a file is, once it is unpacked. `baskets` is text of which each line holds the items of one order. */
export const FILE_FORMATS = ['text', 'baskets', 'json', 'ndjson', 'xlsx', 'parquet', 'arrow'] as const;
export type FileFormat = (typeof FILE_FORMATS)[number];

/** How the bytes of a file become a table, before fields are read as values. */
export interface Reading {
  /** Whether the file is packed by gzip. */
  readonly gzip: boolean;
  /** Path of the file that is read inside a zip archive; null where the file is none. */
  readonly entry: string | null;
  readonly format: FileFormat;
  /** Encoding of text and JSON. */
  readonly encoding: TextEncoding;
  /** Sheet of a workbook; null where the file is none. */
  readonly sheet: string | null;
  /** Row of the sheet that names the columns, from 1; null where no row does, and where the file is no workbook. */
  readonly headerRow: number | null;
  /** Path of the list in each record whose entries become rows, as `line_items`; null: a row for each record. */
  readonly unroll: string | null;
}

/** What else could be read out of the same file. */
export interface ReadingChoices {
  /** Files inside a zip archive that can be tables. */
  readonly entries: readonly { readonly path: string; readonly bytes: number }[];
  readonly sheets: readonly string[];
  /** Lists of records inside the records of a JSON file. */
  readonly unrolls: readonly string[];
  /** Encodings that read the head of the file without a broken character, likeliest first. */
  readonly encodings: readonly TextEncoding[];
}

/** How the user wants a file to be read; what is left out is found from the file. */
export interface ReadingWish extends Partial<Reading> {
  readonly dialect?: Dialect;
  /** Cures that are switched otherwise than the doctor proposes. */
  readonly cures?: CureSwitches;
}

/** What a column is in a file that has types (Parquet, Arrow); `text` for all others. */
export type StoredType = 'text' | 'number' | 'timestamp' | 'boolean';
