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
function checkOffsets(data: Data, values: number): void {
  const offsets = data.valueOffsets as ArrayLike<number | bigint>;
  if (offsets.length < data.length + 1) fail();
  let before = 0;
  for (let at = 0; at <= data.length; at += 1) {
    const offset = Number(offsets[at] ?? 0);
    if (offset < before || offset > values) fail();
    before = offset;
  }
}

/** The marks of nulls and the values of fixed width are as many as the rows. */
function checkWidths({ type, length, nullCount, nullBitmap, values }: Data): void {
  const nulls = nullBitmap as Uint8Array | undefined;
  if (nullCount > 0 && nulls !== undefined && nulls.length * 8 < length) fail();
  const bits = bitsOf(type);
  const bytes = (values as ArrayBufferView | undefined)?.byteLength ?? 0;
  if (bits !== null && (bytes * 8) / bits < length) fail();
}

function isVariable(type: DataType): boolean {
  return (
    DataType.isUtf8(type) ||
    DataType.isLargeUtf8(type) ||
    DataType.isBinary(type) ||
    DataType.isLargeBinary(type)
  );
}

/** What lies inside of a column is as long as the column says. */
function checkInside(data: Data): void {
  const { type, length } = data;
  const children = data.children as readonly Data[];
  const inside = children[0]?.length ?? 0;
  if (isVariable(type)) {
    checkOffsets(data, (data.values as ArrayLike<unknown> | undefined)?.length ?? 0);
  }
  if (DataType.isList(type) || DataType.isMap(type)) checkOffsets(data, inside);
  if (DataType.isFixedSizeList(type) && inside < length * type.listSize) fail();
  if (DataType.isStruct(type) && children.some((child) => child.length < length)) fail();
  for (const child of children) checkColumn(child);
}

/** Indices point at entries of the dictionary. */
function checkIndices(data: Data): void {
  const { dictionary, length } = data;
  if (dictionary === undefined) {
    if (DataType.isDictionary(data.type)) fail();
    return;
  }
  for (const part of dictionary.data as readonly Data[]) checkColumn(part);
  const indices = data.values as ArrayLike<number | bigint>;
  for (let row = 0; row < length; row += 1) {
    const index = Number(indices[row] ?? 0);
    const isNull = data.nullCount > 0 && !data.getValid(row);
    if (!isNull && (index < 0 || index >= dictionary.length)) fail();
  }
}

/**
 * Checks that a column reads nothing outside of its own buffers: the engine takes their sizes on trust, and a broken file
 * would bring it down.
 *
 * @throws RangeError
 */
export function checkColumn(data: Data): void {
  checkWidths(data);
  checkInside(data);
  checkIndices(data);
}
