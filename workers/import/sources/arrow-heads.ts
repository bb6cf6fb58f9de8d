import type { FlatView } from './flat-view.ts';

/** Places of fields in the tables of the format, as its description numbers them. */
const SCHEMA = { fields: 1, metadata: 2 } as const;
const FIELD = { children: 5, metadata: 6 } as const;
const BATCH = { nodes: 1, buffers: 2 } as const;
/** Bytes of a node or a place of a buffer. */
const NODE = 16;
/** A type is not nested deeper than this. */
const DEEPEST = 32;

function checkFields(flat: FlatView, fields: readonly number[], depth: number, seen: Set<number>): void {
  if (depth > DEEPEST) throw new RangeError('its types are nested without end');
  for (const field of fields) {
    // A field that stands in two places would be read again and again.
    if (seen.has(field)) throw new RangeError('a column stands in itself');
    seen.add(field);
    flat.tables(field, FIELD.metadata);
    checkFields(flat, flat.tables(field, FIELD.children), depth + 1, seen);
  }
}

/**
 * Checks that the lists of a schema end within it. The library makes as many entries as a list claims to have, and a broken
 * file may claim more than memory holds.
 *
 * @param schema place of its table
 * @throws RangeError
 */
export function checkSchema(flat: FlatView, schema: number): void {
  flat.tables(schema, SCHEMA.metadata);
  checkFields(flat, flat.tables(schema, SCHEMA.fields), 0, new Set());
}

/**
 * The same for the head of a batch of rows.
 *
 * @throws RangeError
 */
export function checkBatch(flat: FlatView, batch: number): void {
  flat.entries(batch, BATCH.nodes, NODE);
  flat.entries(batch, BATCH.buffers, NODE);
}
