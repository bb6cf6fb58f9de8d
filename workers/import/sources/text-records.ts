import { appError, AppFailure } from '../../../src/contract/error.ts';
import type { Dialect } from '../../../src/contract/import.ts';
import type { FileSource } from '../../engine/database.ts';
import { splitRecords } from '../split-records.ts';
import { streamOf } from './bytes.ts';

/** Characters of a record, at most; beyond them a quote was never closed. */
const LONGEST_RECORD = 4_000_000;

/** Where a line begins in a text, by its number from 0. */
function lineStart(text: string, line: number): number {
  let at = 0;
  for (let passed = 0; passed < line; passed += 1) {
    const mark = text.slice(at).search(/[\r\n]/u);
    if (mark === -1) return text.length;
    at += mark + (text.startsWith('\r\n', at + mark) ? 2 : 1);
  }
  return at;
}

/** Up to where a text can be cut into records before more of it has come. */
function soundEnd(text: string): number {
  // A carriage return at the very end may be half of a line end.
  const end = text.lastIndexOf('\n');
  return end === -1 ? text.lastIndexOf('\r', text.length - 2) + 1 : end + 1;
}

/**
 * The records of a text in UTF-8 that comes in pieces, without its skipped lines.
 *
 * @param told hears which share of the file has been read, 0 to 1
 * @throws AppFailure `file.openQuote` where a quote is never closed, `file.gone`
 */
export async function* recordsOf(
  source: FileSource,
  dialect: Pick<Dialect, 'delimiter' | 'quote' | 'skipLines'>,
  told: (share: number) => void,
): AsyncGenerator<readonly (readonly string[])[]> {
  const decoder = new TextDecoder();
  let waiting = '';
  let skip = dialect.skipLines;
  let rows = 0;
  const cut = (text: string, last: boolean): { readonly fields: (readonly string[])[]; rest: string } => {
    const from = lineStart(text, skip);
    skip = 0;
    const body = text.slice(from);
    const all = splitRecords(body, dialect, Number.POSITIVE_INFINITY);
    const open = last ? undefined : all.at(-1);
    const whole = open === undefined ? all : all.slice(0, -1);
    rows += whole.length;
    const rest = open === undefined ? '' : body.slice(lineStart(body, open.line));
    return { fields: whole.map(({ fields }) => fields), rest };
  };
  for await (const piece of streamOf(source).pieces(told)) {
    waiting += decoder.decode(piece, { stream: true });
    const end = soundEnd(waiting);
    if (end === 0 && waiting.length <= LONGEST_RECORD) continue;
    const { fields, rest } = cut(waiting.slice(0, end), false);
    waiting = rest + waiting.slice(end);
    if (waiting.length > LONGEST_RECORD) {
      throw new AppFailure(appError('file.openQuote', { name: source.name, row: rows + 1 }));
    }
    yield fields;
  }
  yield cut(waiting + decoder.decode(), true).fields;
}
