import { appError, AppFailure } from '../../../src/contract/error.ts';
import type { FileSource, Run } from '../../engine/database.ts';

/** Bytes read at first, when only the head may be wanted, and later on. */
const FIRST_CHUNK = 1 << 18;
const CHUNK = 1 << 21;
/** Bytes gathered before they are handed to the browser, which may put them on disk. */
const GATHERED = 32 << 20;

export type Bytes = Uint8Array<ArrayBuffer>;

/** Bytes that come one after the other, and what is known of them beforehand. */
export interface ByteStream {
  readonly name: string;
  /** Bytes as they come out; an estimate where they are packed. */
  readonly size: number;
  /** All bytes from the beginning. `told` hears which share of the file has been read, 0 to 1. */
  pieces(told?: (share: number) => void): AsyncGenerator<Bytes>;
}

/** A file's bytes, or a stretch of them. */
export function streamOf(source: FileSource, from = 0, to = source.size): ByteStream {
  return {
    name: source.name,
    size: to - from,
    async *pieces(told) {
      for (let at = from; at < to;) {
        const chunk = at - from < CHUNK ? FIRST_CHUNK : CHUNK;
        const bytes = await source.read(at, Math.min(at + chunk, to));
        if (bytes.length === 0) throw new AppFailure(appError('file.gone', { name: source.name }));
        at += bytes.length;
        told?.((at - from) / (to - from));
        yield new Uint8Array(bytes);
      }
    },
  };
}

/** The same pieces as a stream of the browser, which its own decompressors and decoders take. */
export function asReadable<T>(pieces: AsyncGenerator<T>): ReadableStream<T> {
  return new ReadableStream({
    async pull(controller) {
      const step = await pieces.next();
      if (step.done === true) controller.close();
      else controller.enqueue(step.value);
    },
    async cancel() {
      await pieces.return(undefined);
    },
  });
}

/** What comes out of a stream of the browser, in turn. */
export async function* piecesOf<T>(stream: ReadableStream<T>): AsyncGenerator<T> {
  const reader = stream.getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      yield value;
    }
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}

/** Joins pieces to one array. */
export function joinedBytes(parts: readonly Bytes[]): Bytes {
  const joined = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    joined.set(part, at);
    at += part.length;
  }
  return joined;
}

/** The first bytes of a stream; the rest is left unread. */
export async function firstBytes(
  stream: ByteStream,
  wanted: number,
): Promise<{ readonly bytes: Bytes; readonly complete: boolean }> {
  const parts: Bytes[] = [];
  let length = 0;
  for await (const piece of stream.pieces()) {
    parts.push(piece);
    length += piece.length;
    if (length > wanted) return { bytes: joinedBytes(parts).subarray(0, wanted), complete: false };
  }
  return { bytes: joinedBytes(parts), complete: true };
}

/** A file made of bytes that this tab holds. */
export function madeFile(name: string, blob: Blob): FileSource {
  return {
    name,
    size: blob.size,
    handle: blob,
    read: async (start, end) => new Uint8Array(await blob.slice(start, end).arrayBuffer()),
  };
}

/**
 * Whether the browser can give back what it was handed. It takes any number of bytes, and says that it had no room for them
 * only to who reads them.
 */
async function isHeld(blob: Blob): Promise<boolean> {
  try {
    await blob.slice(0, 1).arrayBuffer();
    return true;
  } catch {
    return false;
  }
}

/**
 * Puts what comes into a file of this tab, a stretch at a time, so that no more than one stands in memory.
 *
 * @throws AppFailure `file.noRoom` as soon as the browser has no room for more
 */
export async function gather(run: Run, name: string, pieces: AsyncIterable<Bytes>): Promise<FileSource> {
  const blobs: Blob[] = [];
  let waiting: Bytes[] = [];
  let length = 0;
  let total = 0;
  const handOver = async (): Promise<void> => {
    const blob = new Blob(waiting);
    if (!(await isHeld(blob))) {
      throw new AppFailure(appError('file.noRoom', { name, megabytes: Math.round(total / 1e6) }));
    }
    blobs.push(blob);
    total += length;
    waiting = [];
    length = 0;
  };
  for await (const piece of pieces) {
    run.check();
    waiting.push(piece);
    length += piece.length;
    if (length >= GATHERED) await handOver();
  }
  if (length > 0) await handOver();
  return madeFile(name, new Blob(blobs));
}
