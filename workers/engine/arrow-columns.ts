import { makeData, makeVector, Table, tableToIPC, Utf8, Vector } from 'apache-arrow';
import type { KernelColumn, KernelTable } from '../../src/contract/kernel.ts';

/** Rows of a batch; DuckDB takes larger ones apart slowly. */
const BATCH_ROWS = 122_880;

/**
 * Reads a result as columns for a kernel: DOUBLE as numbers with NaN for NULL, anything else as text.
 *
 * @param table what DuckDB handed out
 */
export function kernelColumns(table: Table): KernelTable {
  const columns = table.schema.fields.map((field, index): [string, KernelColumn] => {
    const vector = table.getChildAt(index);
    if (vector === null) return [field.name, new Float64Array()];
    if (vector.ArrayType !== Float64Array) {
      return [field.name, Array.from({ length: vector.length }, (_, row) => String(vector.get(row) ?? ''))];
    }
    // Of several batches Arrow makes one array; a single one is a view of what DuckDB handed out.
    const read = vector.toArray() as Float64Array;
    const values = vector.data.length > 1 ? read : read.slice();
    if (vector.nullCount > 0) {
      for (let row = 0; row < values.length; row += 1) if (!vector.isValid(row)) values[row] = Number.NaN;
    }
    return [field.name, values];
  });
  return Object.fromEntries(columns);
}

/**
 * A column of text, put together by hand: Arrow's own builder makes code out of text, which the content security
 * policy refuses.
 */
function textVector(texts: readonly string[]): Vector<Utf8> {
  const encoder = new TextEncoder();
  const encoded = texts.map((text) => encoder.encode(text));
  const valueOffsets = new Int32Array(texts.length + 1);
  for (const [row, bytes] of encoded.entries()) {
    valueOffsets[row + 1] = (valueOffsets[row] ?? 0) + bytes.length;
  }
  const data = new Uint8Array(valueOffsets.at(-1) ?? 0);
  for (const [row, bytes] of encoded.entries()) data.set(bytes, valueOffsets[row] ?? 0);
  return new Vector([makeData({ type: new Utf8(), length: texts.length, nullCount: 0, valueOffsets, data })]);
}

function slice(column: KernelColumn, from: number, to: number) {
  return column instanceof Float64Array
    ? makeVector(column.slice(from, to))
    : textVector(column.slice(from, to));
}

/**
 * Writes columns as an Arrow stream that DuckDB can take in.
 *
 * @param columns columns of equal length, one row at least: DuckDB-WASM has died of tables without rows
 */
export function arrowStream(columns: KernelTable): Uint8Array {
  const entries = Object.entries(columns);
  const rows = entries[0]?.[1].length ?? 0;
  const batches = Array.from({ length: Math.ceil(rows / BATCH_ROWS) }, (_, index) => {
    const from = index * BATCH_ROWS;
    return new Table(
      Object.fromEntries(entries.map(([name, column]) => [name, slice(column, from, from + BATCH_ROWS)])),
    );
  });
  return tableToIPC(new Table(batches.flatMap((table) => table.batches)), 'stream');
}
