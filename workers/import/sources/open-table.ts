import { appError, AppFailure } from '../../../src/contract/error.ts';
import type {
  FileFormat,
  Reading,
  ReadingChoices,
  ReadingWish,
  TextEncoding,
} from '../../../src/contract/reading.ts';
import type { FileSource, Run } from '../../engine/database.ts';
import { firstBytes, streamOf, type Bytes, type ByteStream } from './bytes.ts';
import { gunzipped } from './gunzip.ts';
import { textInPlace, textInStream } from './plain-text.ts';
import { signatureOf } from './signature.ts';
import type { OpenedTable } from './table-source.ts';
import { canRead, likelyEncodings } from './text-encoding.ts';
import { archiveEntries, type ArchiveEntry } from './zip-archive.ts';

/** Bytes by which a file is known. */
const JUDGED = 1 << 19;

/** A file once it is unpacked. */
export interface RawFile {
  readonly stream: ByteStream;
  /** The file itself where it stands on disk unpacked, so that any stretch of it can be read. */
  readonly inPlace: FileSource | null;
  readonly first: Bytes;
  /** Whether these are all its bytes. */
  readonly complete: boolean;
  readonly gzip: boolean;
  readonly entry: string | null;
  readonly entries: ReadingChoices['entries'];
}

/** Files in an archive that can be tables; what systems put beside them cannot. */
const TABLE_NAME =
  /\.(?:csv|tsv|tab|txt|dat|psv|json|ndjson|jsonl|parquet|pq|arrow|feather|ipc|xlsx)(?:\.gz)?$/iu;

function isTable({ path, bytes }: ArchiveEntry): boolean {
  return bytes > 0 && TABLE_NAME.test(path) && !/(?:^|\/)(?:__MACOSX\/|\.)/u.test(path);
}

async function raw(stream: ByteStream, inPlace: FileSource | null): Promise<RawFile> {
  const { bytes, complete } = await firstBytes(stream, JUDGED);
  return { stream, inPlace, first: bytes, complete, gzip: false, entry: null, entries: [] };
}

/** Whether an archive is a workbook, which is a zip archive too. */
function isWorkbook(entries: readonly ArchiveEntry[]): boolean {
  return entries.some(({ path }) => path === '[Content_Types].xml' || path.startsWith('xl/'));
}

/** The table of an archive: the one asked for, or else the largest. */
async function insideArchive(source: FileSource, wish: ReadingWish): Promise<RawFile | 'workbook'> {
  const all = await archiveEntries(source);
  if (isWorkbook(all)) return 'workbook';
  const { name } = source;
  const entries = all.filter(isTable).toSorted((a, b) => b.bytes - a.bytes);
  const chosen = entries.find(({ path }) => path === wish.entry) ?? entries[0];
  if (chosen === undefined) throw new AppFailure(appError('file.noTables', { name }));
  if (chosen.encrypted) throw new AppFailure(appError('file.locked', { name }));
  return {
    ...(await raw(chosen.stream, null)),
    entry: chosen.path,
    entries: entries.map(({ path, bytes }) => ({ path, bytes })),
  };
}

/** Takes off what a file is packed in: zip, gzip, or gzip inside zip. */
async function unpack(source: FileSource, wish: ReadingWish): Promise<RawFile | 'workbook'> {
  const file = await raw(streamOf(source), source);
  const { kind } = signatureOf(file.first);
  const opened = kind === 'zip' ? await insideArchive(source, wish) : file;
  if (opened === 'workbook' || signatureOf(opened.first).kind !== 'gzip') return opened;
  const inner = await raw(gunzipped(opened.stream), null);
  return { ...inner, gzip: true, entry: opened.entry, entries: opened.entries };
}

/** The encoding a text is read in, and those it could be in. */
function encodingsOf(
  { first, complete }: RawFile,
  wish: ReadingWish,
): { readonly encoding: TextEncoding; readonly encodings: readonly TextEncoding[] } {
  const encodings = likelyEncodings(first, complete);
  return { encoding: wish.encoding ?? encodings[0] ?? 'windows-1252', encodings };
}

/**
 * Finds out how the bytes of a file become a table, and opens it so. No more than the head is read.
 *
 * @param wish what the user has settled; the rest is found
 * @throws AppFailure `file.*` where it cannot be read as a table
 */
export async function openTable(_run: Run, source: FileSource, wish: ReadingWish): Promise<OpenedTable> {
  const file = await unpack(source, wish);
  const { name } = source;
  if (file === 'workbook') {
    throw new AppFailure(appError('file.binary', { name, looksLike: 'XLSX' }));
  }
  const signature = signatureOf(file.first);
  if (signature.kind !== 'text') {
    const looksLike = signature.kind === 'other' ? signature.name : signature.kind;
    throw new AppFailure(appError('file.binary', { name, looksLike }));
  }
  const { encoding, encodings } = encodingsOf(file, wish);
  if (encoding !== 'utf-16le' && encoding !== 'utf-16be' && file.first.includes(0)) {
    throw new AppFailure(appError('file.binary', { name, looksLike: 'binary data' }));
  }
  const format: FileFormat = 'text';
  const reading: Reading = {
    gzip: file.gzip,
    entry: file.entry,
    format,
    encoding,
    sheet: null,
    headerRow: null,
    unroll: null,
  };
  const sound = encoding === 'utf-8' && canRead(file.first, 'utf-8', file.complete);
  return {
    reading,
    choices: { entries: file.entries, sheets: [], unrolls: [], encodings },
    table:
      sound && file.inPlace !== null
        ? textInPlace(file.inPlace)
        : await textInStream(file.stream, sound ? null : encoding),
  };
}
