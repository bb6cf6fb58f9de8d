import type { Dialect } from '../../../src/contract/import.ts';
import { isKnownName } from '../../../src/data/role-names.ts';
import { sniffDialect, type Cutting } from '../sniff-dialect.ts';
import { markedLine } from './marked-lines.ts';
import type { Patch } from './patched-source.ts';

/** A line of the head by its place in the file; bytes, without its line end. */
interface Line {
  readonly from: number;
  readonly to: number;
  readonly text: string;
}

/** One of several tables in a file. */
interface Stacked {
  /** Its first line, from 0, and the first line of the next. */
  readonly from: number;
  readonly to: number;
  readonly cut: Cutting;
  readonly rows: number;
}

/** Several tables in one file, and the one that is read. */
export interface StackedTables {
  readonly tables: readonly Stacked[];
  readonly chosen: Stacked;
  readonly lines: readonly Line[];
}

const BLANK = /^[\s,;|"']*$/u;
const BLANK_LINE = /[\r\n][ \t,;|]*(?:\r\n|\r|\n)/u;
const NEWLINE = 0x0a;
const RETURN = 0x0d;

function linesOf(bytes: Uint8Array): readonly Line[] {
  const decoder = new TextDecoder('utf-8');
  const lines: Line[] = [];
  let from = 0;
  for (let at = 0; at <= bytes.length; at += 1) {
    const byte = bytes[at];
    if (byte !== undefined && byte !== NEWLINE && byte !== RETURN) continue;
    if (byte === undefined && from === at) break;
    lines.push({ from, to: at, text: decoder.decode(bytes.subarray(from, at)) });
    if (byte === RETURN && bytes[at + 1] === NEWLINE) at += 1;
    from = at + 1;
  }
  return lines;
}

/** First lines of what blank lines part, outside of quotes. */
function beginnings(lines: readonly Line[]): readonly number[] {
  const starts: number[] = [];
  let quoted = false;
  let afterBlank = true;
  for (const [index, { text }] of lines.entries()) {
    const blank = !quoted && BLANK.test(text);
    if (!blank && afterBlank && !quoted) starts.push(index);
    afterBlank = blank;
    if ((text.split('"').length - 1) % 2 === 1) quoted = !quoted;
  }
  return starts;
}

/** A table that begins with a header by itself: names above values. */
function tableOf(lines: readonly Line[], from: number, to: number): Cutting | null {
  const text = lines
    .slice(from, to)
    .map((line) => line.text)
    .join('\n');
  const cut = sniffDialect(text, true, false);
  const { header, records, columnCount } = cut;
  if (header === null || columnCount < 2 || records.length === 0) return null;
  const names = header.map((name) => name.trim()).filter((name) => name !== '');
  if (
    names.length < 2 ||
    new Set(names).size < names.length ||
    names.some((name) => /^[\d.,-]+$/u.test(name))
  ) {
    return null;
  }
  const typed = header.some((_, index) => {
    const values = records.map(({ fields }) => fields[index]?.trim() ?? '').filter((value) => value !== '');
    return values.length > 0 && values.every((value) => /^[^A-Za-z]*\d[^A-Za-z]*$/u.test(value));
  });
  return typed || names.filter(isKnownName).length >= 2 ? cut : null;
}

/** Whether only blanks part its fields. Beside a table with a delimiter these are lines of words, such as a title. */
function isByBlanks({ dialect }: Cutting): boolean {
  return dialect.delimiter === 'blanks';
}

function sameHeader(a: Cutting, b: Cutting): boolean {
  return JSON.stringify(a.header) === JSON.stringify(b.header);
}

/**
 * Finds tables that stand one below the other, parted by a blank line, each with a header of its own. The largest is
 * read, or the one in which the user has the table begin.
 *
 * @param bytes the head of the file
 * @param whole whether it is all of it; else the last table goes on and is the largest
 * @param wish how the user wants the file to be cut
 * @returns null where there is one table at most
 */
export function stackedTables(bytes: Uint8Array, whole: boolean, wish: Dialect | null): StackedTables | null {
  if (!BLANK_LINE.test(new TextDecoder().decode(bytes))) return null;
  const lines = linesOf(bytes);
  const starts = beginnings(lines);
  const candidates: { readonly from: number; readonly cut: Cutting }[] = [];
  for (const [place, from] of starts.entries()) {
    const cut = tableOf(lines, from, starts[place + 1] ?? lines.length);
    if (cut !== null && !candidates.some((table) => sameHeader(table.cut, cut)))
      candidates.push({ from, cut });
  }
  const delimited = candidates.filter(({ cut }) => !isByBlanks(cut));
  const found = delimited.length > 0 ? delimited : candidates;
  if (found.length < 2) return null;
  const tables = found.map(({ from, cut }, place): Stacked => {
    const to = found[place + 1]?.from ?? lines.length;
    const filled = lines.slice(from, to).filter(({ text }) => !BLANK.test(text)).length;
    return { from, to, cut, rows: filled - cut.dialect.skipLines - 1 };
  });
  const last = tables.at(-1);
  const byRows = tables.reduce((a, b) => (b.rows > a.rows ? b : a));
  const wished = tables.find(
    ({ from, to }) => wish !== null && wish.skipLines >= from && wish.skipLines < to,
  );
  const chosen = wished ?? (whole || last === undefined ? byRows : last);
  return { tables, chosen, lines };
}

/** How the chosen table is cut, counted from the beginning of the file. */
export function dialectOfChosen({ chosen }: StackedTables, bom: boolean): Dialect {
  const { dialect } = chosen.cut;
  return { ...dialect, skipLines: chosen.from + dialect.skipLines, bom };
}

function filledLines({ lines }: StackedTables, { from, to }: Stacked): readonly Line[] {
  return lines.slice(from, to).filter(({ text }) => !BLANK.test(text));
}

/**
 * How the other tables are kept from being read as rows of the chosen one.
 *
 * @returns patches of those below it, and the lines of those above, which go to the end of the file
 */
export function cureOfStacked(stacked: StackedTables): {
  readonly patches: readonly Patch[];
  readonly atEnd: readonly string[];
} {
  const { tables, chosen } = stacked;
  const { dialect, columnCount } = chosen.cut;
  const below = tables.filter(({ from }) => from > chosen.from);
  const above = tables.filter(({ from }) => from < chosen.from);
  return {
    patches: below.flatMap((table) =>
      filledLines(stacked, table).map(({ from, to, text }) => ({
        from,
        to,
        text: markedLine(text, dialect, columnCount),
      })),
    ),
    atEnd: above.flatMap((table) =>
      filledLines(stacked, table).map(({ text }) => markedLine(text, dialect, columnCount)),
    ),
  };
}
