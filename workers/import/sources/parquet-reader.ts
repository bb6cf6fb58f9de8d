import { RecordBatch, Schema, Table, tableFromIPC, tableToIPC } from 'apache-arrow';
import type * as Parquet from 'parquet-wasm/esm';
import { stagedName } from './column-fields.ts';
import { settled } from './parquet-library.ts';
import type { OpenParquet, ParquetPart, ParquetRows } from './parquet-port.ts';

/** Rows of a batch of the reader; DuckDB stores as many together. */
const BATCH_ROWS = 122_880;

/** The rows of several streams as one, with fields under the names they are staged by. */
function joined(streams: readonly Uint8Array[], fields: readonly number[]): Uint8Array {
  const tables = streams.map((stream) => tableFromIPC(stream));
  const found = tables[0]?.schema.fields ?? [];
  const schema = new Schema(
    found.map((field, index) => field.clone({ name: stagedName(fields[index] ?? index) })),
  );
  const batches = tables.flatMap((table) => table.batches.map(({ data }) => new RecordBatch(schema, data)));
  return tableToIPC(new Table(schema, batches), 'stream');
}

/**
 * Opens a Parquet file in this thread. Only its footer is read.
 *
 * @param file its bytes, of which the library asks for slices
 * @throws what the library throws, where the file is broken or encrypted
 */
export async function openHere({ ParquetFile }: typeof Parquet, file: Blob): Promise<OpenParquet> {
  const opened = await settled(() => ParquetFile.fromFile(file));
  const schema = await settled(() => opened.schema().intoIPCStream());
  const groups = await settled(() =>
    opened
      .metadata()
      .rowGroups()
      .map((group, place) => ({ place, rows: group.numRows() }))
      .filter(({ rows }) => rows > 0),
  );
  const names = tableFromIPC(schema).schema.fields.map((field) => field.name);

  async function read({ fields, groups: rowGroups, most }: ParquetPart): Promise<ParquetRows> {
    const columns = fields.map((field) => names[field] ?? '');
    const limit = most === null ? {} : { limit: most };
    return settled(async () => {
      const options = { columns, rowGroups: [...rowGroups], batchSize: BATCH_ROWS, ...limit };
      const table = await opened.read(options);
      // Not the stream of the whole table, whose schema has all fields of the file.
      const batches = table.recordBatches().filter(({ numRows }) => numRows > 0);
      const rows = batches.reduce((sum, { numRows }) => sum + numRows, 0);
      table.free();
      // One stream for all batches: DuckDB takes rows into a table that is there already four times as slowly.
      return {
        rows,
        stream: joined(
          batches.map((batch) => batch.intoIPCStream()),
          fields,
        ),
      };
    });
  }

  return {
    schema,
    groups,
    read,
    // The library frees what nobody holds any more; asked to, it refuses where it broke off in the middle.
    end: () => undefined,
  };
}
