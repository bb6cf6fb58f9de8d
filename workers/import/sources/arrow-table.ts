import { RecordBatch as Rows, Schema, Struct, Table, tableFromIPC, tableToIPC, makeData } from 'apache-arrow';
import { Footer } from 'apache-arrow/ipc/metadata/file';
import { Message } from 'apache-arrow/ipc/metadata/message';
import { appError, AppFailure } from '../../../src/contract/error.ts';
import type { FileSource, Run } from '../../engine/database.ts';
import { checkColumn } from './arrow-checks.ts';
import { unpackedBody } from './arrow-buffers.ts';
import { readMessage, type ArrowMessage } from './arrow-message.ts';
import { checkSchema } from './arrow-heads.ts';
import { joinedBytes, type Bytes } from './bytes.ts';
import { stagedName, storedColumns } from './column-fields.ts';
import { FlatView } from './flat-view.ts';
import type { ColumnBatch, ColumnTable } from './table-source.ts';

const CONTINUED = 0xffffffff;
/** Bytes before the first message of a file: `ARROW1` and two of padding. A stream has none. */
const MAGIC = 8;
/** Bytes behind the footer of a file: its length and `ARROW1`. */
const TRAILER = 10;
/** Place of the schema in the table of the footer. */
const FOOTER_SCHEMA = 1;
/** Rows that are handed on together at least, but at the end. */
const TOGETHER = 250_000;

function damaged(name: string, thrown: unknown): AppFailure {
  if (thrown instanceof AppFailure) return thrown;
  const detail = thrown instanceof Error ? thrown.message : String(thrown);
  return new AppFailure(appError('file.damaged', { name, format: 'Arrow', detail }), thrown);
}

/** The messages of a file or a stream one after the other: their heads alone are read. */
async function messagesOf(run: Run, source: FileSource): Promise<readonly ArrowMessage[]> {
  const first = await source.read(0, MAGIC);
  const isFile = new TextDecoder().decode(first.subarray(0, 6)) === 'ARROW1';
  const messages: ArrowMessage[] = [];
  for (let at = isFile ? MAGIC : 0; at + 8 <= source.size;) {
    run.check();
    const mark = await source.read(at, at + 8);
    const view = new DataView(mark.buffer, mark.byteOffset, mark.byteLength);
    // Streams of before 2019 go without the mark of continuation.
    const marked = view.getUint32(0, true) === CONTINUED;
    const length = view.getInt32(marked ? 4 : 0, true);
    if (length <= 0) break;
    const headAt = at + (marked ? 8 : 4);
    const head = await source.read(headAt, headAt + length);
    if (head.length < length) throw new RangeError('the file ends inside a message');
    const message = readMessage(head, headAt + length);
    if (message === null) break;
    messages.push(message);
    at = message.bodyAt + message.bodyLength;
    if (at > source.size) throw new RangeError('the file ends inside a message');
  }
  return messages;
}

/** The head of a message and its body as they stand in a stream. */
function framed(head: Uint8Array, body: Bytes): Bytes {
  const padding = (8 - ((head.length + 8) % 8)) % 8;
  const mark = new DataView(new ArrayBuffer(8));
  mark.setUint32(0, CONTINUED, true);
  mark.setInt32(4, head.length + padding, true);
  return joinedBytes([new Uint8Array(mark.buffer), new Uint8Array(head), new Uint8Array(padding), body]);
}

/** The schema as a stream begins with it. Some writers put it at the end of a file alone. */
async function schemaOf(source: FileSource, first: ArrowMessage | undefined): Promise<Bytes> {
  if (first?.kind === 'schema') return inStream(source, first);
  const end = await source.read(Math.max(0, source.size - TRAILER), source.size);
  const length = new DataView(end.buffer, end.byteOffset, end.byteLength).getInt32(0, true);
  const at = source.size - TRAILER - length;
  if (end.length < TRAILER || length <= 0 || at < MAGIC) throw new RangeError('it has no schema');
  const footer = new Uint8Array(await source.read(at, at + length));
  const flat = new FlatView(footer);
  const place = flat.table(flat.root(), FOOTER_SCHEMA);
  if (place === null) throw new RangeError('it has no schema');
  checkSchema(flat, place);
  const { schema } = Footer.decode(footer);
  return framed(Message.encode(Message.from(schema)), new Uint8Array(0));
}

/** A message as it stands in a stream, its body unpacked. */
async function inStream(source: FileSource, message: ArrowMessage): Promise<Bytes> {
  const body = new Uint8Array(await source.read(message.bodyAt, message.bodyAt + message.bodyLength));
  const { head, bytes } =
    message.codec === null ? { head: message.head, bytes: body } : unpackedBody(message, message.codec, body);
  return framed(head, bytes);
}

/** Some fields of a table, under the names they are staged by. */
function selected(table: Table, fields: readonly number[]): Uint8Array {
  const schema = new Schema(
    fields.flatMap((field) => table.schema.fields[field]?.clone({ name: stagedName(field) }) ?? []),
  );
  const batches = table.batches.map((batch) => {
    const children = fields.flatMap((field) => batch.data.children[field] ?? []);
    for (const child of children) checkColumn(child);
    const data = makeData({ type: new Struct(schema.fields), length: batch.numRows, nullCount: 0, children });
    return new Rows(schema, data);
  });
  return tableToIPC(new Table(schema, batches), 'stream');
}

function rowsOf(message: ArrowMessage): number {
  const decoded = Message.decode(message.head);
  return decoded.isRecordBatch() ? decoded.header().length : 0;
}

/**
 * Opens an Arrow file (Feather version 2) or a stream. The heads of its messages are read, which say how many rows
 * there are; rows are read as they are asked for.
 *
 * @throws AppFailure `file.damaged`
 */
export async function openArrow(run: Run, source: FileSource): Promise<ColumnTable> {
  const { name } = source;
  const read = async <T>(work: () => Promise<T>): Promise<T> => {
    try {
      return await work();
    } catch (thrown) {
      throw damaged(name, thrown);
    }
  };
  const messages = await read(() => messagesOf(run, source));
  const start = await read(() => schemaOf(source, messages[0]));
  const schema = await read(() => Promise.resolve(tableFromIPC(start).schema));
  const rows = messages.flatMap((message) => (message.kind === 'rows' ? [message] : []));
  const counts = await read(() => Promise.resolve(new Map(rows.map((each) => [each, rowsOf(each)]))));

  async function* batches(run: Run, fields: readonly number[], most = Infinity): AsyncGenerator<ColumnBatch> {
    let dictionaries: Bytes[] = [];
    let held: Bytes[] = [];
    let [waiting, seen] = [0, 0];
    // One stream for all batches: DuckDB takes rows into a table that is there already four times as slowly.
    const together = async (): Promise<ColumnBatch> => {
      const stream = joinedBytes([start, ...dictionaries, ...held]);
      const streams = [await read(() => Promise.resolve(selected(tableFromIPC(stream), fields)))];
      const batch = { rows: waiting, streams };
      [held, waiting] = [[], 0];
      return batch;
    };
    for (const message of messages) {
      run.check();
      if (seen >= most) break;
      if (message.kind === 'schema') continue;
      // Entries of a dictionary hold for the rows behind them.
      if (message.kind === 'dictionary' && waiting > 0) yield await together();
      const bytes = await read(() => inStream(source, message));
      if (message.kind === 'dictionary') {
        dictionaries = [...dictionaries, bytes];
        continue;
      }
      const count = counts.get(message) ?? 0;
      if (count === 0) continue;
      held.push(bytes);
      waiting += count;
      seen += count;
      if (waiting >= TOGETHER) yield await together();
    }
    if (waiting > 0) yield await together();
  }

  return {
    kind: 'columns',
    columns: storedColumns(schema),
    rows: [...counts.values()].reduce((sum, count) => sum + count, 0),
    batches,
  };
}
