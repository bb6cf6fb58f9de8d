import { DataType, type Table, type Vector } from 'apache-arrow';

/** What stands for NULL in a list of integers; in one of DOUBLE it is NaN. */
export const NULL_INTEGER = -(2 ** 31);

/** Lists of numbers by name: of INTEGER as 32-bit integers, of DOUBLE as floats. */
export type NumberLists = Readonly<Record<string, Int32Array | Float64Array>>;

/** An array for the values of a list of this type; null when it is none of INTEGER or DOUBLE. */
function emptyOf(type: DataType): Int32Array | Float64Array | null {
  const of = DataType.isList(type) ? (type.children[0]?.type as DataType | undefined) : undefined;
  if (of?.ArrayType === Int32Array && DataType.isInt(of)) return new Int32Array();
  return of?.ArrayType === Float64Array && DataType.isFloat(of) ? new Float64Array() : null;
}

function numbersIn(list: Vector): Int32Array | Float64Array {
  const values = list.toArray() as Int32Array | Float64Array;
  if (list.nullCount > 0) {
    const none = values instanceof Float64Array ? Number.NaN : NULL_INTEGER;
    for (let at = 0; at < values.length; at += 1) if (!list.isValid(at)) values[at] = none;
  }
  return values;
}

/**
 * Reads a result of one row of lists. Many rows come in batches of 2,048 each, which are handed over and decoded one by
 * one; as a list a column is a single array.
 *
 * @param table what DuckDB handed out: columns are lists of INTEGER or DOUBLE; a list that is NULL has no values
 * @throws RangeError when a column is anything else, which is a mistake in our code
 */
export function numberLists(table: Table): NumberLists {
  const lists = table.schema.fields.map((field, index): [string, Int32Array | Float64Array] => {
    const empty = emptyOf(field.type as DataType);
    if (empty === null) throw new RangeError(`column ${field.name} is no list of numbers`);
    const list = table.getChildAt(index)?.get(0) as Vector | null | undefined;
    return [field.name, list == null ? empty : numbersIn(list)];
  });
  return Object.fromEntries(lists);
}
