import { Gunzip } from 'fflate';
import { appError, AppFailure } from '../../../src/contract/error.ts';
import { asReadable, piecesOf, type Bytes, type ByteStream } from './bytes.ts';

/** What text usually shrinks to one part of, for estimates; nothing rests on it. */
const USUAL_RATIO = 6;

/** Whether bytes begin as gzip does. */
export function isGzip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x1f && bytes[1] === 0x8b;
}

/** Unpacks member after member, which the browser's own decompressor does not: it fails behind the first. */
async function* memberAfterMember(packed: ByteStream, told?: (share: number) => void): AsyncGenerator<Bytes> {
  let out: Bytes[] = [];
  const unpacker = new Gunzip((bytes) => {
    out.push(new Uint8Array(bytes));
  });
  for await (const piece of packed.pieces(told)) {
    unpacker.push(piece);
    yield* out;
    out = [];
  }
  unpacker.push(new Uint8Array(0), true);
  yield* out;
}

async function* without(count: number, pieces: AsyncGenerator<Bytes>): AsyncGenerator<Bytes> {
  let left = count;
  for await (const piece of pieces) {
    const skipped = Math.min(left, piece.length);
    left -= skipped;
    if (skipped < piece.length) yield piece.subarray(skipped);
  }
}

async function* unpacked(packed: ByteStream, told?: (share: number) => void): AsyncGenerator<Bytes> {
  let given = 0;
  try {
    const decompressed = asReadable(packed.pieces(told)).pipeThrough(new DecompressionStream('gzip'));
    for await (const piece of piecesOf(decompressed)) {
      given += piece.length;
      yield piece;
    }
  } catch (first) {
    if (first instanceof AppFailure) throw first;
    try {
      yield* without(given, memberAfterMember(packed, told));
    } catch (thrown) {
      if (thrown instanceof AppFailure) throw thrown;
      const detail = thrown instanceof Error ? thrown.message : String(thrown);
      throw new AppFailure(appError('file.damaged', { name: packed.name, format: 'gzip', detail }), thrown);
    }
  }
}

/** The bytes inside a gzip file; of several members, as block compressors write them, they come out as one. */
export function gunzipped(packed: ByteStream): ByteStream {
  return {
    name: packed.name.replace(/\.gz$/iu, ''),
    size: packed.size * USUAL_RATIO,
    pieces: (told) => unpacked(packed, told),
  };
}
