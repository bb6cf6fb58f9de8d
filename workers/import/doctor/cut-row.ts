import type { Dialect } from '../../../src/contract/import.ts';
import { isSeparator, totalWordAt } from '../../../src/data/doctor/ghost-rows.ts';
import type { FileSource } from '../../engine/database.ts';
import { splitRecords, type TextRecord } from '../split-records.ts';
import { isMarked, markedLine } from './marked-lines.ts';
import type { Patch } from './patched-source.ts';

/** Bytes read from the end. */
const TAIL = 64_000;
/** Most lines of a last row that is taken to be cut; a longer one hides a quote that was never closed. */
const LINES = 5;
/** Share of the rows before it that must be whole. */
const SOUND = 0.9;

interface Tail {
  readonly records: readonly TextRecord[];
  readonly sound: number;
}

/** The records at the end; whether the piece begins inside quotes is told by which reading gives more whole ones. */
function tailOf(text: string, { delimiter, quote }: Dialect, columnCount: number): Tail {
  const openings = quote === null ? [''] : ['', quote];
  const readings = openings.map((opening): Tail => {
    const cut = splitRecords(opening + text, { delimiter, quote }, Number.POSITIVE_INFINITY);
    const records = opening === '' ? cut : cut.slice(1);
    return { records, sound: records.filter(({ fields }) => fields.length === columnCount).length };
  });
  return readings.reduce((a, b) => (b.sound > a.sound ? b : a));
}

/** Where a line of a text begins, by its number from 0. */
function startOfLine(text: string, line: number): number {
  let at = 0;
  for (let left = line; left > 0; left -= 1) {
    const end = text.slice(at).search(/\r\n|\n|\r/u);
    if (end === -1) return text.length;
    at += end + (text.startsWith('\r\n', at + end) ? 2 : 1);
  }
  return at;
}

/** Whether a row at the end of a text is cut, as it stands there and as it was read. */
function isCut(
  row: string,
  { fields, broken }: TextRecord,
  { quote }: Dialect,
  columnCount: number,
): boolean {
  if (row.split('\n').length > LINES) return false;
  if (quote !== null && broken && row.split(quote).length % 2 === 0) return true;
  const short = fields.length < columnCount && !/[\r\n]$/u.test(row);
  return short && totalWordAt(fields) < 0 && !isSeparator(fields);
}

/** A last row that is cut: how it is marked as no row, and what is left of it. */
interface CutRow extends Patch {
  readonly fields: readonly string[];
}

/**
 * Finds a last row that is cut: inside quotes, or with fewer fields than there are columns and no end of line.
 *
 * @returns how it is marked as no row; null where the file ends well
 */
export async function cutLastRow(
  source: FileSource,
  dialect: Dialect,
  columnCount: number,
): Promise<CutRow | null> {
  if (dialect.delimiter === 'blanks') return null;
  const start = Math.max(0, source.size - TAIL);
  const bytes = await source.read(start, source.size);
  const decoded = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
  const dropped = start === 0 ? 0 : decoded.search(/[\r\n]/u) + 1;
  const text = decoded.slice(dropped);
  const { records, sound } = tailOf(text, dialect, columnCount);
  const last = records.at(-1);
  const before = records.length - 1;
  if (last === undefined || before < 2 || isMarked(last.fields) || sound < SOUND * before) return null;
  const from = startOfLine(text, last.line);
  const row = text.slice(from);
  if (!isCut(row, last, dialect, columnCount)) return null;
  const length = new TextEncoder().encode(row).length;
  const marked = markedLine(row.replace(/[\r\n]+$/u, ''), dialect, columnCount);
  return { from: source.size - length, to: source.size, text: `${marked}\n`, fields: last.fields };
}
