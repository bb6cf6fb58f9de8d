import { DataType, type Data } from 'apache-arrow';

/** Bits of a value in a buffer of its own; null where it has another form. */
function bitsOf(type: DataType): number | null {
  if (DataType.isBool(type)) return 1;
  const stored = DataType.isDictionary(type) ? (type as { indices: DataType }).indices : type;
  if (DataType.isFixedSizeBinary(stored)) return 8 * stored.byteWidth;
  const { ArrayType } = stored as { ArrayType?: { BYTES_PER_ELEMENT?: number } };
  const bytes = ArrayType?.BYTES_PER_ELEMENT;
  if (bytes === undefined || DataType.isUtf8(stored) || DataType.isBinary(stored)) return null;
  if (DataType.isDecimal(stored)) return stored.bitWidth;
  if (DataType.isInt(stored) || DataType.isFloat(stored) || DataType.isTime(stored)) return 8 * bytes;
  return DataType.isTimestamp(stored) || DataType.isDuration(stored) ? 64 : null;
}

function fail(): never {
  throw new RangeError('a column points outside of its values');
}

/** Offsets rise and stay within the values they point at. */
function checkOffsets({ valueOffsets: offsets, length }: Data, values: number): void {
  if (offsets.length < length + 1) fail();
  let before = 0;
  for (let at = 0; at <= length; at += 1) {
    const offset = Number(offsets[at] ?? 0);
    if (offset < before || offset > values) fail();
    before = offset;
  }
}

/**
 * Checks that a column reads nothing outside of its own buffers: the engine takes their sizes on trust, and a broken file
 * would bring it down.
 *
 * @throws RangeError
 */
export function checkColumn(data: Data): void {
  const { type, length } = data;
  const nulls = data.nullBitmap as Uint8Array | undefined;
  if (data.nullCount > 0 && nulls !== undefined && nulls.length * 8 < length) fail();
  const values = data.values as { readonly byteLength: number; readonly length: number } | undefined;
  const bits = bitsOf(type);
  if (bits !== null && ((values?.byteLength ?? 0) * 8) / bits < length) fail();
  if (
    DataType.isUtf8(type) ||
    DataType.isLargeUtf8(type) ||
    DataType.isBinary(type) ||
    DataType.isLargeBinary(type)
  ) {
    checkOffsets(data, values?.length ?? 0);
  }
  if (DataType.isList(type) || DataType.isMap(type)) checkOffsets(data, data.children[0]?.length ?? 0);
  if (DataType.isFixedSizeList(type) && (data.children[0]?.length ?? 0) < length * type.listSize) fail();
  if (DataType.isStruct(type) && data.children.some((child) => child.length < length)) fail();
  for (const child of data.children) checkColumn(child);
  const { dictionary } = data;
  if (dictionary === undefined) {
    if (DataType.isDictionary(type)) fail();
    return;
  }
  for (const part of dictionary.data) checkColumn(part);
  const indices = data.values as ArrayLike<number | bigint>;
  for (let row = 0; row < length; row += 1) {
    const index = Number(indices[row] ?? 0);
    const isNull = data.nullCount > 0 && !data.getValid(row);
    if (!isNull && (index < 0 || index >= dictionary.length)) fail();
  }
}
