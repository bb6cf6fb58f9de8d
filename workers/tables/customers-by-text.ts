import { sql, type Sql } from '../../src/contract/sql.ts';
import type { IdShape } from '../import/id-shape.ts';
import { type LoadedOrders, mergedParts } from '../import/loaded-orders.ts';
import { CUSTOMER_IDS } from '../import/relations.ts';

/** Whether ids of the orders are digits alone, so that a spreadsheet may have taken the zeros before them. */
export function areDigits(shape: IdShape): boolean {
  return (
    shape.kind === 'integer' || shape.kind === 'float' || (shape.kind === 'prefixed' && shape.prefix === '')
  );
}

/** The number that an id of digits is, however a spreadsheet has written it. */
function numberOf(id: Sql): Sql {
  return sql`try_cast(regexp_extract(${id}, '^([0-9]{1,18})(?:\\.0*)?$', 1) AS BIGINT)`;
}

/** Rows with the ids of the orders that theirs are, as `known`: digits by the number they are, anything else by the text. */
function knownById(loaded: LoadedOrders, rows: Sql): Sql {
  const same = areDigits(loaded.customerShape)
    ? sql`known.own_key = ${numberOf(sql`held.customer_id`)}`
    : sql`known.customer_id = held.customer_id`;
  return sql`${rows} held LEFT JOIN ${CUSTOMER_IDS} known ON ${same}`;
}

/**
 * Rows of a table with the keys that their customers have in the orders. Where customers were merged the key is that of
 * the one who stands for them, also for those who have no orders under an id of their own.
 *
 * @param rows a table with a column `customer_id`
 */
export function customersByText(loaded: LoadedOrders, rows: Sql): Sql {
  const tied = knownById(loaded, rows);
  if (loaded.merge === null) return sql`SELECT known.customer_key, held.* FROM ${tied}`;
  return sql`SELECT coalesce(known.customer_key, stranger.merged_key) AS customer_key, held.* FROM ${tied}
    LEFT JOIN ${mergedParts(loaded.merge).strangers} stranger
      ON known.own_key IS NULL AND stranger.customer_id = held.customer_id`;
}

/** The same with the keys that ids have by themselves, whoever was merged: `own_key`, NULL without orders. */
export function ownKeysByText(loaded: LoadedOrders, rows: Sql): Sql {
  return sql`SELECT known.own_key, held.* FROM ${knownById(loaded, rows)}`;
}

/** A customer of the orders. */
export interface KnownCustomer {
  readonly key: number;
  readonly id: string;
}

/**
 * Whether rows of a table with a column `customer_id` are of a customer, by any of the ids they have. It looks at nothing
 * but that column, so that millions of rows are gone through in one pass.
 */
export function isOfCustomer(loaded: LoadedOrders, { key, id }: KnownCustomer): Sql {
  const digits = areDigits(loaded.customerShape);
  if (loaded.merge === null) {
    if (!digits) return sql`customer_id = ${id}`;
    // Most rows fall to the plain search, which costs far less than the pattern.
    return sql`(contains(customer_id, ${String(key)}) AND ${numberOf(sql`customer_id`)} = ${key})`;
  }
  const own = digits
    ? sql`${numberOf(sql`customer_id`)} IN (SELECT own_key FROM ${CUSTOMER_IDS} WHERE customer_key = ${key})`
    : sql`customer_id IN (SELECT customer_id FROM ${CUSTOMER_IDS} WHERE customer_key = ${key})`;
  const { strangers } = mergedParts(loaded.merge);
  return sql`(${own} OR customer_id IN (SELECT customer_id FROM ${strangers} WHERE merged_key = ${key}))`;
}
