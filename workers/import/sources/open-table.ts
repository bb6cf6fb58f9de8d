import { appError, AppFailure } from '../../../src/contract/error.ts';
import type { Reading, ReadingChoices, ReadingWish, TextEncoding } from '../../../src/contract/reading.ts';
import type { FileSource, Run } from '../../engine/database.ts';
import { firstBytes, gather, streamOf, type Bytes, type ByteStream } from './bytes.ts';
import { gunzipped } from './gunzip.ts';
import type { JsonShape } from './json-records.ts';
import { jsonShape, shapeByName } from './json-shape.ts';
import { jsonTable } from './json-table.ts';
import { isLockedWorkbook, isOle } from './ole-file.ts';
import { basketTable } from './basket-text.ts';
import { openColumns } from './open-columns.ts';
import { textInPlace, textInStream } from './plain-text.ts';
import { signatureOf } from './signature.ts';
import type { OpenedTable, TextTable } from './table-source.ts';
import { canRead, likelyEncodings } from './text-encoding.ts';
import { archiveEntries, type ArchiveEntry } from './zip-archive.ts';

/** Bytes by which a file is known. */
const JUDGED = 1 << 19;
/** Bytes by which it is seen whether a file was cut off. */
const TAIL = 1 << 16;

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
  /** What is in it where it is a workbook, which is an archive too. */
  readonly workbook: { readonly source: FileSource; readonly entries: readonly ArchiveEntry[] } | null;
}

/** Files in an archive that can be tables; what systems put beside them cannot. */
const TABLE_NAME =
  /\.(?:csv|tsv|tab|txt|dat|psv|json|ndjson|jsonl|parquet|pq|arrow|feather|ipc|xlsx)(?:\.gz)?$/iu;

function isTable({ path, bytes }: ArchiveEntry): boolean {
  return bytes > 0 && TABLE_NAME.test(path) && !/(?:^|\/)(?:__MACOSX\/|\.)/u.test(path);
}

async function raw(stream: ByteStream, inPlace: FileSource | null): Promise<RawFile> {
  const { bytes, complete } = await firstBytes(stream, JUDGED);
  return { stream, inPlace, first: bytes, complete, gzip: false, entry: null, entries: [], workbook: null };
}

/** Whether an archive is a workbook, which is a zip archive too. */
function isWorkbook(entries: readonly ArchiveEntry[]): boolean {
  return entries.some(({ path }) => path === '[Content_Types].xml' || path.startsWith('xl/'));
}

/** What else is packed beside tables, by its name. */
const NO_TABLE =
  /(?:^|\/)(?:read[-_ ]?me|licen[cs]e|copying|changelog|notice|manifest|说明|使用说明)[^/]*\.(?:txt|json)$/iu;
/** Names of tables of orders, or of lines of them. */
const ORDERS_NAME = /order|sale|transaction|invoice|purchase|订单|訂單|交易|销售|銷售|注文|bestell/iu;

/** Tables of an archive, the one to be looked at first in front: the largest of those named after orders, or else the largest. */
function tablesOf(entries: readonly ArchiveEntry[]): readonly ArchiveEntry[] {
  const tables = entries.filter(isTable).toSorted((a, b) => b.bytes - a.bytes);
  const named = tables.filter(({ path }) => !NO_TABLE.test(path));
  const known = named.length > 0 ? named : tables;
  const isOrders = ({ path }: ArchiveEntry): boolean => ORDERS_NAME.test(path.split('/').at(-1) ?? path);
  return [...known.filter(isOrders), ...known.filter((entry) => !isOrders(entry))];
}

/** The table of an archive: the one asked for, or else the likeliest. */
async function insideArchive(file: RawFile, source: FileSource, wish: ReadingWish): Promise<RawFile> {
  const all = await archiveEntries(source);
  if (isWorkbook(all)) return { ...file, workbook: { source, entries: all } };
  const { name } = source;
  const entries = tablesOf(all);
  const chosen = entries.find(({ path }) => path === wish.entry) ?? entries[0];
  if (chosen === undefined) throw new AppFailure(appError('file.noTables', { name }));
  if (chosen.encrypted) throw new AppFailure(appError('file.locked', { name }));
  return {
    ...(await raw(chosen.stream, null)),
    entry: chosen.path,
    entries: entries.map(({ path, bytes }) => ({ path, bytes })),
  };
}

/** A workbook that was packed. Its parts are read from where they stand, so it is unpacked first. */
async function unpackedWorkbook(run: Run, file: RawFile): Promise<RawFile> {
  const source = await gather(run, file.stream.name, file.stream.pieces());
  const entries = await archiveEntries(source);
  return isWorkbook(entries) ? { ...file, workbook: { source, entries } } : file;
}

/** Takes off what a file is packed in: zip, gzip, or gzip inside zip. */
async function unpack(run: Run, source: FileSource, wish: ReadingWish): Promise<RawFile> {
  let file = await raw(streamOf(source), source);
  if (signatureOf(file.first).kind === 'zip') file = await insideArchive(file, source, wish);
  if (signatureOf(file.first).kind === 'gzip') {
    const { entry, entries } = file;
    file = { ...(await raw(gunzipped(file.stream), null)), gzip: true, entry, entries };
  }
  const packed = file.workbook === null && signatureOf(file.first).kind === 'zip';
  return packed ? unpackedWorkbook(run, file) : file;
}

/** The encoding a text is read in, and those it could be in. */
function encodingsOf(
  { first, complete }: RawFile,
  wish: ReadingWish,
): { readonly encoding: TextEncoding; readonly encodings: readonly TextEncoding[] } {
  const encodings = likelyEncodings(first, complete);
  return { encoding: wish.encoding ?? encodings[0] ?? 'windows-1252', encodings };
}

/** How a reading begins that nothing is known of but how the file was packed. */
function packedReading({ gzip, entry }: RawFile): Reading {
  return { gzip, entry, format: 'text', encoding: 'utf-8', sheet: null, headerRow: null, unroll: null };
}

/** A sheet of a workbook as a table. The reader of workbooks is loaded where one is opened. */
async function openWorkbook(
  run: Run,
  file: RawFile,
  { source, entries }: NonNullable<RawFile['workbook']>,
  wish: ReadingWish,
): Promise<OpenedTable> {
  const { xlsxTable } = await import('./xlsx-table.ts');
  const { table, sheet, headerRow, sheets } = await xlsxTable(run, source, entries, wish);
  return {
    reading: { ...packedReading(file), format: 'xlsx', sheet, headerRow },
    choices: { entries: file.entries, sheets, unrolls: [], encodings: ['utf-8'] },
    table,
  };
}

/** Why a file that is neither text nor a known kind of table cannot be read. */
async function refusal(file: RawFile, name: string): Promise<AppFailure> {
  if (file.inPlace !== null && isOle(file.first) && (await isLockedWorkbook(file.inPlace))) {
    return new AppFailure(appError('file.locked', { name }));
  }
  const signature = signatureOf(file.first);
  const looksLike = signature.kind === 'other' ? signature.name : signature.kind;
  return new AppFailure(appError('file.binary', { name, looksLike }));
}

/** Where the records of a JSON file stand; null where it is other text. */
function shapeOf({ first, stream }: RawFile, encoding: TextEncoding, wish: ReadingWish): JsonShape | null {
  if (wish.format === 'text') return null;
  const beginning = new TextDecoder(encoding).decode(first.subarray(0, 256)).trimStart();
  if (!/^[[{]/u.test(beginning)) return null;
  const text = new TextDecoder(encoding).decode(first);
  return jsonShape(text, stream.name) ?? shapeByName(text, stream.name);
}

/** The last characters of a file that stands on disk as it is. */
async function tailOf({ inPlace }: RawFile, encoding: TextEncoding): Promise<string | null> {
  if (inPlace === null) return null;
  const { size } = inPlace;
  const bytes = await inPlace.read(Math.max(0, size - (size % 2) - TAIL), size);
  return new TextDecoder(encoding).decode(bytes);
}

/** The table of a text whose lines are baskets; null where they are rows. */
async function basketsOf(table: TextTable, { format, dialect }: ReadingWish): Promise<TextTable | null> {
  if (format === 'baskets') return basketTable(table, true);
  // Whoever says how a text is cut into columns says that its lines are rows.
  return format === 'text' || dialect !== undefined ? null : basketTable(table, false);
}

/** Delimited text or JSON as a table. */
async function openText(file: RawFile, wish: ReadingWish, name: string): Promise<OpenedTable> {
  const { encoding, encodings } = encodingsOf(file, wish);
  if (encoding !== 'utf-16le' && encoding !== 'utf-16be' && file.first.includes(0)) {
    throw new AppFailure(appError('file.binary', { name, looksLike: 'binary data' }));
  }
  const reading: Reading = { ...packedReading(file), encoding };
  const choices: ReadingChoices = { entries: file.entries, sheets: [], unrolls: [], encodings };
  const shape = shapeOf(file, encoding, wish);
  if (shape !== null) {
    const json = { stream: file.stream, encoding, shape, tail: await tailOf(file, encoding) };
    const { table, unroll, unrolls } = await jsonTable(json, wish);
    const format = shape === 'list' ? 'json' : 'ndjson';
    return { reading: { ...reading, format, unroll }, choices: { ...choices, unrolls }, table };
  }
  const sound = encoding === 'utf-8' && canRead(file.first, 'utf-8', file.complete);
  const table =
    sound && file.inPlace !== null
      ? textInPlace(file.inPlace)
      : await textInStream(file.stream, sound ? null : encoding);
  const baskets = await basketsOf(table, wish);
  return baskets === null
    ? { reading, choices, table }
    : { reading: { ...reading, format: 'baskets' }, choices, table: baskets };
}

/**
 * Finds out how the bytes of a file become a table, and opens it so. No more than the head is read.
 *
 * @param wish what the user has settled; the rest is found
 * @throws AppFailure `file.*` where it cannot be read as a table
 */
export async function openTable(run: Run, source: FileSource, wish: ReadingWish): Promise<OpenedTable> {
  const file = await unpack(run, source, wish);
  const { name } = source;
  if (file.workbook !== null) return openWorkbook(run, file, file.workbook, wish);
  const { kind } = signatureOf(file.first);
  if (kind === 'parquet' || kind === 'arrow') {
    const table = await openColumns(run, kind, file.stream, file.inPlace);
    const choices = { entries: file.entries, sheets: [], unrolls: [], encodings: ['utf-8'] as const };
    return { reading: { ...packedReading(file), format: kind }, choices, table };
  }
  if (kind !== 'text') throw await refusal(file, name);
  return openText(file, wish, name);
}
