import type { Finding } from '../../../src/contract/doctor.ts';
import { appError, AppFailure } from '../../../src/contract/error.ts';
import type { ReadingWish, TextEncoding } from '../../../src/contract/reading.ts';
import type { Run } from '../../engine/database.ts';
import { gather, madeFile, type Bytes, type ByteStream } from './bytes.ts';
import { recordColumns, type RecordColumns } from './json-columns.ts';
import {
  JsonFault,
  recordCutter,
  type CutRecord,
  type JsonShape,
  type RecordCutter,
} from './json-records.ts';
import { innerLists } from './json-unroll.ts';
import { parsedRecord } from './json-values.ts';
import type { TextTable } from './table-source.ts';
import { writtenDialect, writtenRow } from './written-text.ts';

/** Characters of the head. */
const HEAD = 1 << 20;
/** A record that was cut off is not much longer than others are; else a bracket is missing further up. */
const SOME_CHARACTERS = 1 << 12;
const SOME_RECORDS = 4;
/** How a list that was not cut off ends. */
const END_OF_LIST = /\]\s*\}?\s*$/u;

/** A JSON file and where its records are. */
export interface JsonFile {
  readonly stream: ByteStream;
  readonly encoding: TextEncoding;
  readonly shape: JsonShape;
  /** Last characters of the file; null where they cannot be had without reading all of it. */
  readonly tail: string | null;
}

/** Records of a stretch of a file, or what stands at its end without being whole. */
type Step =
  | { readonly kind: 'records'; readonly records: readonly unknown[]; readonly characters: number }
  | { readonly kind: 'cutOff'; readonly text: string; readonly line: number };

async function* textOf(
  { stream, encoding }: JsonFile,
  told?: (share: number) => void,
): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding);
  for await (const piece of stream.pieces(told)) yield decoder.decode(piece, { stream: true });
  yield decoder.decode();
}

function broken(file: JsonFile, cutter: RecordCutter, at: number, thrown: unknown): AppFailure {
  const detail = thrown instanceof Error ? thrown.message : String(thrown);
  const error = appError('file.brokenJson', { name: file.stream.name, line: cutter.lineAt(at), detail });
  return new AppFailure(error, thrown);
}

/** Reads the texts of records; a fault is told with its line. */
function parsed(file: JsonFile, cutter: RecordCutter, cut: readonly CutRecord[]): unknown[] {
  return cut.map(({ text, at }) => {
    try {
      return parsedRecord(text);
    } catch (thrown) {
      throw broken(file, cutter, at, thrown);
    }
  });
}

/** What stands behind the last record that was closed: a record without a line end, or one that was cut off. */
function ending(file: JsonFile, cutter: RecordCutter, longest: number): readonly Step[] {
  const { text, at } = cutter.rest();
  if (text === '') return cutter.open ? [{ kind: 'cutOff', text, line: cutter.lineAt(at) }] : [];
  try {
    return [{ kind: 'records', records: [parsedRecord(text)], characters: text.length }];
  } catch (thrown) {
    const tooLong = text.length > SOME_CHARACTERS + SOME_RECORDS * longest;
    if (tooLong || (cutter.open && END_OF_LIST.test(text))) throw broken(file, cutter, at, thrown);
    return [{ kind: 'cutOff', text, line: cutter.lineAt(at) }];
  }
}

async function* steps(file: JsonFile, told?: (share: number) => void): AsyncGenerator<Step> {
  const cutter = recordCutter(file.shape);
  let longest = 0;
  for await (const piece of textOf(file, told)) {
    let cut: readonly CutRecord[];
    try {
      cut = cutter.push(piece);
    } catch (thrown) {
      throw thrown instanceof JsonFault ? broken(file, cutter, thrown.at, thrown) : thrown;
    }
    longest = cut.reduce((most, { text }) => Math.max(most, text.length), longest);
    yield { kind: 'records', records: parsed(file, cutter, cut), characters: piece.length };
  }
  yield* ending(file, cutter, longest);
}

interface Head {
  readonly records: readonly unknown[];
  readonly characters: number;
  readonly complete: boolean;
  /** Line at which the file was cut off, where it was. */
  readonly cutOff: number | null;
}

async function headOf(file: JsonFile): Promise<Head> {
  const records: unknown[] = [];
  let characters = 0;
  for await (const step of steps(file)) {
    if (step.kind === 'cutOff') return { records, characters, complete: true, cutOff: step.line };
    for (const record of step.records) records.push(record);
    characters += step.characters;
    if (characters > HEAD && records.length > 0)
      return { records, characters, complete: false, cutOff: null };
  }
  return { records, characters, complete: true, cutOff: null };
}

function rowsOf(file: JsonFile, columns: RecordColumns, record: unknown): readonly (readonly string[])[] {
  const rows = columns.rowsOf(record);
  if (rows !== null) return rows;
  const detail = `${JSON.stringify(record).slice(0, 40)} is not of the same kind as the first record`;
  throw new AppFailure(appError('file.unreadable', { name: file.stream.name, detail }));
}

function headerRow(columns: RecordColumns): string {
  return columns.names === null ? '' : writtenRow(columns.names, columns.width);
}

/** All rows as text. */
async function* writtenRows(
  file: JsonFile,
  columns: RecordColumns,
  told: (share: number) => void,
): AsyncGenerator<Bytes> {
  const encoder = new TextEncoder();
  yield encoder.encode(headerRow(columns));
  for await (const step of steps(file, told)) {
    const rows =
      step.kind === 'records'
        ? step.records.flatMap((record) => rowsOf(file, columns, record))
        : step.text === ''
          ? []
          : [columns.rowOfRest(step.text)];
    yield encoder.encode(rows.map((row) => writtenRow(row, columns.width)).join(''));
  }
}

/** Whether the last characters of a file show that it ends within its list or a record. */
function endsEarly(shape: JsonShape, tail: string): boolean {
  const end = tail.trimEnd();
  if (shape !== 'lines') return !/[\]}]$/u.test(end);
  const line = end.slice(end.lastIndexOf('\n') + 1);
  // A line longer than the tail is not judged.
  return line.length < end.length && !/[\]}]$/u.test(line);
}

function truncated(detail: string): Finding {
  return { code: 'truncatedLastRow', columns: [], rows: 1, detail, cured: null, example: null };
}

/** A JSON file as a table, and the lists in its records that could be its rows. */
export interface JsonTable {
  readonly table: TextTable;
  readonly unroll: string | null;
  readonly unrolls: readonly string[];
}

/**
 * Reads the records of a JSON file as a table. No more than the head is read now; its columns are those of the table, and
 * what comes later under other names is kept in one more column (see `json-columns.ts` for the rule by which objects become
 * rows). A last record that was cut off is left out and told; where only the whole shows it, its text becomes a row.
 *
 * @param wish `unroll` names the list whose entries become rows
 * @throws AppFailure `file.brokenJson` with the line, `file.noRecords`, `file.unreadable` where records are of two kinds
 */
export async function jsonTable(file: JsonFile, wish: ReadingWish): Promise<JsonTable> {
  const { name, size } = file.stream;
  const head = await headOf(file);
  const [first] = head.records;
  if (first === undefined) throw new AppFailure(appError('file.noRecords', { name }));
  const { paths, suggested } = innerLists(head.records);
  const wished = wish.unroll === undefined ? suggested : wish.unroll;
  const unroll = wished !== null && paths.includes(wished) ? wished : null;
  const columns = recordColumns(first, unroll);
  const rows = head.records.flatMap((record) => rowsOf(file, columns, record));
  columns.close(head.complete);
  const text = headerRow(columns) + rows.map((row) => writtenRow(row, columns.width)).join('');
  const written = madeFile(name, new Blob([text]));
  const cutOff =
    head.cutOff !== null || (!head.complete && file.tail !== null && endsEarly(file.shape, file.tail));
  const { otherFields } = columns;
  const table: TextTable = {
    kind: 'text',
    head: written,
    complete: head.complete,
    size: head.complete ? written.size : Math.max(written.size, (written.size / head.characters) * size),
    dialect: writtenDialect(columns.names !== null),
    notices: otherFields === null ? [] : [{ code: 'laterFields', column: otherFields }],
    findings: cutOff ? [truncated(head.cutOff === null ? '' : String(head.cutOff))] : [],
    whole: async (run: Run) => {
      if (head.complete) return written;
      const told = (share: number): void => {
        run.report({ phase: 'unpacking', share });
      };
      return gather(run, name, writtenRows(file, columns, told));
    },
  };
  return { table, unroll, unrolls: paths };
}
