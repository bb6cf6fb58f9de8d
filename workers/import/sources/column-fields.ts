import { DataType, TimeUnit, type Field, type Schema, type Timestamp } from 'apache-arrow';
import type { StoredType } from '../../../src/contract/reading.ts';
import { identifier, sql, type Sql } from '../../../src/contract/sql.ts';
import type { StoredColumn } from './table-source.ts';

/** What stands between the entries of a list in one cell. */
const BETWEEN = '; ';

interface Read {
  readonly stored: StoredType;
  readonly value: (staged: Sql) => Sql;
}

/** Text that nobody has said the encoding of, as old writers leave it; bytes where it is none. */
function textOfBytes(staged: Sql): Sql {
  return sql`coalesce(TRY(decode(${staged})), ${staged}::VARCHAR)`;
}

/** Whether moments are counted by millionths of a second or finer: all of them are moments of the engine. */
function isFine({ unit }: Timestamp): boolean {
  return unit === TimeUnit.MICROSECOND || unit === TimeUnit.NANOSECOND;
}

function moment(staged: Sql): Sql {
  return sql`${staged}::TIMESTAMP`;
}

/** A moment that may lie beyond those of the engine; NULL where it does. */
function nearMoment(staged: Sql): Sql {
  return sql`TRY(${moment(staged)})`;
}

/** What a column of a type is, and its values in SQL. */
function readType(type: DataType): Read {
  if (DataType.isDictionary(type)) return readType((type as { dictionary: DataType }).dictionary);
  if (DataType.isInt(type)) return { stored: 'number', value: (staged) => staged };
  if (DataType.isFloat(type) || DataType.isDecimal(type)) {
    return { stored: 'number', value: (staged) => sql`${staged}::DOUBLE` };
  }
  if (DataType.isTimestamp(type) || DataType.isDate(type)) {
    return { stored: 'timestamp', value: DataType.isTimestamp(type) && isFine(type) ? moment : nearMoment };
  }
  if (DataType.isBool(type)) return { stored: 'boolean', value: (staged) => staged };
  if (DataType.isBinary(type) || DataType.isLargeBinary(type)) return { stored: 'text', value: textOfBytes };
  if (DataType.isList(type) || DataType.isFixedSizeList(type)) {
    return {
      stored: 'text',
      value: (staged) => sql`array_to_string(${staged}::VARCHAR[], ${BETWEEN})`,
    };
  }
  return { stored: 'text', value: (staged) => sql`${staged}::VARCHAR` };
}

/** The columns of one field: itself, or those inside a structure, called by their path. */
function columnsOf(
  field: Field<DataType>,
  place: number,
  name: string,
  at: (staged: Sql) => Sql,
): StoredColumn[] {
  if (DataType.isStruct(field.type)) {
    const children = field.type.children as readonly Field<DataType>[];
    return children.flatMap((child) =>
      columnsOf(
        child,
        place,
        `${name}.${child.name}`,
        (staged) => sql`struct_extract(${at(staged)}, ${child.name})`,
      ),
    );
  }
  const { stored, value } = readType(field.type);
  return [{ name, stored, field: place, value: (staged) => value(at(staged)) }];
}

/** The columns that the fields of a schema become; structures are laid out flat. */
export function storedColumns(schema: Schema): readonly StoredColumn[] {
  const fields = schema.fields as readonly Field<DataType>[];
  return fields.flatMap((field, place) => columnsOf(field, place, field.name, (staged) => staged));
}

/** Name of a field where it is staged. Names of the file never reach the engine, so they may be anything. */
export function stagedName(field: number): string {
  return `f${field + 1}`;
}

/** The same in SQL. */
export function stagedField(field: number): Sql {
  return identifier(stagedName(field));
}
