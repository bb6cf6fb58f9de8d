import type { FilePreview } from '../../../src/contract/import.ts';
import type { FileSource } from '../../engine/database.ts';
import { fileFingerprint } from '../file-fingerprint.ts';
import { inOrder } from './open-doctored.ts';

/** A file that is open. */
interface OpenFile {
  readonly source: FileSource;
  readonly preview: FilePreview;
}

/** Whether two files of the same bytes are read as the same table: archives and workbooks hold several. */
function readAlike({ reading }: FilePreview, other: FilePreview): boolean {
  const { entry, sheet, unroll } = other.reading;
  return reading.entry === entry && reading.sheet === sheet && reading.unroll === unroll;
}

/**
 * Says in the preview of a file whether another open file has the same content.
 *
 * @param others files that are open besides; only those of the same size are read
 */
export async function tellDuplicate(file: OpenFile, others: readonly OpenFile[]): Promise<FilePreview> {
  const { source, preview } = file;
  const sameSize = others.filter(
    (other) =>
      other.source.size === source.size &&
      other.preview.fileId !== preview.fileId &&
      readAlike(preview, other.preview),
  );
  if (sameSize.length === 0) return preview;
  const fingerprint = await fileFingerprint(source);
  for (const other of sameSize) {
    // A file that cannot be read any more is nobody's copy.
    const same = await fileFingerprint(other.source).catch(() => null);
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
