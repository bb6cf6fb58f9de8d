/** What the first bytes of a file say it is. */
export type Signature =
  | { readonly kind: 'gzip' | 'zip' | 'parquet' | 'arrow' }
  /** Something that is no table, by the name people know it by. */
  | { readonly kind: 'other'; readonly name: string }
  | { readonly kind: 'text' };

const KNOWN: readonly (readonly [readonly number[], Signature])[] = [
  [[0x1f, 0x8b], { kind: 'gzip' }],
  [[0x50, 0x4b, 0x03, 0x04], { kind: 'zip' }],
  [[0x50, 0x41, 0x52, 0x31], { kind: 'parquet' }],
  // Its footer is encrypted.
  [[0x50, 0x41, 0x52, 0x45], { kind: 'parquet' }],
  [[0x41, 0x52, 0x52, 0x4f, 0x57, 0x31], { kind: 'arrow' }],
  // A stream of Arrow begins with the continuation marker and the length of the schema.
  [[0xff, 0xff, 0xff, 0xff], { kind: 'arrow' }],
  [[0x50, 0x4b, 0x05, 0x06], { kind: 'other', name: 'an empty ZIP archive' }],
  [[0x25, 0x50, 0x44, 0x46], { kind: 'other', name: 'PDF' }],
  [[0xd0, 0xcf, 0x11, 0xe0], { kind: 'other', name: 'XLS (Excel 97–2003)' }],
  [[0x53, 0x51, 0x4c, 0x69, 0x74, 0x65], { kind: 'other', name: 'SQLite' }],
  [[0x89, 0x50, 0x4e, 0x47], { kind: 'other', name: 'PNG' }],
  [[0xff, 0xd8, 0xff], { kind: 'other', name: 'JPEG' }],
  [[0x37, 0x7a, 0xbc, 0xaf], { kind: 'other', name: '7-Zip' }],
  [[0x52, 0x61, 0x72, 0x21], { kind: 'other', name: 'RAR' }],
  [[0x42, 0x5a, 0x68], { kind: 'other', name: 'bzip2' }],
  [[0x28, 0xb5, 0x2f, 0xfd], { kind: 'other', name: 'Zstandard' }],
  [[0x4f, 0x62, 0x6a, 0x01], { kind: 'other', name: 'Avro' }],
  [[0x4f, 0x52, 0x43], { kind: 'other', name: 'ORC' }],
];

/** Reads what a file is off its first bytes; text is what nothing else is. */
export function signatureOf(bytes: Uint8Array): Signature {
  const found = KNOWN.find(([mark]) => mark.every((byte, index) => bytes[index] === byte));
  return found?.[1] ?? { kind: 'text' };
}
