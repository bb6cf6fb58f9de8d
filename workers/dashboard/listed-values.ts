import { nameOfValue } from '../../src/analyses/metric/columns.ts';
import { column } from '../../src/contract/result-set.ts';
import { sql, type Sql } from '../../src/contract/sql.ts';
import type { Database, Run } from '../engine/database.ts';
import { PLACED } from './customer-dimensions.ts';

/** Most values of a dimension that are listed by name, as the analysis `metric` does; the others are put together. */
export const MOST_LISTED = 50;

/**
 * Values of a dimension that are listed by name: those with most customers over all orders of a dashboard's days,
 * whatever is selected, so that a group is the same one on every tile and under every filter. Customers are counted only
 * where there are more values than are listed.
 *
 * @param orders relation of the orders within the days
 * @param text SQL of the column of text
 * @returns null when all are listed
 */
export async function listedValues(
  db: Database,
  run: Run,
  orders: Sql,
  text: Sql,
): Promise<readonly string[] | null> {
  // Of the column as it stands DuckDB looks at entries of its dictionary, not at rows.
  const different = await db.query(
    sql`SELECT DISTINCT ${nameOfValue(sql`text`)} AS name
      FROM (SELECT DISTINCT ${text}::VARCHAR AS text FROM ${orders} WHERE ${PLACED}) LIMIT ${MOST_LISTED + 1}`,
    run,
  );
  if (different.rowCount <= MOST_LISTED) return null;
  const found = await db.query(
    sql`SELECT name, place::DOUBLE AS place FROM (
      SELECT name, row_number() OVER (ORDER BY count(DISTINCT customer_key) DESC, name) AS place
      FROM (SELECT customer_key, ${nameOfValue(sql`${text}::VARCHAR`)} AS name FROM ${orders} WHERE ${PLACED}) GROUP BY name
    ) WHERE place <= ${MOST_LISTED} ORDER BY place`,
    run,
  );
  return column(found, 'name').values.map(String);
}
