import { BufferRegion, DictionaryBatch, Message, RecordBatch } from 'apache-arrow/ipc/metadata/message';
import { decompress as unzstd } from 'fzstd';
import { decompress as unlz4 } from 'lz4js';
import { joinedBytes, type Bytes } from './bytes.ts';
import type { ArrowCodec, ArrowMessage } from './arrow-message.ts';

/** Length before a buffer that is stored as it is. */
const AS_IT_IS = -1n;

const UNPACK = {
  lz4: (packed, length) => unlz4(packed, length),
  zstd: (packed, length) => unzstd(packed, new Uint8Array(length)),
} as const satisfies Record<ArrowCodec, (packed: Uint8Array, length: number) => ArrayLike<number>>;

/** A buffer, before which stands how long it is unpacked. */
function unpackedBuffer(packed: Uint8Array, codec: ArrowCodec): Bytes {
  if (packed.length === 0) return new Uint8Array(0);
  const length = new DataView(packed.buffer, packed.byteOffset, 8).getBigInt64(0, true);
  const content = packed.subarray(8);
  return new Uint8Array(length === AS_IT_IS ? content : UNPACK[codec](content, Number(length)));
}

/**
 * Unpacks the buffers of a message, which are compressed one by one, and writes its head anew for them.
 *
 * @throws Error where a buffer is broken
 */
export function unpackedBody(
  message: ArrowMessage,
  codec: ArrowCodec,
  body: Uint8Array,
): { readonly head: Uint8Array<ArrayBuffer>; readonly bytes: Bytes } {
  const decoded = Message.decode(message.head);
  const header = decoded.isRecordBatch() || decoded.isDictionaryBatch() ? decoded.header() : null;
  if (header === null) return { head: message.head, bytes: new Uint8Array(body) };
  const regions: BufferRegion[] = [];
  const parts: Bytes[] = [];
  let at = 0;
  for (const { offset, length } of header.buffers) {
    const unpacked = unpackedBuffer(body.subarray(offset, offset + length), codec);
    const padding = (8 - (unpacked.length % 8)) % 8;
    regions.push(new BufferRegion(at, unpacked.length));
    parts.push(unpacked, new Uint8Array(padding));
    at += unpacked.length + padding;
  }
  const rows = new RecordBatch(header.length, header.nodes, regions);
  const written =
    header instanceof DictionaryBatch ? new DictionaryBatch(rows, header.id, header.isDelta) : rows;
  return { head: new Uint8Array(Message.encode(Message.from(written, at))), bytes: joinedBytes(parts) };
}
