import type { CleaningRule } from '../../src/contract/import.ts';
import { asPrivate, type Private } from '../../src/contract/privacy.ts';
import type { ResultSet } from '../../src/contract/result-set.ts';
import { identifier, sql, type Sql } from '../../src/contract/sql.ts';
import { MALFORMED_BIT, RULE_BITS } from '../../src/data/cleaning-rules.ts';
import type { Database, Run } from '../engine/database.ts';
import { unmarked } from './doctor/marked-lines.ts';
import { textOfKey } from './id-shape.ts';
import { fileRow, table, type LoadedOrders } from './loaded-orders.ts';
import type { SourceColumn } from './order-columns.ts';
import { customerId } from './relations.ts';
import { rawText, storedName } from './row-query.ts';

/** A column as its text stands in the file, as far as it was kept: all of it where it could not be read. */
function original(column: SourceColumn, loaded: LoadedOrders): Sql {
  const stored = sql`kept.${identifier(storedName(column, loaded))}`;
  if (column.role === 'customerId') return customerId(loaded);
  if (column.role === 'orderId' && loaded.orderShape !== null && loaded.orderShape.kind !== 'text') {
    return textOfKey(loaded.orderShape, sql`kept.order_key`);
  }
  const raw = rawText(column, loaded);
  return raw === null ? stored : sql`coalesce(kept.${raw}, ${stored}::VARCHAR)`;
}

function flagged(loaded: LoadedOrders, rule: CleaningRule, page: Sql): Sql {
  const columns = loaded.columns.map(
    (column) => sql`${original(column, loaded)} AS ${identifier(column.source)}`,
  );
  return sql`SELECT kept.place + 1 AS "#", ${columns}
    FROM (SELECT ${fileRow(loaded)} AS place, * FROM ${table('order_rows')}
      WHERE (flags & ${RULE_BITS[rule]}) <> 0 AND (flags & ${MALFORMED_BIT}) = 0 ORDER BY place ${page}) kept
    LEFT JOIN ${table('customers')} known USING (customer_key) ORDER BY 1`;
}

function malformed(loaded: LoadedOrders, page: Sql): Sql {
  const marked = loaded.marksMalformed
    ? sql`UNION ALL SELECT ${fileRow(loaded)} + 1 AS "#", ${unmarked(sql`malformed_line`)} AS text FROM ${table('order_rows')}
      WHERE (flags & ${MALFORMED_BIT}) <> 0`
    : sql``;
  return sql`SELECT * FROM (SELECT line AS "#", text FROM ${table('malformed_rows')} ${marked}) ORDER BY 1 ${page}`;
}

/**
 * Rows that a rule applies to, with the texts of the file under the file's names, in the order of the file.
 * The column `#` is the row's number among those that could be cut, or for malformed rows the line it begins on.
 *
 * @param offset rows to pass over
 * @param limit most rows to return
 */
export async function setAsideRows(
  db: Database,
  run: Run,
  loaded: LoadedOrders,
  rule: CleaningRule | 'malformed',
  page: { readonly offset: number; readonly limit: number },
): Promise<Private<ResultSet>> {
  const window = sql`LIMIT ${page.limit} OFFSET ${page.offset}`;
  const query = rule === 'malformed' ? malformed(loaded, window) : flagged(loaded, rule, window);
  return asPrivate(await db.query(query, run));
}
