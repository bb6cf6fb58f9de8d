import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import { appError, AppFailure } from '../../src/contract/error.ts';

/** Bytes that are read, hashed and written at once. */
const PIECE = 4 * 2 ** 20;

/** A file that is being written. */
export interface FileSink {
  /** @returns the bytes that were taken */
  write(bytes: Uint8Array<ArrayBuffer>, options: { readonly at: number }): number;
  flush(): void;
  close(): void;
}

/** A folder that is being filled. */
export interface FileFolder {
  /** Begins a file, or writes it anew. */
  create(name: string): Promise<FileSink>;
  /** A file that has been written, as those who open it later read it. */
  read(name: string): Promise<Blob>;
  /** Deletes a file, if there is one. */
  remove(name: string): Promise<void>;
}

/** How copying is watched and stopped. */
export interface CopyControl {
  stopped(): boolean;
  /** Told of bytes that have been written, and again once they have been read back. */
  onBytes(bytes: number): void;
}

function reason(thrown: unknown): string {
  return thrown instanceof Error ? `${thrown.name}: ${thrown.message}` : String(thrown);
}

/** Reads bytes piece by piece. */
async function eachPiece(
  blob: Blob,
  control: CopyControl,
  use: (piece: Uint8Array<ArrayBuffer>, at: number) => void,
): Promise<void> {
  for (let at = 0; at < blob.size; at += PIECE) {
    if (control.stopped()) throw new AppFailure(appError('engine.cancelled', {}));
    const piece = new Uint8Array(await blob.slice(at, at + PIECE).arrayBuffer());
    use(piece, at);
    control.onBytes(piece.length);
  }
}

/** Writes all of a piece. */
function writeWhole(sink: FileSink, piece: Uint8Array<ArrayBuffer>, at: number): void {
  let detail: string;
  try {
    const written = sink.write(piece, { at });
    if (written === piece.length) return;
    detail = `${written} of ${piece.length} bytes written`;
  } catch (thrown) {
    detail = reason(thrown);
  }
  throw new AppFailure(appError('kept.notWritten', { detail }));
}

/** SHA-256 of bytes, hex, or an error that says that they cannot be read. */
async function hashOf(
  blob: Blob,
  name: string,
  control: CopyControl,
  use: (piece: Uint8Array<ArrayBuffer>, at: number) => void,
): Promise<string> {
  const hash = sha256.create();
  try {
    await eachPiece(blob, control, (piece, at) => {
      hash.update(piece);
      use(piece, at);
    });
  } catch (thrown) {
    if (thrown instanceof AppFailure) throw thrown;
    throw new AppFailure(appError('file.gone', { name }), thrown);
  }
  return bytesToHex(hash.digest());
}

/**
 * Writes a file into a folder a piece at a time, reads it back as others will, and compares.
 *
 * @param as its name in the folder
 * @returns SHA-256 of its bytes, hex, which is that of what was read back too
 * @throws AppFailure `kept.notWritten`, `kept.notSame`, `file.gone`, or `engine.cancelled` where it was stopped
 */
export async function copyFile(
  folder: FileFolder,
  as: string,
  file: File,
  control: CopyControl,
): Promise<string> {
  const sink = await folder.create(as);
  let given: string;
  try {
    given = await hashOf(file, file.name, control, (piece, at) => {
      writeWhole(sink, piece, at);
    });
    sink.flush();
  } finally {
    sink.close();
  }
  const written = await folder.read(as);
  const found = await hashOf(written, file.name, control, () => undefined);
  if (written.size !== file.size || found !== given) {
    throw new AppFailure(appError('kept.notSame', { name: file.name }));
  }
  return given;
}
