import { appError, type AppError } from '../../src/contract/error.ts';

/** First bytes by which kinds of file are known that are not text. */
const SIGNATURES: readonly (readonly [readonly number[], string])[] = [
  [[0x50, 0x4b, 0x03, 0x04], 'XLSX / ZIP'],
  [[0x50, 0x41, 0x52, 0x31], 'Parquet'],
  [[0x1f, 0x8b], 'gzip'],
  [[0x25, 0x50, 0x44, 0x46], 'PDF'],
  [[0xd0, 0xcf, 0x11, 0xe0], 'XLS'],
  [[0x53, 0x51, 0x4c, 0x69, 0x74, 0x65], 'SQLite'],
  [[0x89, 0x50, 0x4e, 0x47], 'PNG'],
  [[0xff, 0xd8, 0xff], 'JPEG'],
  [[0x37, 0x7a, 0xbc, 0xaf], '7-Zip'],
  [[0x52, 0x61, 0x72, 0x21], 'RAR'],
  [[0x42, 0x5a, 0x68], 'bzip2'],
  [[0x28, 0xb5, 0x2f, 0xfd], 'Zstandard'],
  [[0x41, 0x52, 0x52, 0x4f, 0x57, 0x31], 'Arrow'],
];

function startsWith(bytes: Uint8Array, signature: readonly number[]): boolean {
  return signature.every((byte, index) => bytes[index] === byte);
}

/** Bytes at the end that may be the beginning of a character cut in two. */
function withoutCutCharacter(bytes: Uint8Array): Uint8Array {
  let end = bytes.length;
  const oldest = Math.max(0, end - 3);
  for (let index = bytes.length - 1; index >= oldest; index -= 1) {
    const byte = bytes[index] ?? 0;
    if (byte < 0x80) break;
    if (byte >= 0xc0) {
      const length = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2;
      if (index + length > bytes.length) end = index;
      break;
    }
  }
  return bytes.subarray(0, end);
}

/** Zeros in every other byte betray UTF-16 without a byte order mark. */
function utf16(bytes: Uint8Array): string | null {
  if (startsWith(bytes, [0xff, 0xfe])) return 'UTF-16 LE';
  if (startsWith(bytes, [0xfe, 0xff])) return 'UTF-16 BE';
  const zeros = [0, 0];
  const looked = bytes.subarray(0, 4096);
  for (const [index, byte] of looked.entries())
    if (byte === 0) zeros[index % 2] = (zeros[index % 2] ?? 0) + 1;
  const [even = 0, odd = 0] = zeros;
  const many = looked.length / 4;
  if (odd > many && even < odd / 10) return 'UTF-16 LE';
  return even > many && odd < even / 10 ? 'UTF-16 BE' : null;
}

/** Chinese text in GBK comes in pairs of high bytes; accented letters of Latin-1 stand alone. */
function eightBit(bytes: Uint8Array): string {
  let pairs = 0;
  let alone = 0;
  for (let index = 0; index < bytes.length; index += 1) {
    if ((bytes[index] ?? 0) < 0x80) continue;
    if ((bytes[index + 1] ?? 0) >= 0x80) {
      pairs += 1;
      index += 1;
    } else {
      alone += 1;
    }
  }
  return pairs > alone ? 'GBK (GB18030)' : 'Latin-1 (Windows-1252)';
}

/** The first bytes of a file as text, or why they are none. */
export type HeadText =
  | { readonly ok: true; readonly text: string; readonly bom: boolean }
  | { readonly ok: false; readonly error: AppError };

/**
 * Reads the head of a file as UTF-8.
 *
 * @param name the file's name, for the error
 * @param bytes its first bytes
 * @returns its text without the byte order mark, or `file.binary` or `file.encoding`
 */
export function decodeHead(name: string, bytes: Uint8Array): HeadText {
  const kind = SIGNATURES.find(([signature]) => startsWith(bytes, signature))?.[1];
  if (kind !== undefined) return { ok: false, error: appError('file.binary', { name, looksLike: kind }) };
  const wide = utf16(bytes);
  if (wide !== null) return { ok: false, error: appError('file.encoding', { name, looksLike: wide }) };
  if (bytes.includes(0)) {
    return { ok: false, error: appError('file.binary', { name, looksLike: 'binary data' }) };
  }
  const bom = startsWith(bytes, [0xef, 0xbb, 0xbf]);
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(withoutCutCharacter(bytes));
    return { ok: true, text, bom };
  } catch {
    return { ok: false, error: appError('file.encoding', { name, looksLike: eightBit(bytes) }) };
  }
}
