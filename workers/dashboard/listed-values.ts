import { numbers, column } from '../../src/contract/result-set.ts';
import { sql, type Sql } from '../../src/contract/sql.ts';
import type { Database, Run } from '../engine/database.ts';
import { PLACED } from './customer-dimensions.ts';

/** Most values of a dimension that are listed by name, as the analysis `metric` does; the others are put together. */
export const MOST_LISTED = 50;

/**
 * Values of a dimension that are listed by name: those with most customers over all orders of a dashboard's days,
 * whatever is selected, so that a group is the same one on every tile and under every filter.
 *
 * @param orders relation of the orders within the days
 * @param value SQL of the dimension, never NULL
 * @returns null when all are listed
 */
export async function listedValues(
  db: Database,
  run: Run,
  orders: Sql,
  value: Sql,
): Promise<readonly string[] | null> {
  const found = await db.query(
    sql`SELECT name, place::DOUBLE AS place FROM (
      SELECT name, row_number() OVER (ORDER BY count(DISTINCT customer_key) DESC, name) AS place
      FROM (SELECT customer_key, ${value} AS name FROM ${orders} WHERE ${PLACED}) GROUP BY name
    ) WHERE place <= ${MOST_LISTED + 1} ORDER BY place`,
    run,
  );
  const places = numbers(found, 'place');
  if (places.length <= MOST_LISTED) return null;
  return column(found, 'name').values.slice(0, MOST_LISTED).map(String);
}
