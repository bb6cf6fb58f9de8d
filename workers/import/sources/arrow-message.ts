import { FlatView } from './flat-view.ts';
import { checkBatch, checkSchema } from './arrow-heads.ts';

/** How the buffers of a batch are compressed. */
export type ArrowCodec = 'lz4' | 'zstd';

/** Where a message of an Arrow file stands, and what it is. */
export interface ArrowMessage {
  readonly kind: 'schema' | 'dictionary' | 'rows';
  /** Its head, a FlatBuffer, as the library reads it: without the word on compression, which it refuses. */
  readonly head: Uint8Array<ArrayBuffer>;
  /** Place of its body in the file, and its length, bytes. */
  readonly bodyAt: number;
  readonly bodyLength: number;
  readonly codec: ArrowCodec | null;
}

const KINDS = { 1: 'schema', 2: 'dictionary', 3: 'rows' } as const;
const CODECS = ['lz4', 'zstd'] as const;

/** Places of fields in the tables of the format, as its description numbers them. */
const HEADER_TYPE = 1;
const HEADER = 2;
const BODY_LENGTH = 3;
const COMPRESSION = 3;
const DICTIONARY_DATA = 1;

/**
 * Reads the head of a message.
 *
 * @param bytes a FlatBuffer; it is copied
 * @param bodyAt where the body begins in the file
 * @returns null where it is of a kind that tables have not
 * @throws RangeError where it is broken
 */
export function readMessage(bytes: Uint8Array, bodyAt: number): ArrowMessage | null {
  const head = new Uint8Array(bytes);
  const flat = new FlatView(head);
  const root = flat.root();
  const type = flat.field(root, HEADER_TYPE);
  const kind = KINDS[(type === null ? 0 : flat.view.getUint8(type)) as keyof typeof KINDS] as
    ArrowMessage['kind'] | undefined;
  const header = flat.table(root, HEADER);
  if (kind === undefined || header === null) return null;
  const length = flat.field(root, BODY_LENGTH);
  const bodyLength = length === null ? 0 : Number(flat.view.getBigInt64(length, true));
  // A length below nothing would lead back to what has been read, again and again.
  if (bodyLength < 0) throw new RangeError('a message is shorter than nothing');
  const batch = kind === 'dictionary' ? flat.table(header, DICTIONARY_DATA) : header;
  if (kind === 'schema') checkSchema(flat, header);
  else if (batch !== null) checkBatch(flat, batch);
  const compression = kind === 'schema' || batch === null ? null : flat.table(batch, COMPRESSION);
  if (batch === null || compression === null) return { kind, head, bodyAt, bodyLength, codec: null };
  const named = flat.field(compression, 0);
  const codec = CODECS[named === null ? 0 : flat.view.getInt8(named)] ?? null;
  flat.leaveOut(batch, COMPRESSION);
  return { kind, head, bodyAt, bodyLength, codec };
}
