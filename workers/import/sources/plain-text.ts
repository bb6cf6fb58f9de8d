import type { TextEncoding } from '../../../src/contract/reading.ts';
import type { FileSource, Run } from '../../engine/database.ts';
import { firstBytes, gather, madeFile, type Bytes, type ByteStream } from './bytes.ts';
import type { TextTable } from './table-source.ts';

/** Bytes of the head of a text that is not read where it stands. */
const HEAD_BYTES = 1 << 20;

/** What a character of an encoding takes in UTF-8, for estimates. */
const GROWTH: Readonly<Partial<Record<TextEncoding, number>>> = {
  'utf-16le': 0.55,
  'utf-16be': 0.55,
  gb18030: 1.15,
  big5: 1.15,
  shift_jis: 1.15,
};

/** Text without NUL characters: they mean nothing, and no SQL can hold them. */
function withoutNul(text: string): string {
  return text.replaceAll('\0', '');
}

/** The bytes of a text as UTF-8; what cannot be read in the encoding becomes U+FFFD. */
function recoded(stream: ByteStream, encoding: TextEncoding): ByteStream {
  return {
    name: stream.name,
    size: stream.size * (GROWTH[encoding] ?? 1),
    async *pieces(told) {
      const decoder = new TextDecoder(encoding);
      const encoder = new TextEncoder();
      for await (const piece of stream.pieces(told)) {
        yield encoder.encode(withoutNul(decoder.decode(piece, { stream: true })));
      }
      const rest = withoutNul(decoder.decode());
      if (rest !== '') yield encoder.encode(rest);
    },
  };
}

/** Up to the last line that is whole, so that no row of the head is cut; all of it where no line ends. */
export function wholeLines(bytes: Bytes): Bytes {
  for (let end = bytes.length; end > 0; end -= 1) {
    const byte = bytes[end - 1];
    if (byte === 0x0a || byte === 0x0d) return bytes.subarray(0, end);
  }
  return bytes;
}

/** Text that DuckDB reads where it stands. */
export function textInPlace(source: FileSource): TextTable {
  return {
    kind: 'text',
    head: source,
    complete: true,
    size: source.size,
    dialect: null,
    whole: () => Promise.resolve(source),
  };
}

/**
 * Text that is unpacked or recoded first. The head is made now, the whole when it is wanted.
 *
 * @param stream its bytes as they are in the file, unpacked
 * @param encoding what they are in; null where they are sound UTF-8
 */
export async function textInStream(stream: ByteStream, encoding: TextEncoding | null): Promise<TextTable> {
  const text = encoding === null ? stream : recoded(stream, encoding);
  const { bytes, complete } = await firstBytes(text, HEAD_BYTES);
  const { name } = stream;
  return {
    kind: 'text',
    head: madeFile(name, new Blob([complete ? bytes : wholeLines(bytes)])),
    complete,
    size: complete ? bytes.length : text.size,
    dialect: null,
    whole: async (run: Run) => {
      const told = (share: number): void => {
        run.report({ phase: 'unpacking', share });
      };
      return gather(run, name, text.pieces(told));
    },
  };
}
