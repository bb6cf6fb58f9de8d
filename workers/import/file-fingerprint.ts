import type { FilePreview } from '../../src/contract/import.ts';
import type { FileSource } from '../engine/database.ts';

/** Bytes taken from the beginning, the middle and the end. */
const SAMPLED = 64_000;

/**
 * What tells whether two files are the same: their size and a digest of three samples of their bytes. Files that are the
 * same always have the same one; of others of the same size those that differ nowhere else have it too.
 */
export async function fileFingerprint(source: FileSource): Promise<string> {
  const { size } = source;
  const starts = [0, Math.max(0, Math.floor((size - SAMPLED) / 2)), Math.max(0, size - SAMPLED)];
  const pieces = await Promise.all(
    starts.map((start) => source.read(start, Math.min(size, start + SAMPLED))),
  );
  const digest = await crypto.subtle.digest(
    'SHA-256',
    await new Blob(pieces.map((piece) => new Uint8Array(piece))).arrayBuffer(),
  );
  return `${size}:${Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('')}`;
}

/** The same of the table that is read of a file: archives and workbooks hold several. */
export async function tableFingerprint({
  source,
  preview,
}: {
  readonly source: FileSource;
  readonly preview: Pick<FilePreview, 'reading'>;
}): Promise<string> {
  const { entry, sheet } = preview.reading;
  return [await fileFingerprint(source), entry ?? '', sheet ?? ''].join('\n');
}
