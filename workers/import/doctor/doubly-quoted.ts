import type { Dialect } from '../../../src/contract/import.ts';
import type { FileSource, Run } from '../../engine/database.ts';
import { gather, streamOf, type Bytes } from '../sources/bytes.ts';
import { sniffDialect } from '../sniff-dialect.ts';

/** Lines looked at. */
const JUDGED = 2000;
/** Share of lines from which on all are taken to be wrapped. */
const MOST = 0.8;

const WRAPPED = /^"((?:[^"]|"")*)"\s*$/u;

/** A line without the quotes around all of it; null where there are none. */
function unwrapped(line: string): string | null {
  const inner = WRAPPED.exec(line)?.[1];
  return inner !== undefined && /[,;\t|]/u.test(inner) ? inner.replaceAll('""', '"') : null;
}

/** Lines that are wrapped in quotes, with how each stands in the file and without them. */
interface DoublyQuoted {
  readonly lines: readonly (readonly [wrapped: string, bare: string])[];
  /** How the table is cut once they are unwrapped. */
  readonly dialect: Dialect;
}

/**
 * Finds lines that are wrapped in quotes as one value though several stand in them.
 *
 * @param text the head of the file
 * @returns null where there are none, or unwrapping them would not make rows like the others
 */
export function doublyQuotedLines(text: string): DoublyQuoted | null {
  if (!/^"/mu.test(text)) return null;
  const lines = text.split(/\r\n|\n|\r/u, JUDGED).filter((line) => line.trim() !== '');
  const bare = lines.map(unwrapped);
  const found = lines.flatMap((line, index): DoublyQuoted['lines'] => {
    const inner = bare[index] ?? null;
    return inner === null ? [] : [[line, inner]];
  });
  const wrapped = found.length;
  if (wrapped === 0) return null;
  const { columnCount, records, dialect } = sniffDialect(
    lines.map((line, index) => bare[index] ?? line).join('\n'),
    true,
    false,
  );
  if (columnCount < 2) return null;
  const sound = records.filter(({ fields }) => fields.length === columnCount).length;
  const others = sniffDialect(lines.filter((_, index) => bare[index] === null).join('\n'), true, false);
  const fits = wrapped >= MOST * lines.length || others.columnCount === columnCount;
  return fits && sound >= MOST * records.length ? { lines: found, dialect } : null;
}

/** The whole file with such lines unwrapped, read and written a piece at a time. */
export async function unwrapLines(run: Run, source: FileSource): Promise<FileSource> {
  async function* pieces(): AsyncGenerator<Bytes> {
    const decoder = new TextDecoder();
    const encoder = new TextEncoder();
    let rest = '';
    const told = (share: number): void => {
      run.report({ phase: 'unpacking', share });
    };
    for await (const piece of streamOf(source).pieces(told)) {
      const text = rest + decoder.decode(piece, { stream: true });
      const end = text.lastIndexOf('\n') + 1;
      rest = text.slice(end);
      if (end > 0) yield encoder.encode(unwrapText(text.slice(0, end)));
    }
    yield encoder.encode(unwrapText(rest + decoder.decode()));
  }
  return gather(run, source.name, pieces());
}

/** A text with its wrapped lines unwrapped. */
export function unwrapText(text: string): string {
  return text
    .split('\n')
    .map((line) => {
      const bare = unwrapped(line);
      return bare === null ? line : bare + (line.endsWith('\r') ? '\r' : '');
    })
    .join('\n');
}
