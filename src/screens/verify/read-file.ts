import { build } from 'virtual:build-hash';
import { appError } from '../../contract/error.ts';
import { fail, ok, type Result } from '../../contract/result.ts';
import { type Verification, verifySnapshot } from '../../snapshot/verify-snapshot.ts';

/** A snapshot is a small file; reading a huge one would only hold the page up. */
const MOST_BYTES = 50_000_000;
/** First bytes of a zip archive (PKZIP APPNOTE 4.3.7). */
const ZIP = [0x50, 0x4b, 0x03, 0x04];

/** The page of a pack; null when the archive has none, or one that is too large. */
async function pageOfPack(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer> | null> {
  const { unzipSync } = await import('fflate');
  const files = unzipSync(bytes, {
    filter: ({ name, originalSize }) => /^[^/]+\.html$/u.test(name) && originalSize <= MOST_BYTES,
  });
  const [page] = Object.values(files);
  return page === undefined ? null : new Uint8Array(page);
}

/**
 * Verifies a snapshot, or the page of a pack. Nothing of the file is run or shown.
 *
 * @returns the error `snapshot.unreadable` where the browser cannot read the file, or it is far too large for one
 */
export async function verifyFile(file: File): Promise<Result<Verification>> {
  if (file.size > MOST_BYTES) return fail(appError('snapshot.unreadable', { name: file.name }));
  try {
    const { script, style } = await import('virtual:snapshot-viewer');
    const bytes = new Uint8Array(await file.arrayBuffer());
    const isPack = ZIP.every((byte, at) => bytes[at] === byte);
    const page = isPack ? ((await pageOfPack(bytes)) ?? bytes) : bytes;
    return ok(await verifySnapshot(page, { script, style, build }));
  } catch {
    return fail(appError('snapshot.unreadable', { name: file.name }));
  }
}
