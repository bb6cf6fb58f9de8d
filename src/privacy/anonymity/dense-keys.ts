/** A number for each row, equal where the rows are equal, counted from 0 in the order of first appearance. */
export interface DenseKeys {
  readonly ids: Int32Array;
  /** Different numbers. */
  readonly count: number;
}

/** Largest key that a double keeps exactly. */
const LARGEST = Number.MAX_SAFE_INTEGER;
/** Keys below this many times the rows are looked up in an array rather than hashed. */
const ARRAY_SHARE = 4;

/** Spreads a whole number over the slots of a table. */
function slotOf(key: number, mask: number): number {
  let mixed = Math.imul(key ^ Math.imul(key / 0x1_0000_0000, 0x9e37_79b1), 0x85eb_ca6b);
  mixed ^= mixed >>> 13;
  mixed = Math.imul(mixed, 0xc2b2_ae35);
  return (mixed ^ (mixed >>> 16)) & mask;
}

function throughArray(keys: Float64Array, space: number): DenseKeys {
  const known = new Int32Array(space);
  const ids = new Int32Array(keys.length);
  let count = 0;
  for (let row = 0; row < keys.length; row += 1) {
    const key = keys[row] ?? 0;
    let id = known[key] ?? 0;
    if (id === 0) {
      count += 1;
      id = count;
      known[key] = id;
    }
    ids[row] = id - 1;
  }
  return { ids, count };
}

function throughHash(keys: Float64Array): DenseKeys {
  const slots = 2 ** Math.ceil(Math.log2(Math.max(2, keys.length * 2)));
  const taken = new Int32Array(slots);
  const held = new Float64Array(slots);
  const ids = new Int32Array(keys.length);
  let count = 0;
  for (let row = 0; row < keys.length; row += 1) {
    const key = keys[row] ?? 0;
    let slot = slotOf(key, slots - 1);
    while (taken[slot] !== 0 && held[slot] !== key) slot = (slot + 1) & (slots - 1);
    if (taken[slot] === 0) {
      count += 1;
      taken[slot] = count;
      held[slot] = key;
    }
    ids[row] = (taken[slot] ?? 0) - 1;
  }
  return { ids, count };
}

function areSorted(keys: Float64Array): boolean {
  for (let row = 1; row < keys.length; row += 1) if ((keys[row] ?? 0) < (keys[row - 1] ?? 0)) return false;
  return true;
}

/** Equal keys stand together. */
function throughRuns(keys: Float64Array): DenseKeys {
  const ids = new Int32Array(keys.length);
  let count = Math.min(1, keys.length);
  for (let row = 1; row < keys.length; row += 1) {
    if (keys[row] !== keys[row - 1]) count += 1;
    ids[row] = count - 1;
  }
  return { ids, count };
}

function numbered(keys: Float64Array, space: number): DenseKeys {
  // Records that were grouped in the order of their codes come sorted.
  if (areSorted(keys)) return throughRuns(keys);
  return space <= ARRAY_SHARE * Math.max(keys.length, 1024) ? throughArray(keys, space) : throughHash(keys);
}

/**
 * Numbers the different combinations of codes.
 *
 * @param columns codes from 0, a column for each attribute, of equal length
 * @param rows length of the columns; all rows are equal where there are none
 */
export function denseKeys(columns: readonly Int32Array[], rows: number): DenseKeys {
  let keys = new Float64Array(rows);
  let space = 1;
  for (const column of columns) {
    let size = 1;
    for (const code of column) if (code >= size) size = code + 1;
    if (space * size > LARGEST) {
      const { ids, count } = numbered(keys, space);
      keys = Float64Array.from(ids);
      space = Math.max(1, count);
    }
    for (let row = 0; row < rows; row += 1) keys[row] = (keys[row] ?? 0) * size + (column[row] ?? 0);
    space *= size;
  }
  return numbered(keys, space);
}
