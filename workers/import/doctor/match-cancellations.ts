import type { CleaningReceipt, FilePreview, Mapping } from '../../../src/contract/import.ts';
import { numbers } from '../../../src/contract/result-set.ts';
import { sql, type Sql } from '../../../src/contract/sql.ts';
import { MALFORMED_BIT, RULE_BITS } from '../../../src/data/cleaning-rules.ts';
import type { Database, Run } from '../../engine/database.ts';
import { nextTable } from '../loaded-orders.ts';
import type { SourceColumn } from '../order-columns.ts';

/** Rows that take nothing back, whatever their sign. */
const UNFIT =
  MALFORMED_BIT |
  RULE_BITS.exactDuplicate |
  RULE_BITS.noCustomer |
  RULE_BITS.unreadableDate |
  RULE_BITS.separatorRow |
  RULE_BITS.footerTotal;

/** Columns by which rows are matched. */
interface Matched {
  readonly size: Sql;
  readonly product: Sql;
}

function matchedBy(columns: readonly SourceColumn[]): Matched | null {
  const has = (role: SourceColumn['role']): boolean => columns.some((column) => column.role === role);
  if (!has('orderedAt') || !(has('quantity') || has('amount'))) return null;
  return {
    size: has('quantity') ? sql`quantity` : sql`amount`,
    product: has('product') ? sql`coalesce(product, '')` : sql`''`,
  };
}

/** Whether cancellations are looked for: where the sample has some, or they are to be netted. */
export function seeksCancellations(preview: Pick<FilePreview, 'findings'>, mapping: Mapping): boolean {
  return mapping.cancellations === 'net' || preview.findings.some(({ code }) => code === 'cancellations');
}

function credits(by: Matched): Sql {
  return sql`${by.size} < 0 AND (flags & ${UNFIT}) = 0`;
}

/**
 * The statement that marks orders and the rows that cancel them, in pairs of the same customer, product and quantity (or
 * amount, where no quantity is mapped). Each cancelling row takes the latest order before it that is still standing, as a
 * closing bracket does; at the same time orders come first. Brackets are matched by running sums: a closing one that makes a
 * new minimum below zero has no partner, and read backwards the same holds for the opening ones. Only rows whose customer,
 * product and quantity are those of a cancelling row are sorted.
 *
 * @param rows the table of rows
 * @returns null where the columns say too little
 */
export function netCancellations(rows: Sql, columns: readonly SourceColumn[]): Sql | null {
  const by = matchedBy(columns);
  if (by === null) return null;
  const group = sql`PARTITION BY customer_key, product, size`;
  const onwards = sql`${group} ORDER BY ordered_at, credit, place`;
  const backwards = sql`${group} ORDER BY ordered_at DESC, credit DESC, place DESC`;
  const before = sql`ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING`;
  return sql`UPDATE ${rows} SET flags = flags | ${RULE_BITS.nettedOrder} WHERE rowid IN (
    WITH of_credits AS (SELECT DISTINCT customer_key, ${by.product} AS product, -${by.size} AS size
        FROM ${rows} WHERE ${credits(by)}),
      candidates AS (SELECT place, customer_key, product, size, ordered_at, credit
        FROM (SELECT rowid AS place, customer_key, ${by.product} AS product, abs(${by.size}) AS size, ordered_at,
            ${by.size} < 0 AS credit
          FROM ${rows} WHERE flags = 0 OR (${credits(by)}))
        SEMI JOIN of_credits USING (customer_key, product, size)),
      summed AS (SELECT *, sum(CASE WHEN credit THEN -1 ELSE 1 END) OVER (${onwards} ROWS UNBOUNDED PRECEDING) AS open_after,
          sum(CASE WHEN credit THEN 1 ELSE -1 END) OVER (${backwards} ROWS UNBOUNDED PRECEDING) AS open_before
        FROM candidates),
      lowest AS (SELECT *, least(0, min(open_after) OVER (${onwards} ${before})) AS lowest_after,
          least(0, min(open_before) OVER (${backwards} ${before})) AS lowest_before
        FROM summed)
    SELECT place FROM lowest
    WHERE CASE WHEN credit THEN open_after >= lowest_after ELSE open_before >= lowest_before END)`;
}

/**
 * Marks the pairs in the rows that are being loaded.
 *
 * @returns how many rows that cancel found their order; null where the columns say too little
 */
export async function matchCancellations(
  db: Database,
  run: Run,
  columns: readonly SourceColumn[],
): Promise<CleaningReceipt['cancellations']> {
  const rows = nextTable('order_rows');
  const by = matchedBy(columns);
  const statement = netCancellations(rows, columns);
  if (by === null || statement === null) return null;
  await db.query(statement, run);
  run.check();
  const found = await db.query(
    sql`SELECT count(*) FILTER (WHERE (flags & ${RULE_BITS.nettedOrder}) <> 0)::DOUBLE AS matched,
      count(*) FILTER (WHERE (flags & ${RULE_BITS.nettedOrder}) = 0)::DOUBLE AS unmatched
      FROM ${rows} WHERE ${credits(by)}`,
    run,
  );
  return { matched: numbers(found, 'matched')[0] ?? 0, unmatched: numbers(found, 'unmatched')[0] ?? 0 };
}
