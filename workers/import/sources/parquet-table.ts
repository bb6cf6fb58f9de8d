import { tableFromIPC } from 'apache-arrow';
import { appError, AppFailure } from '../../../src/contract/error.ts';
import type { FileSource, Run } from '../../engine/database.ts';
import { storedColumns } from './column-fields.ts';
import { openParquetFile, type OpenParquet, type ParquetGroup } from './parquet-port.ts';
import type { ColumnBatch, ColumnTable } from './table-source.ts';

/** Rows that are unpacked together at most, but for a row group that is larger by itself. */
const TOGETHER = 500_000;

/** Runs work of the reader; what it fails by becomes a failure of the file. */
async function reading<T>(source: FileSource, work: () => Promise<T>): Promise<T> {
  const { name } = source;
  try {
    return await work();
  } catch (thrown) {
    if (thrown instanceof AppFailure) throw thrown;
    // A file that is no longer there says so itself.
    await source.read(0, 1);
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

/** Row groups in turn, as many at a time as are unpacked together. */
function* stretches(groups: readonly ParquetGroup[], most: number): Generator<readonly ParquetGroup[]> {
  let waiting: ParquetGroup[] = [];
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

/**
 * Opens a Parquet file. Only its footer is read; columns are read as they are asked for, a stretch of row groups at a
 * time. The reader lives no longer than each of these, since its WebAssembly never gives memory back.
 *
 * @throws AppFailure `file.locked` where it is encrypted, `file.damaged`
 */
export async function openParquet(source: FileSource): Promise<ColumnTable> {
  const magic = new TextDecoder().decode(await source.read(0, 4));
  if (magic === 'PARE') throw new AppFailure(appError('file.locked', { name: source.name }));
  const open = (): Promise<OpenParquet> => reading(source, () => openParquetFile(source));
  const head = await open();
  const { schema: stream, groups } = head;
  head.end();
  const { schema } = tableFromIPC(stream);

  async function* batches(run: Run, fields: readonly number[], most = Infinity): AsyncGenerator<ColumnBatch> {
    const file = await open();
    try {
      let left = most;
      for (const stretch of stretches(groups, most)) {
        run.check();
        const part = {
          fields,
          groups: stretch.map(({ place }) => place),
          most: Number.isFinite(left) ? left : null,
        };
        const read = await reading(source, () => file.read(part));
        left -= read.rows;
        if (read.rows > 0) yield { rows: read.rows, streams: [read.stream] };
      }
    } finally {
      file.end();
    }
  }

  return {
    kind: 'columns',
    columns: storedColumns(schema),
    rows: groups.reduce((sum, { rows }) => sum + rows, 0),
    batches,
  };
}
