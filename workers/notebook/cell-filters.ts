import type {
  CatalogColumn,
  CatalogRelation,
  CellFilter,
  RowArrangement,
} from '../../src/contract/notebook.ts';
import type { Value } from '../../src/contract/result-set.ts';
import { identifier, joined, literal, sql, type Sql } from '../../src/contract/sql.ts';
import { hasRowNumbers } from './read-slice.ts';
import { readableValue } from './relation-columns.ts';

/**
 * A column of a relation by its name.
 *
 * @throws RangeError when there is none
 */
export function columnOf(relation: CatalogRelation, name: string): CatalogColumn {
  const found = relation.columns.find((column) => column.name === name);
  if (found === undefined) throw new RangeError(`${relation.name} has no column ${name}`);
  return found;
}

/** A value of a column as SQL; dates and times come as milliseconds since 1970 UTC. */
function valueOf({ type }: CatalogColumn, value: Value): Sql {
  if (typeof value !== 'number') return literal(value);
  if (type === 'date') return sql`epoch_ms(${value}::BIGINT)::DATE`;
  return type === 'timestamp' ? sql`epoch_ms(${value}::BIGINT)` : literal(value);
}

function condition(column: CatalogColumn, filter: CellFilter): Sql {
  const value = readableValue(column);
  switch (filter.op) {
    case 'contains':
      return sql`contains(lower(${value}::VARCHAR), lower(${filter.text}))`;
    case 'in': {
      const listed = filter.values.filter((each) => each !== null).map((each) => valueOf(column, each));
      const among = listed.length === 0 ? sql`FALSE` : sql`${value} IN (${listed})`;
      return filter.values.includes(null) ? sql`(${among} OR ${value} IS NULL)` : among;
    }
    case 'between': {
      const ends = [
        ...(filter.low === null ? [] : [sql`${value} >= ${valueOf(column, filter.low)}`]),
        ...(filter.high === null ? [] : [sql`${value} <= ${valueOf(column, filter.high)}`]),
      ];
      return ends.length === 0 ? sql`TRUE` : joined(ends, ' AND ');
    }
    case 'empty':
      return column.type === 'text' ? sql`coalesce(${value}, '') = ''` : sql`${value} IS NULL`;
    case 'notEmpty':
      return column.type === 'text' ? sql`${value} <> ''` : sql`${value} IS NOT NULL`;
  }
}

/** Conditions of a grid as SQL after the name of the relation; nothing when there are none. */
export function whereOf(relation: CatalogRelation, filters: readonly CellFilter[]): Sql {
  if (filters.length === 0) return sql``;
  const conditions = filters.map((filter) => condition(columnOf(relation, filter.column), filter));
  return sql`WHERE ${joined(conditions, ' AND ')}`;
}

/**
 * Order of a grid as SQL. Empty values come last; rows that are equal in what is asked for stand by their numbers, or by
 * everything else they hold.
 */
export function orderOf(relation: CatalogRelation, order: RowArrangement['order']): Sql {
  const asked = order.map(({ column, descending }) => {
    const name = identifier(columnOf(relation, column).name);
    return descending ? sql`${name} DESC NULLS LAST` : sql`${name} ASC NULLS LAST`;
  });
  const others = order.length === 0 ? [] : relation.columns.map(({ name }) => identifier(name));
  const all = [...asked, ...(hasRowNumbers(relation) ? [sql`rowid`] : others)];
  return all.length === 0 ? sql`` : sql`ORDER BY ${all}`;
}
