import type { FilePreview } from '../../../src/contract/import.ts';
import type { FileSource } from '../../engine/database.ts';
import { inOrder } from './open-doctored.ts';

/** Bytes taken from the beginning, the middle and the end. */
const SAMPLED = 64_000;

/** A file that is open. */
interface OpenFile {
  readonly source: FileSource;
  readonly preview: FilePreview;
}

/** What tells whether two files are the same: their size and a digest of three samples of their bytes. */
async function fingerprintOf(source: FileSource): Promise<string> {
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

/**
 * Says in the preview of a file whether another open file has the same content.
 *
 * @param others files that are open besides; only those of the same size are read
 */
export async function tellDuplicate(file: OpenFile, others: readonly OpenFile[]): Promise<FilePreview> {
  const { source, preview } = file;
  const sameSize = others.filter(
    (other) => other.source.size === source.size && other.preview.fileId !== preview.fileId,
  );
  if (sameSize.length === 0) return preview;
  const fingerprint = await fingerprintOf(source);
  for (const other of sameSize) {
    // A file that cannot be read any more is nobody's copy.
    const same = await fingerprintOf(other.source).catch(() => null);
    if (same !== fingerprint) continue;
    const finding = {
      code: 'duplicateFile' as const,
      columns: [],
      rows: preview.estimatedRows,
      detail: other.source.name,
      cured: null,
      example: null,
    };
    return { ...preview, findings: inOrder([...preview.findings, finding]) };
  }
  return preview;
}
