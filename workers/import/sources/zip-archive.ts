import type { FileEntry, Reader } from '@zip.js/zip.js/lib/zip-core-reader.js';
import { appError, AppFailure } from '../../../src/contract/error.ts';
import type { FileSource } from '../../engine/database.ts';
import { asReadable, piecesOf, streamOf, type ByteStream, type Bytes } from './bytes.ts';
import { likelyEncodings } from './text-encoding.ts';

/** A file inside an archive. */
export interface ArchiveEntry {
  readonly path: string;
  /** Bytes once unpacked. */
  readonly bytes: number;
  readonly encrypted: boolean;
  readonly stream: ByteStream;
}

/** Names of old Windows archives are in the encoding of their maker, and nothing says in which. */
function entryName(raw: Uint8Array): string {
  const [encoding = 'utf-8'] = likelyEncodings(raw, true);
  return new TextDecoder(encoding).decode(raw);
}

function damaged(name: string, thrown: unknown): AppFailure {
  if (thrown instanceof AppFailure) return thrown;
  const detail = thrown instanceof Error ? thrown.message : String(thrown);
  return new AppFailure(appError('file.damaged', { name, format: 'zip', detail }), thrown);
}

/** A file as the library reads it: any stretch of it, or all in turn. */
function readerOf(source: FileSource): Reader<FileSource> {
  const { size } = source;
  const from = (offset: number, end: number): ReadableStream<Bytes> =>
    asReadable(streamOf(source, offset, end).pieces());
  return {
    size,
    get readable() {
      return from(0, size);
    },
    createReadable: ({ offset = 0, size: length = size - offset } = {}) => from(offset, offset + length),
    readUint8Array: (index, length) => source.read(index, Math.min(size, index + length)),
  };
}

function streamOfEntry(archive: string, entry: FileEntry): ByteStream {
  const size = entry.uncompressedSize;
  return {
    name: entry.filename.split('/').at(-1) ?? entry.filename,
    size,
    async *pieces(told) {
      let stop: (reason: AppFailure) => void = () => undefined;
      const pipe = new TransformStream<Bytes, Bytes>({
        start(controller) {
          stop = (reason) => {
            controller.error(reason);
          };
        },
      });
      // An entry whose own header is broken fails before anything is written: its reader would wait for ever.
      const writing = entry.getData(pipe.writable).catch((thrown: unknown) => {
        const failure = damaged(archive, thrown);
        stop(failure);
        return failure;
      });
      let read = 0;
      try {
        for await (const piece of piecesOf(pipe.readable)) {
          read += piece.length;
          told?.(size === 0 ? 1 : read / size);
          yield piece;
        }
      } catch (thrown) {
        throw damaged(archive, thrown);
      }
      const end = await writing;
      if (end instanceof AppFailure) throw end;
    },
  };
}

/**
 * Lists the files of a zip archive. Only its directory is read; entries are unpacked where they stand.
 *
 * @throws AppFailure `file.damaged`
 */
export async function archiveEntries(source: FileSource): Promise<readonly ArchiveEntry[]> {
  const { ZipReader } = await import('@zip.js/zip.js/lib/zip-core-reader.js');
  const reader = new ZipReader(readerOf(source), { useWebWorkers: false });
  try {
    const entries = await reader.getEntries({ decodeText: entryName });
    return entries
      .filter((entry) => !entry.directory)
      .map((entry) => ({
        path: entry.filename,
        bytes: entry.uncompressedSize,
        encrypted: entry.encrypted,
        stream: streamOfEntry(source.name, entry),
      }));
  } catch (thrown) {
    throw damaged(source.name, thrown);
  }
}
