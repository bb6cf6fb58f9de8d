import type { Dialect } from '../../src/contract/import.ts';

type Cut = Pick<Dialect, 'delimiter' | 'quote'>;

/** One record of a text: its fields, and whether its quotes broke the rules. */
export interface TextRecord {
  readonly fields: readonly string[];
  /** Line it begins on, from 0. */
  readonly line: number;
  /** True where a quoted field was followed by something other than a delimiter. */
  readonly broken: boolean;
  /** True where a field stands in quotes. */
  readonly quoted: boolean;
}

function lineEnd(text: string, from: number): { readonly end: number; readonly next: number } {
  for (let index = from; index < text.length; index += 1) {
    const mark = text[index];
    if (mark === '\n') return { end: index, next: index + 1 };
    if (mark === '\r') return { end: index, next: text[index + 1] === '\n' ? index + 2 : index + 1 };
  }
  return { end: text.length, next: text.length };
}

function splitBlanks(text: string, limit: number): TextRecord[] {
  const records: TextRecord[] = [];
  for (let at = 0, line = 0; at < text.length && records.length < limit; line += 1) {
    const { end, next } = lineEnd(text, at);
    const trimmed = text.slice(at, end).trim();
    if (trimmed !== '')
      records.push({ fields: trimmed.split(/[ \t]+/u), line, broken: false, quoted: false });
    at = next;
  }
  return records;
}

interface Field {
  readonly value: string;
  /** Where the reader stands: on a delimiter, a line end or the end. */
  readonly at: number;
  readonly lines: number;
  readonly broken: boolean;
}

function quotedField(text: string, from: number, quote: string, delimiter: string): Field {
  let at = from + 1;
  let value = '';
  for (;;) {
    const close = text.indexOf(quote, at);
    if (close === -1) {
      value += text.slice(at);
      return { value, at: text.length, lines: value.split('\n').length - 1, broken: true };
    }
    value += text.slice(at, close);
    at = close + 1;
    if (text[at] !== quote) break;
    value += quote;
    at += 1;
  }
  let stop = at;
  while (stop < text.length && text[stop] !== delimiter && text[stop] !== '\n' && text[stop] !== '\r')
    stop += 1;
  const after = text.slice(at, stop);
  return { value: value + after, at: stop, lines: value.split('\n').length - 1, broken: after.trim() !== '' };
}

function plainField(text: string, from: number, delimiter: string): Field {
  let at = from;
  while (at < text.length && text[at] !== delimiter && text[at] !== '\n' && text[at] !== '\r') at += 1;
  return { value: text.slice(from, at), at, lines: 0, broken: false };
}

/** Where a quoted field begins, past blanks before the quote; -1 where the field is not quoted. */
function quoteAt(text: string, from: number, cut: Cut): number {
  if (cut.quote === null) return -1;
  let at = from;
  while (text[at] === ' ') at += 1;
  return text[at] === cut.quote ? at : -1;
}

/**
 * Cuts text into records and fields, for the sample only; whole files are cut by DuckDB. Blank lines are passed
 * over.
 *
 * @param limit most records to return
 */
export function splitRecords(text: string, cut: Cut, limit: number): readonly TextRecord[] {
  const { delimiter } = cut;
  if (delimiter === 'blanks') return splitBlanks(text, limit);
  const records: TextRecord[] = [];
  let at = 0;
  let line = 0;
  while (at < text.length && records.length < limit) {
    const fields: string[] = [];
    const begins = line;
    let broken = false;
    let quoted = false;
    for (;;) {
      const opening = quoteAt(text, at, cut);
      const field =
        opening === -1 || cut.quote === null
          ? plainField(text, at, delimiter)
          : quotedField(text, opening, cut.quote, delimiter);
      fields.push(field.value);
      line += field.lines;
      broken ||= field.broken;
      quoted ||= opening !== -1;
      at = field.at;
      if (text[at] !== delimiter) break;
      at += 1;
    }
    at = lineEnd(text, at).next;
    line += 1;
    if (fields.length > 1 || fields[0]?.trim() !== '') records.push({ fields, line: begins, broken, quoted });
  }
  return records;
}
