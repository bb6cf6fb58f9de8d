import { DataType, type Table, type Vector } from 'apache-arrow';
import type { ColumnType, ResultColumn, ResultSet, Value } from '../../src/contract/result-set.ts';

const MAX_SAFE = BigInt(Number.MAX_SAFE_INTEGER);

function isSafe(value: bigint): boolean {
  return value <= MAX_SAFE && value >= -MAX_SAFE;
}

/** Reads a two's complement integer of any width from little-endian 32-bit words. */
function wideInteger(words: ArrayLike<number>): bigint {
  let value = 0n;
  for (let index = words.length - 1; index >= 0; index -= 1) {
    value = (value << 32n) | BigInt(words[index] ?? 0);
  }
  return BigInt.asIntN(words.length * 32, value);
}

/** Scales an integer down by a power of ten without losing more than a double's last digit. */
function scaled(value: bigint, scale: number): number {
  return scale === 0 ? Number(value) : Number(`${value}e-${scale}`);
}

/** A value as Arrow hands it out, NULL apart. */
type Raw = object | string | number | bigint | boolean;

interface Decoded {
  readonly type: ColumnType;
  readonly values: Value[];
}

function map(vector: Vector, read: (raw: Raw) => Value): Value[] {
  return Array.from({ length: vector.length }, (_, index) => {
    const raw = vector.get(index) as Raw | null | undefined;
    return raw === null || raw === undefined ? null : read(raw);
  });
}

function integers(vector: Vector, read: (raw: Raw) => bigint): Decoded {
  const wide = Array.from({ length: vector.length }, (_, index) => {
    const raw = vector.get(index) as Raw | null | undefined;
    return raw === null || raw === undefined ? null : read(raw);
  });
  const exact = wide.every((value) => value === null || isSafe(value));
  return exact
    ? { type: 'integer', values: wide.map((value) => (value === null ? null : Number(value))) }
    : { type: 'text', values: wide.map((value) => (value === null ? null : value.toString())) };
}

function decimals(vector: Vector, scale: number): Decoded {
  const read = (raw: Raw): bigint => wideInteger(raw as ArrayLike<number>);
  if (scale === 0) return integers(vector, read);
  return { type: 'number', values: map(vector, (raw) => scaled(read(raw), scale)) };
}

function nested(raw: unknown): unknown {
  if (typeof raw === 'bigint') return isSafe(raw) ? Number(raw) : raw.toString();
  if (raw !== null && typeof raw === 'object' && 'toJSON' in raw && typeof raw.toJSON === 'function') {
    return (raw.toJSON as () => unknown)();
  }
  return raw;
}

function decodeVector(vector: Vector): Decoded {
  const type = vector.type as DataType;
  if (DataType.isDictionary(type)) return { type: 'text', values: map(vector, String) };
  if (DataType.isUtf8(type) || DataType.isLargeUtf8(type))
    return { type: 'text', values: map(vector, String) };
  if (DataType.isBool(type)) return { type: 'boolean', values: map(vector, Boolean) };
  if (DataType.isInt(type)) {
    return type.bitWidth === 64
      ? integers(vector, (raw) => raw as bigint)
      : { type: 'integer', values: map(vector, Number) };
  }
  if (DataType.isFloat(type)) {
    return { type: 'number', values: map(vector, (raw) => (Number.isFinite(raw) ? Number(raw) : null)) };
  }
  if (DataType.isDecimal(type)) return decimals(vector, type.scale);
  if (DataType.isDate(type)) return { type: 'date', values: map(vector, Number) };
  if (DataType.isTimestamp(type)) return { type: 'timestamp', values: map(vector, Number) };
  if (DataType.isNull(type)) return { type: 'text', values: map(vector, () => null) };
  return {
    type: 'text',
    values: map(vector, (raw) => JSON.stringify(nested(raw), (_, value: unknown) => nested(value))),
  };
}

/**
 * Decodes rows as DuckDB hands them out. It is the one point where DuckDB's types are folded into those of
 * the contract: no BigInt, unscaled decimal, 128-bit integer or time zone passes it. Columns are kept when
 * there are no rows.
 */
export function decode(table: Table): ResultSet {
  const columns = table.schema.fields.map((field, index): ResultColumn => {
    const vector = table.getChildAt(index);
    const { type, values } = vector === null ? { type: 'text' as const, values: [] } : decodeVector(vector);
    return { name: field.name, type, values };
  });
  return { columns, rowCount: table.numRows };
}
