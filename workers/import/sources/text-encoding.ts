import type { TextEncoding } from '../../../src/contract/reading.ts';

/** Bytes at the end of a piece that may be the beginning of a character cut in two. */
const LONGEST_CHARACTER = 4;

function startsWith(bytes: Uint8Array, signature: readonly number[]): boolean {
  return signature.every((byte, index) => bytes[index] === byte);
}

/** The encoding a byte order mark names, or null where there is none. */
function byMark(bytes: Uint8Array): TextEncoding | null {
  if (startsWith(bytes, [0xef, 0xbb, 0xbf])) return 'utf-8';
  if (startsWith(bytes, [0xff, 0xfe])) return 'utf-16le';
  return startsWith(bytes, [0xfe, 0xff]) ? 'utf-16be' : null;
}

/** Zeros in every other byte betray UTF-16 without a byte order mark. */
function byZeros(bytes: Uint8Array): TextEncoding | null {
  const looked = bytes.subarray(0, 4096);
  const zeros = [0, 0];
  for (const [index, byte] of looked.entries()) {
    if (byte === 0) zeros[index % 2] = (zeros[index % 2] ?? 0) + 1;
  }
  const [even = 0, odd = 0] = zeros;
  const many = looked.length / 4;
  if (odd > many && even < odd / 10) return 'utf-16le';
  return even > many && odd < even / 10 ? 'utf-16be' : null;
}

/**
 * Whether bytes can be read in an encoding without a broken character. A character that is cut at the end is no break.
 *
 * @param complete whether the bytes are all there are
 */
export function canRead(bytes: Uint8Array, encoding: TextEncoding, complete: boolean): boolean {
  const most = complete ? 0 : Math.min(LONGEST_CHARACTER - 1, bytes.length);
  for (let cut = 0; cut <= most; cut += 1) {
    try {
      new TextDecoder(encoding, { fatal: true }).decode(bytes.subarray(0, bytes.length - cut));
      return true;
    } catch {
      // Cut one byte more.
    }
  }
  return false;
}

interface Pair {
  readonly lead: number;
  readonly trail: number;
}

/** How usual a two-byte character is in an encoding, 0 to 1. */
type Usual = (pair: Pair) => number;

/** Leads of punctuation and wide forms in all three tables. */
const PUNCTUATION = { from: 0xa1, to: 0xa3 };

/** GB 2312: its 3,755 common characters stand under B0–D7, with trails from A1. GBK adds rare ones around them. */
const gb: Usual = ({ lead, trail }) => {
  if (trail < 0xa1) return 0.05;
  if (lead >= 0xb0 && lead <= 0xd7) return 1;
  if (lead >= PUNCTUATION.from && lead <= PUNCTUATION.to) return 0.8;
  return lead > 0xd7 && lead <= 0xf7 ? 0.3 : 0;
};

/** Big5: its 5,401 common characters stand under A4–C6. */
const big5: Usual = ({ lead }) => {
  if (lead >= 0xa4 && lead <= 0xc6) return 0.95;
  if (lead >= PUNCTUATION.from && lead <= PUNCTUATION.to) return 0.8;
  return lead > 0xc8 && lead <= 0xf9 ? 0.3 : 0;
};

/** Shift-JIS: kana under 82 and 83, the common kanji of JIS level 1 under 88–98. */
const shiftJis: Usual = ({ lead }) => {
  if (lead >= 0x81 && lead <= 0x83) return 1;
  if (lead >= 0x88 && lead <= 0x98) return 0.9;
  return lead <= 0x9f || (lead >= 0xe0 && lead <= 0xea) ? 0.3 : 0;
};

/** Half-width kana are single bytes in Shift-JIS; old terminals write them, and nearly nobody else. */
const HALF_WIDTH_KANA = 0.2;

/** Mean usualness of the characters beyond ASCII. */
function usualness(bytes: Uint8Array, usual: Usual, single: (byte: number) => number | null): number {
  let characters = 0;
  let sum = 0;
  for (let index = 0; index < bytes.length; index += 1) {
    const lead = bytes[index] ?? 0;
    if (lead < 0x80) continue;
    const alone = single(lead);
    characters += 1;
    if (alone === null) {
      sum += usual({ lead, trail: bytes[index + 1] ?? 0 });
      index += 1;
    } else {
      sum += alone;
    }
  }
  return characters === 0 ? 0 : sum / characters;
}

const isLetter = (byte: number): boolean => (byte | 0x20) >= 0x61 && (byte | 0x20) <= 0x7a;

/** In Western text an accented letter stands alone between plain ones, and signs (€, “, °) stand alone too. */
function western(bytes: Uint8Array): number {
  let characters = 0;
  let sum = 0;
  for (let index = 0; index < bytes.length; index += 1) {
    const byte = bytes[index] ?? 0;
    if (byte < 0x80) continue;
    characters += 1;
    const [before, after] = [bytes[index - 1] ?? 0x20, bytes[index + 1] ?? 0x20];
    if (before >= 0x80 || after >= 0x80) sum += 0.2;
    else if (byte >= 0xc0) sum += isLetter(before) || isLetter(after) ? 1 : 0.5;
    else sum += 0.6;
  }
  return characters === 0 ? 0 : sum / characters;
}

function plausibility(bytes: Uint8Array, encoding: TextEncoding): number {
  const pairs = (): null => null;
  if (encoding === 'gb18030') return usualness(bytes, gb, (byte) => (byte === 0x80 ? 0.3 : null));
  if (encoding === 'big5') return usualness(bytes, big5, pairs);
  if (encoding === 'shift_jis') {
    return usualness(bytes, shiftJis, (byte) => (byte >= 0xa1 && byte <= 0xdf ? HALF_WIDTH_KANA : null));
  }
  return western(bytes);
}

const EIGHT_BIT = ['gb18030', 'big5', 'shift_jis', 'windows-1252'] as const;

/**
 * Finds which encodings the first bytes of a text can be in, likeliest first. Statistical detectors that count letters
 * need some hundred of them; headers of tables have ten. So the tables of the encodings are asked how usual the
 * characters are that the bytes would be.
 *
 * @param bytes the first bytes of a file
 * @param complete whether they are all there are
 * @returns encodings without a broken character in these bytes; `windows-1252`, which reads any byte, is always among
 *   them unless a mark or zeros settle it
 */
export function likelyEncodings(bytes: Uint8Array, complete: boolean): readonly TextEncoding[] {
  const marked = byMark(bytes) ?? byZeros(bytes);
  if (marked !== null) return [marked];
  const eightBit = EIGHT_BIT.filter((encoding) => canRead(bytes, encoding, complete))
    .map((encoding) => ({ encoding, score: plausibility(bytes, encoding) }))
    .toSorted((a, b) => b.score - a.score)
    .map(({ encoding }) => encoding);
  return canRead(bytes, 'utf-8', complete) ? ['utf-8', ...eightBit] : eightBit;
}
