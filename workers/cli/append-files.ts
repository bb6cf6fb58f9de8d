import { createReadStream, createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { newId, type FileId } from '../../src/contract/ids.ts';
import type { Dialect, FilePreview } from '../../src/contract/import.ts';
import type { Database, FileSource, Run } from '../engine/database.ts';
import { openFile } from '../import/open-file.ts';
import { sourceAt } from './house-files.ts';
import { UsageError } from './usage-error.ts';

/** Bytes of a file in which its header must end. */
const HEAD_BYTES = 1 << 20;
const NEWLINE = 10;
const RETURN = 13;
const BOM_BYTES = 3;

/** A file or several appended ones, opened. */
export interface OpenedFile {
  readonly source: FileSource;
  readonly preview: FilePreview;
}

function columnsOf(preview: FilePreview): string {
  return preview.columns.map((column) => column.name).join(', ');
}

function requireAlike(first: FilePreview, other: FilePreview): void {
  if (columnsOf(first) !== columnsOf(other)) {
    throw new UsageError(
      `${other.name} has other columns than ${first.name}: ${columnsOf(other)} instead of ${columnsOf(first)}`,
    );
  }
  const [here, there] = [first.dialect, other.dialect];
  if (here.delimiter !== there.delimiter || here.quote !== there.quote || here.header !== there.header) {
    throw new UsageError(`${other.name} is cut into fields in another way than ${first.name}`);
  }
}

/**
 * Finds where the rows of a file begin: after its byte order mark, the lines passed over and its header.
 *
 * @param bytes the first bytes of the file
 * @returns offset in bytes; the length when no row begins within them
 */
export function rowsBegin(bytes: Uint8Array, dialect: Dialect): number {
  const quote = dialect.quote?.charCodeAt(0) ?? null;
  const records = dialect.skipLines + (dialect.header ? 1 : 0);
  let offset = dialect.bom ? BOM_BYTES : 0;
  for (let seen = 0, quoted = false; seen < records && offset < bytes.length; offset += 1) {
    if (bytes[offset] === quote && seen >= dialect.skipLines) quoted = !quoted;
    if (bytes[offset] === NEWLINE && !quoted) seen += 1;
  }
  return offset;
}

async function endsLine(source: FileSource): Promise<boolean> {
  const [last] = await source.read(Math.max(0, source.size - 1), source.size);
  return last === undefined || last === NEWLINE || last === RETURN;
}

async function append(
  files: readonly (OpenedFile & { readonly location: string })[],
  target: string,
): Promise<void> {
  let lineOpen = false;
  for (const [index, { source, preview, location }] of files.entries()) {
    const head = await source.read(0, Math.min(source.size, HEAD_BYTES));
    const start = index === 0 ? 0 : rowsBegin(head, preview.dialect);
    const write = createWriteStream(target, { flags: index === 0 ? 'w' : 'a' });
    if (lineOpen) write.write('\n');
    await pipeline(createReadStream(location, { start }), write);
    lineOpen = !(await endsLine(source));
  }
}

async function open(db: Database, run: Run, location: string): Promise<OpenedFile> {
  const source = await sourceAt(location);
  return { source, preview: await openFile(db, run, source, newId<FileId>()) };
}

/**
 * Opens one file, or several with the same columns as if they were one: the rows of the later ones follow those
 * of the first in a temporary file, which is taken away when `work` is done.
 *
 * @throws UsageError where the files do not have the same columns; AppFailure where one cannot be opened
 */
export async function withFiles<T>(
  db: Database,
  run: Run,
  locations: readonly [string, ...string[]],
  work: (file: OpenedFile) => Promise<T>,
): Promise<T> {
  const [first, ...others] = locations;
  const opened = await open(db, run, first);
  if (others.length === 0) return work(opened);
  const all = [{ ...opened, location: first }];
  for (const location of others) {
    const next = await open(db, run, location);
    requireAlike(opened.preview, next.preview);
    all.push({ ...next, location });
  }
  const folder = await mkdtemp(path.join(tmpdir(), 'reproduce-'));
  try {
    const target = path.join(folder, opened.source.name);
    await append(all, target);
    const name = all.map(({ source }) => source.name).join(' + ');
    const together = await open(db, run, target);
    return await work({ ...together, source: { ...together.source, name } });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
