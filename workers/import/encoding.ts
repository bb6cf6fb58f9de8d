const MARK = [0xef, 0xbb, 0xbf];

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

/**
 * Reads the head of a text in UTF-8; files in other encodings have been recoded before (`sources/plain-text.ts`).
 *
 * @param bytes its first bytes
 * @returns its text without the byte order mark; what is no UTF-8 after all becomes U+FFFD, and is told where its rows
 *   are counted
 */
export function decodeHead(bytes: Uint8Array): { readonly text: string; readonly bom: boolean } {
  const bom = MARK.every((byte, index) => bytes[index] === byte);
  return { text: new TextDecoder().decode(withoutCutCharacter(bytes)), bom };
}
