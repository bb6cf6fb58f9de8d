import { identifier, sql, type Sql } from '../../src/contract/sql.ts';
import { CUSTOMERS } from '../../src/data/relations.ts';
import type { IdShape } from '../import/id-shape.ts';
import type { LoadedOrders } from '../import/loaded-orders.ts';

/** Whether ids of the orders are digits alone, so that a spreadsheet may have taken the zeros before them. */
function areDigits(shape: IdShape): boolean {
  return (
    shape.kind === 'integer' || shape.kind === 'float' || (shape.kind === 'prefixed' && shape.prefix === '')
  );
}

/**
 * Rows of a table with the keys that their customers have in the orders. Ids are compared as the orders' are: digits by
 * the number they are, anything else by the text.
 *
 * @param rows a table with a column `customer_id`
 */
export function customersByText(loaded: LoadedOrders, rows: Sql): Sql {
  const customers = sql`memory.main.${identifier(CUSTOMERS)}`;
  const digits = sql`try_cast(regexp_extract(held.customer_id, '^([0-9]{1,18})(?:\\.0*)?$', 1) AS BIGINT)`;
  const same = areDigits(loaded.customerShape)
    ? sql`known.customer_key = ${digits}`
    : sql`known.customer_id = held.customer_id`;
  return sql`SELECT known.customer_key, held.* FROM ${rows} held LEFT JOIN ${customers} known ON ${same}`;
}
