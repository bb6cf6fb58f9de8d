/**
 * Bytes of a text that are read by one statement. The rows of a statement stand in memory uncompressed until it ends:
 * ten million in one took 3.7 GB, a slice takes some hundred megabytes.
 */
export const SLICE_BYTES = 96 * 2 ** 20;
