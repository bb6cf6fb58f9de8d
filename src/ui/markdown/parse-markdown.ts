import { parseInline, type Inline } from './parse-inline.ts';

/** A block of a page. */
export type Block =
  | { readonly kind: 'heading'; readonly level: number; readonly children: readonly Inline[] }
  | { readonly kind: 'paragraph'; readonly children: readonly Inline[] }
  | { readonly kind: 'list'; readonly ordered: boolean; readonly items: readonly (readonly Inline[])[] }
  | { readonly kind: 'code'; readonly text: string }
  | {
      readonly kind: 'table';
      readonly header: readonly (readonly Inline[])[];
      readonly rows: readonly (readonly (readonly Inline[])[])[];
    };

const HEADING = /^(#{1,6})\s+(.*?)\s*#*$/u;
const FENCE = /^(`{3,}|~{3,})/u;
const ITEM = /^\s{0,3}(?:[-*+]|(\d+)[.)])\s+(.*)$/u;
const TABLE_RULE = /^\s*\|?\s*:?-+:?\s*(\|\s*:?-+:?\s*)*\|?\s*$/u;

/** Cuts a row of a table into cells; a bar that is escaped or stands in code does not cut. */
function cells(line: string): string[] {
  const inner = line
    .trim()
    .replace(/^\|/u, '')
    .replace(/(?<!\\)\|$/u, '');
  const found = inner.match(/(?:\\.|`[^`]*`|[^|\\`]|`)*(?=\||$)/gu) ?? [];
  const kept = found.filter((cell, index) => cell !== '' || found[index - 1] === '' || index === 0);
  return kept.map((cell) => cell.trim().replaceAll('\\|', '|'));
}

/** Lines of a page with a place to read on from. */
class Lines {
  readonly #lines: readonly string[];
  #at = 0;

  constructor(source: string) {
    this.#lines = source.split(/\r?\n/u);
  }

  get ended(): boolean {
    return this.#at >= this.#lines.length;
  }

  peek(ahead = 0): string {
    return this.#lines[this.#at + ahead] ?? '';
  }

  next(): string {
    const line = this.peek();
    this.#at += 1;
    return line;
  }

  /** Takes lines as long as they hold. */
  takeWhile(holds: (line: string) => boolean): string[] {
    const taken: string[] = [];
    while (!this.ended && holds(this.peek())) taken.push(this.next());
    return taken;
  }
}

function isBlank(line: string): boolean {
  return line.trim() === '';
}

function startsBlock(line: string): boolean {
  return isBlank(line) || HEADING.test(line) || FENCE.test(line) || ITEM.test(line);
}

function readCode(lines: Lines): Block {
  const fence = FENCE.exec(lines.next())?.[1] ?? '```';
  const text = lines.takeWhile((line) => !line.startsWith(fence));
  lines.next();
  return { kind: 'code', text: text.join('\n') };
}

function readTable(lines: Lines): Block {
  const header = cells(lines.next()).map(parseInline);
  lines.next();
  const rows = lines.takeWhile((line) => line.includes('|')).map((line) => cells(line).map(parseInline));
  return { kind: 'table', header, rows };
}

function readList(lines: Lines): Block {
  const ordered = ITEM.exec(lines.peek())?.[1] !== undefined;
  const items: string[] = [];
  while (!lines.ended) {
    const match = ITEM.exec(lines.peek());
    if (match === null || (match[1] !== undefined) !== ordered) break;
    lines.next();
    const rest = lines.takeWhile((line) => !startsBlock(line)).map((line) => line.trim());
    items.push([match[2] ?? '', ...rest].join(' '));
  }
  return { kind: 'list', ordered, items: items.map(parseInline) };
}

function readBlock(lines: Lines): Block {
  const line = lines.peek();
  const heading = HEADING.exec(line);
  if (heading !== null) {
    lines.next();
    const [, marks = '#', text = ''] = heading;
    return { kind: 'heading', level: marks.length, children: parseInline(text) };
  }
  if (FENCE.test(line)) return readCode(lines);
  if (ITEM.test(line)) return readList(lines);
  if (line.includes('|') && TABLE_RULE.test(lines.peek(1))) return readTable(lines);
  const first = lines.next().trim();
  const rest = lines.takeWhile((each) => !startsBlock(each)).map((each) => each.trim());
  return { kind: 'paragraph', children: parseInline([first, ...rest].join(' ')) };
}

/**
 * Reads the part of Markdown that method pages are written in: headings, paragraphs, flat lists, tables,
 * fenced code and {@link parseInline}. The page is a tree of values, so nothing in it can become HTML.
 */
export function parseMarkdown(source: string): Block[] {
  const lines = new Lines(source);
  const blocks: Block[] = [];
  for (;;) {
    lines.takeWhile(isBlank);
    if (lines.ended) return blocks;
    blocks.push(readBlock(lines));
  }
}
