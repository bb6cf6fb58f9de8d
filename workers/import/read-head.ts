import { appError, AppFailure } from '../../src/contract/error.ts';
import type { Dialect } from '../../src/contract/import.ts';
import type { FileSource } from '../engine/database.ts';
import { decodeHead } from './encoding.ts';
import { cutAs, sniffDialect, type Cutting } from './sniff-dialect.ts';
import { splitRecords } from './split-records.ts';

const MEGABYTE = 1_000_000;
/** Bytes read to judge a file. A line that is longer belongs to no table. */
const HEAD = MEGABYTE;

/** Bytes of a piece read further down. */
const PIECE = 64_000;

/** The head of a file, cut into records. */
export interface Head extends Cutting {
  /** Bytes of an average record. */
  readonly bytesPerRecord: number;
}

async function bytesOf(source: FileSource, start: number, end: number): Promise<Uint8Array> {
  try {
    return await source.read(start, end);
  } catch (thrown) {
    throw new AppFailure(appError('file.gone', { name: source.name }), thrown);
  }
}

function bytesPerRecord(text: string, records: number, skipped: number): number {
  const bytes = new TextEncoder().encode(text).length;
  return bytes / Math.max(1, records + skipped);
}

function checkTable(name: string, cut: Cutting): void {
  if (cut.columnCount < 2) {
    throw new AppFailure(appError('file.oneColumn', { name, delimiter: cut.dialect.delimiter }));
  }
  if (cut.records.length === 0) throw new AppFailure(appError('file.headerOnly', { name }));
}

/** Text of whole lines at the start, enough to sniff by. */
function sniffText(text: string): string {
  const enough = 256_000;
  if (text.length <= enough) return text;
  const end = Math.max(text.lastIndexOf('\n', enough), text.lastIndexOf('\r', enough));
  return end === -1 ? text : text.slice(0, end + 1);
}

/**
 * Reads the head of a file and finds how it is cut. Only the head is read, however large the file is.
 *
 * @param dialect how to cut it, where the user has said so
 * @throws AppFailure `file.empty`, `file.lineTooLong`, `file.oneColumn`, `file.headerOnly` or `file.gone`
 */
export async function readHead(source: FileSource, dialect: Dialect | null): Promise<Head> {
  const { name, size } = source;
  const bytes = await bytesOf(source, 0, Math.min(size, HEAD));
  const head = decodeHead(bytes);
  if (head.text.trim() === '' && size <= HEAD) throw new AppFailure(appError('file.empty', { name }));
  const complete = size <= HEAD;
  if (!complete && !/[\r\n]/u.test(head.text)) {
    throw new AppFailure(appError('file.lineTooLong', { name, megabytes: HEAD / MEGABYTE }));
  }
  const text = sniffText(head.text);
  const whole = complete && text === head.text;
  const cut = dialect === null ? sniffDialect(text, whole, head.bom) : cutAs(text, whole, dialect);
  checkTable(name, cut);
  const lastLine = cut.records.at(-1)?.line ?? 0;
  const lines = text.split(/\r\n|\n|\r/u);
  const seen = lines.slice(cut.dialect.skipLines, cut.dialect.skipLines + lastLine + 1).join('\n');
  return { ...cut, bytesPerRecord: bytesPerRecord(seen, cut.records.length, cut.header === null ? 0 : 1) };
}

/**
 * Reads records from the end of a file, for what its beginning does not show. The first line of the piece is
 * dropped, since it is cut; a line break inside quotes may garble a record, so nothing rests on one alone.
 *
 * @param share where in the file to read, 0 to 1
 * @returns records with the right number of fields; none where the piece would be the beginning
 */
export async function recordsAt(
  source: FileSource,
  dialect: Dialect,
  columnCount: number,
  share: number,
): Promise<readonly (readonly string[])[]> {
  const start = Math.max(0, Math.floor((source.size - PIECE) * share));
  if (start === 0) return [];
  const bytes = await bytesOf(source, start, Math.min(source.size, start + PIECE));
  const text = new TextDecoder().decode(bytes);
  const from = text.search(/[\r\n]/u) + 1;
  const toEnd = share >= 1;
  const records = splitRecords(text.slice(from), dialect, toEnd ? Number.POSITIVE_INFINITY : 2000);
  const whole = toEnd ? records : records.slice(0, -1);
  return whole.filter(({ fields }) => fields.length === columnCount).map(({ fields }) => fields);
}

/**
 * Reads the last record of a file. Whether the piece read begins inside quotes cannot be told, so both readings
 * are given.
 */
export async function lastRecords(
  source: FileSource,
  dialect: Dialect,
): Promise<readonly (readonly string[])[]> {
  const start = Math.max(0, source.size - PIECE);
  const text = new TextDecoder().decode(await bytesOf(source, start, source.size));
  const openings = start === 0 || dialect.quote === null ? [''] : ['', dialect.quote];
  return openings.flatMap((opening) => {
    const last = splitRecords(opening + text, dialect, Number.POSITIVE_INFINITY).at(-1);
    return last === undefined ? [] : [last.fields];
  });
}
