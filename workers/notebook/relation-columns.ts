import type { CatalogColumn } from '../../src/contract/notebook.ts';
import { texts, type ColumnType, type Unit } from '../../src/contract/result-set.ts';
import { identifier, sql, type Sql } from '../../src/contract/sql.ts';
import type { Database, Run } from '../engine/database.ts';

const WHOLE = /^(?:U?(?:TINYINT|SMALLINT|INTEGER|BIGINT|HUGEINT)|DECIMAL\(\d+,0\))$/u;
const FRACTIONAL = /^(?:FLOAT|DOUBLE|DECIMAL\(\d+,\d+\))$/u;

/** The type that values of a DuckDB type have once they have left the engine. */
export function columnTypeOf(sqlType: string): ColumnType {
  if (WHOLE.test(sqlType)) return 'integer';
  if (FRACTIONAL.test(sqlType)) return 'number';
  if (sqlType === 'BOOLEAN') return 'boolean';
  if (sqlType === 'DATE') return 'date';
  return sqlType.startsWith('TIMESTAMP') ? 'timestamp' : 'text';
}

/**
 * A column as it leaves the engine: enumerations, lists, intervals and the like as text, times without a time zone.
 *
 * @param column of a relation that is read without an alias
 */
export function readableValue({ name, sqlType, type }: CatalogColumn): Sql {
  const value = identifier(name);
  if (type === 'text') return sqlType === 'VARCHAR' ? value : sql`${value}::VARCHAR`;
  return type === 'timestamp' && sqlType !== 'TIMESTAMP' ? sql`${value}::TIMESTAMP` : value;
}

/** {@link readableValue} under the column's own name. */
export function readableColumn(column: CatalogColumn): Sql {
  return sql`${readableValue(column)} AS ${identifier(column.name)}`;
}

/** Columns that hold money when they have these names, as in the loaded data. */
const MONEY: ReadonlySet<string> = new Set(['amount', 'unit_price', 'cost', 'margin']);

/** Unit of a column by the name it has in the loaded data. */
function unitByName(name: string, type: ColumnType): Unit | undefined {
  return MONEY.has(name.toLowerCase()) && (type === 'number' || type === 'integer') ? 'currency' : undefined;
}

/** Whether a column names or numbers one customer, by its name. */
function identifierByName(name: string): boolean {
  return /customer_?(?:id|key)/iu.test(name);
}

/** A column that has no declaration, told by its name and type. */
export function columnByName(name: string, sqlType: string): CatalogColumn {
  const type = columnTypeOf(sqlType);
  const unit = unitByName(name, type);
  const column = { name, type, sqlType, role: null, identifier: identifierByName(name) };
  return unit === undefined ? column : { ...column, unit };
}

/** Columns of a relation, told by their names and types. */
export async function describeRelation(
  db: Database,
  run: Run,
  relation: Sql,
): Promise<readonly CatalogColumn[]> {
  const described = await db.query(sql`DESCRIBE SELECT * FROM ${relation}`, run);
  const types = texts(described, 'column_type');
  return texts(described, 'column_name').map((name, index) => columnByName(name, types[index] ?? ''));
}

/** Number of rows of a relation. */
export async function countRows(db: Database, run: Run, relation: Sql): Promise<number> {
  const counted = await db.query(sql`SELECT count(*) FROM ${relation}`, run);
  return Number(counted.columns[0]?.values[0] ?? 0);
}
