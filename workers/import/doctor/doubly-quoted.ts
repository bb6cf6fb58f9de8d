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

/**
 * Finds lines that are wrapped in quotes as one value though several stand in them.
 *
 * @param text the head of the file
 * @returns how many; 0 where unwrapping them would not make rows like the others
 */
export function doublyQuotedLines(text: string): number {
  if (!/^"/mu.test(text)) return 0;
  const lines = text.split(/\r\n|\n|\r/u, JUDGED).filter((line) => line.trim() !== '');
  const bare = lines.map(unwrapped);
  const wrapped = bare.filter((line) => line !== null).length;
  if (wrapped === 0) return 0;
  const { columnCount, records } = sniffDialect(
    lines.map((line, index) => bare[index] ?? line).join('\n'),
    true,
    false,
  );
  if (columnCount < 2) return 0;
  const sound = records.filter(({ fields }) => fields.length === columnCount).length;
  const others = sniffDialect(lines.filter((_, index) => bare[index] === null).join('\n'), true, false);
  const fits = wrapped >= MOST * lines.length || others.columnCount === columnCount;
  return fits && sound >= MOST * records.length ? wrapped : 0;
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
