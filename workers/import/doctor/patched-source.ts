import type { FileSource, Run } from '../../engine/database.ts';
import { gather, madeFile, streamOf, type Bytes } from '../sources/bytes.ts';

/** Bytes of a file that give way to a text. */
export interface Patch {
  readonly from: number;
  readonly to: number;
  readonly text: string;
}

type Part = { readonly from: number; readonly to: number } | string;

/** What a patched file is made of, in turn. */
function partsOf(size: number, patches: readonly Patch[]): readonly Part[] {
  const parts: Part[] = [];
  let at = 0;
  for (const { from, to, text } of patches.toSorted((a, b) => a.from - b.from)) {
    parts.push({ from: at, to: from }, text);
    at = to;
  }
  return [...parts, { from: at, to: size }];
}

/**
 * A file with some of its bytes replaced. Where the browser holds the file nothing is copied.
 *
 * @param patches stretches that do not overlap
 */
export async function patchedSource(
  run: Run,
  source: FileSource,
  patches: readonly Patch[],
): Promise<FileSource> {
  if (patches.length === 0) return source;
  const { name, size, handle } = source;
  const parts = partsOf(size, patches);
  if (handle instanceof Blob) {
    const blobs = parts.map((part) => (typeof part === 'string' ? part : handle.slice(part.from, part.to)));
    return madeFile(name, new Blob(blobs));
  }
  async function* pieces(): AsyncGenerator<Bytes> {
    for (const part of parts) {
      if (typeof part === 'string') yield new TextEncoder().encode(part);
      else if (part.to > part.from) yield* streamOf(source, part.from, part.to).pieces();
    }
  }
  return gather(run, name, pieces());
}
