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

/** A FlatBuffer, as far as the heads of messages need it: tables point at their fields by a table of offsets. */
class FlatView {
  readonly view: DataView;

  constructor(bytes: Uint8Array) {
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  root(): number {
    return this.view.getUint32(0, true);
  }

  /** Where the offset of a field stands; null where the table is too short for it. */
  #slot(table: number, field: number): number | null {
    const offsets = table - this.view.getInt32(table, true);
    const at = 4 + 2 * field;
    return at < this.view.getUint16(offsets, true) ? offsets + at : null;
  }

  /** Where a field stands; null where it is left out. */
  field(table: number, field: number): number | null {
    const slot = this.#slot(table, field);
    const offset = slot === null ? 0 : this.view.getUint16(slot, true);
    return offset === 0 ? null : table + offset;
  }

  /** The table that a field points at. */
  table(table: number, field: number): number | null {
    const at = this.field(table, field);
    return at === null ? null : at + this.view.getUint32(at, true);
  }

  leaveOut(table: number, field: number): void {
    const slot = this.#slot(table, field);
    if (slot !== null) this.view.setUint16(slot, 0, true);
  }
}

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
  const batch = kind === 'dictionary' ? flat.table(header, DICTIONARY_DATA) : header;
  const compression = kind === 'schema' || batch === null ? null : flat.table(batch, COMPRESSION);
  if (batch === null || compression === null) return { kind, head, bodyAt, bodyLength, codec: null };
  const named = flat.field(compression, 0);
  const codec = CODECS[named === null ? 0 : flat.view.getInt8(named)] ?? null;
  flat.leaveOut(batch, COMPRESSION);
  return { kind, head, bodyAt, bodyLength, codec };
}
