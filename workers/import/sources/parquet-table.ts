import { RecordBatch, Schema, Table, tableFromIPC, tableToIPC } from 'apache-arrow';
import type { ParquetFile } from 'parquet-wasm/esm';
import { appError, AppFailure } from '../../../src/contract/error.ts';
import type { FileSource, Run } from '../../engine/database.ts';
import { stagedName, storedColumns } from './column-fields.ts';
import { parquetLibrary, settled } from './parquet-library.ts';
import type { ColumnBatch, ColumnTable } from './table-source.ts';

/** Rows of a batch of the reader; DuckDB stores as many together. */
const BATCH_ROWS = 122_880;
/** Rows that are unpacked together at most, but for a row group that is larger by itself. */
const TOGETHER = 500_000;

/** Bytes of a file for the library, which asks for slices of a Blob; a file on disk is none under Node. */
class Slices extends Blob {
  readonly #source: FileSource;
  readonly #from: number;
  readonly #to: number;

  constructor(source: FileSource, from: number, to: number) {
    super();
    this.#source = source;
    this.#from = from;
    this.#to = to;
  }

  override get size(): number {
    return this.#to - this.#from;
  }

  override slice(start = 0, end = this.size): Blob {
    const at = (place: number): number =>
      this.#from + Math.min(this.size, place < 0 ? Math.max(0, this.size + place) : place);
    return new Slices(this.#source, at(start), at(end));
  }

  override async arrayBuffer(): Promise<ArrayBuffer> {
    return new Uint8Array(await this.#source.read(this.#from, this.#to)).buffer;
  }
}

/** Runs work of the library; what it fails by becomes a failure of the file. */
async function reading<T>(name: string, work: () => T | Promise<T>): Promise<T> {
  try {
    return await settled(work);
  } catch (thrown) {
    if (thrown instanceof AppFailure) throw thrown;
    const detail = thrown instanceof Error ? thrown.message : String(thrown);
    const locked = /encrypt|decrypt/iu.test(detail);
    throw new AppFailure(
      locked
        ? appError('file.locked', { name })
        : appError('file.damaged', { name, format: 'Parquet', detail }),
      thrown,
    );
  }
}

interface Group {
  readonly place: number;
  readonly rows: number;
}

/** Row groups in turn, as many at a time as are unpacked together. */
function* stretches(groups: readonly Group[], most: number): Generator<readonly Group[]> {
  let waiting: Group[] = [];
  let rows = 0;
  let seen = 0;
  for (const group of groups) {
    if (seen >= most) break;
    if (waiting.length > 0 && rows + group.rows > TOGETHER) {
      yield waiting;
      [waiting, rows] = [[], 0];
    }
    waiting.push(group);
    rows += group.rows;
    seen += group.rows;
  }
  if (waiting.length > 0) yield waiting;
}

/** The same rows with fields under the names they are staged by. */
export function renamedStream(stream: Uint8Array, fields: readonly number[]): Uint8Array {
  const table = tableFromIPC(stream);
  const renamed = table.schema.fields.map((field, index) =>
    field.clone({ name: stagedName(fields[index] ?? index) }),
  );
  const schema = new Schema(renamed);
  return tableToIPC(
    new Table(
      schema,
      table.batches.map((batch) => new RecordBatch(schema, batch.data)),
    ),
    'stream',
  );
}

/**
 * Opens a Parquet file. Only its footer is read; columns are read as they are asked for, a stretch of row groups at a
 * time.
 *
 * @throws AppFailure `file.locked` where it is encrypted, `file.damaged`
 */
export async function openParquet(source: FileSource): Promise<ColumnTable> {
  const { name } = source;
  const magic = new TextDecoder().decode(await source.read(0, 4));
  if (magic === 'PARE') throw new AppFailure(appError('file.locked', { name }));
  const { ParquetFile: Reader } = await parquetLibrary();
  const file: ParquetFile = await reading(name, () => Reader.fromFile(new Slices(source, 0, source.size)));
  const schema = await reading(name, () => tableFromIPC(file.schema().intoIPCStream()).schema);
  const groups = await reading(name, () =>
    file
      .metadata()
      .rowGroups()
      .map((group, place): Group => ({ place, rows: group.numRows() }))
      .filter(({ rows }) => rows > 0),
  );
  const names = schema.fields.map((field) => field.name);

  async function* batches(run: Run, fields: readonly number[], most = Infinity): AsyncGenerator<ColumnBatch> {
    const columns = fields.map((field) => names[field] ?? '');
    let left = most;
    for (const stretch of stretches(groups, most)) {
      run.check();
      const rowGroups = stretch.map(({ place }) => place);
      const limit = Number.isFinite(left) ? { limit: left } : {};
      const read = await reading(name, () =>
        file.read({ columns, rowGroups, batchSize: BATCH_ROWS, ...limit }),
      );
      try {
        const made = read.recordBatches().map((batch) => {
          const { numRows } = batch;
          return { rows: numRows, stream: renamedStream(batch.intoIPCStream(), fields) };
        });
        const rows = made.reduce((sum, each) => sum + each.rows, 0);
        left -= rows;
        yield { rows, streams: made.filter((each) => each.rows > 0).map(({ stream }) => stream) };
      } finally {
        read.free();
      }
    }
  }

  return {
    kind: 'columns',
    columns: storedColumns(schema),
    rows: groups.reduce((sum, { rows }) => sum + rows, 0),
    batches,
  };
}
