import { appError, type AppError } from '../../contract/error.ts';
import { identifier, sql, type Sql } from '../../contract/sql.ts';
import { ROLE_COLUMNS } from '../../data/relations.ts';
import type { BoundData } from '../analysis.ts';
import { attributeColumn } from '../order-attribute.ts';
import type { ChurnParams } from './params.ts';
import { NOT_STATED } from './places.ts';

/** A column that a regression may explain churn by. */
export interface DriverColumn {
  /** Name in the tables of churn, which no name of a file can clash with. */
  readonly name: string;
  /** As the parameter names it. */
  readonly label: string;
  /** Its value on a row of `orders`: DOUBLE, or VARCHAR, which the regression takes apart by its values. */
  readonly value: Sql;
}

/** Roles whose columns hold numbers that may explain churn. */
const NUMBER_ROLES = ['tenure', 'amount', 'quantity', 'unitPrice', 'cost', 'margin'] as const;

function numberColumn(data: BoundData, name: string): Sql | null {
  const role = NUMBER_ROLES.find((each) => each === name);
  if (role !== undefined && data.roles.includes(role)) return identifier(ROLE_COLUMNS[role]);
  const extra = data.extraColumns.find((column) => column.kind === 'number' && column.name === name);
  return extra === undefined ? null : identifier(extra.name);
}

function driverValue(data: BoundData, label: string): Sql | null {
  const numeric = numberColumn(data, label);
  if (numeric !== null) return sql`${numeric}::DOUBLE`;
  const whole = attributeColumn(data, label);
  if (whole !== null) return sql`coalesce(nullif(trim(${whole}::VARCHAR), ''), ${NOT_STATED})`;
  const split = label.indexOf('=');
  if (split < 0) return null;
  const [name, value] = [label.slice(0, split), label.slice(split + 1)];
  const column = attributeColumn(data, name);
  if (column !== null)
    return sql`(trim(coalesce(${column}::VARCHAR, '')) = ${value.trim()})::INTEGER::DOUBLE`;
  const counted = numberColumn(data, name);
  return counted === null || value.trim() === '' || !Number.isFinite(Number(value))
    ? null
    : sql`(${counted} = ${Number(value)})::INTEGER::DOUBLE`;
}

/** The columns that are asked for as drivers; those the data have not are left out. */
export function driverColumns(data: BoundData, drivers: readonly string[]): readonly DriverColumn[] {
  return drivers.flatMap((label, index) => {
    const value = driverValue(data, label);
    return value === null ? [] : [{ name: `driver_${index + 1}`, label, value }];
  });
}

/** A check: the data have every column that is named. */
export function hasColumns(data: BoundData, { groupBy, drivers }: ChurnParams): AppError | null {
  if (groupBy !== null && attributeColumn(data, groupBy) === null) {
    return appError('analysis.params', { path: 'groupBy', detail: `there is no attribute ${groupBy}` });
  }
  const unknown = drivers.find((label) => driverValue(data, label) === null);
  return unknown === undefined
    ? null
    : appError('analysis.params', { path: 'drivers', detail: `there is no column ${unknown}` });
}
