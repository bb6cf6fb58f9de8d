import type { StoredType } from '../../src/contract/reading.ts';
import { identifier, sql, type Sql } from '../../src/contract/sql.ts';
import { field } from './csv-source.ts';
import type { IdShape } from './id-shape.ts';
import type { SourceColumn } from './order-columns.ts';

interface Shapes {
  readonly customerShape: IdShape;
  readonly orderShape: IdShape | null;
}

function shapeOf({ role }: SourceColumn, { customerShape, orderShape }: Shapes): IdShape | null {
  if (role === 'customerId') return customerShape;
  return role === 'orderId' ? orderShape : null;
}

/**
 * Whether the values of a column that has a type are what its format says, so that they are taken as they are. Where
 * the user has chosen another format, they are read as text is.
 */
export function agrees(column: SourceColumn, shapes: Shapes, stored: StoredType): boolean {
  if (column.role === 'customerId' || column.role === 'orderId') {
    const kind = shapeOf(column, shapes)?.kind;
    return stored === 'number' && (kind === 'integer' || kind === 'float');
  }
  if (column.role === 'churned') return stored === 'boolean';
  const { format } = column;
  if (format.kind === 'number') return stored === 'number';
  return format.kind === 'date' && format.order === 'iso' && stored === 'timestamp';
}

/** A value that is taken as it is stored, in the type that its column gets. */
export function storedValue(column: SourceColumn, shapes: Shapes): Sql {
  const value = field(column.index);
  const shape = shapeOf(column, shapes);
  if (shape !== null)
    return shape.kind === 'float' ? sql`${value}::DOUBLE` : sql`try_cast(${value} AS BIGINT)`;
  return column.format.kind === 'number' ? sql`${value}::DOUBLE` : value;
}

/** Whether ids of a column are whole numbers as one would write them. */
export function isWholeNumber(column: SourceColumn, shapes: Shapes): boolean {
  return shapeOf(column, shapes)?.kind === 'integer';
}

/** The key of a whole number that is taken as it is stored; NULL where it is none. */
export function storedKey(column: SourceColumn): Sql {
  const cast = identifier(column.stored);
  return sql`CASE WHEN ${cast} >= 0 AND ${cast} = ${field(column.index)} THEN ${cast} END`;
}
