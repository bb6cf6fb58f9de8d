import { identifier, sql, type Sql } from '../../src/contract/sql.ts';
import { NOTEBOOK } from './cell-store.ts';

/**
 * Where a relation that SQL reads stands, whatever database is in use.
 *
 * @param name as in the catalog: `orders`, `vip`, `rfm.segments`
 */
export function notebookRelation(name: string): Sql {
  const dot = name.indexOf('.');
  const [schema, table] = dot < 0 ? ['main', name] : [name.slice(0, dot), name.slice(dot + 1)];
  return sql`${identifier(NOTEBOOK)}.${identifier(schema)}.${identifier(table)}`;
}
