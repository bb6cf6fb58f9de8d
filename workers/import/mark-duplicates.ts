import { numbers } from '../../src/contract/result-set.ts';
import { identifier, sql, type Sql } from '../../src/contract/sql.ts';
import { MALFORMED_BIT, RULE_BITS } from '../../src/data/cleaning-rules.ts';
import { Run, type Database } from '../engine/database.ts';
import { fileRow, nextTable } from './loaded-orders.ts';

const ROWS = nextTable('order_rows');
const CANDIDATES = sql`duplicate_hashes`;

/** What is known of the rows before copies are looked for. */
interface Rows {
  /** Columns that two copies share. */
  readonly compared: readonly string[];
  /** Column that tells orders apart, or null where no order id is mapped. */
  readonly orderColumn: string | null;
  readonly numbered: boolean;
}

interface OrderCounts {
  readonly rows: number;
  readonly keyed: number;
  readonly distinct: number;
}

async function countOrders(db: Database, run: Run, order: Sql): Promise<OrderCounts> {
  const found = await db.query(
    sql`SELECT count(*)::DOUBLE AS n, count(${order})::DOUBLE AS keyed,
      count(DISTINCT ${order})::DOUBLE AS ids FROM ${ROWS} WHERE (flags & ${MALFORMED_BIT}) = 0`,
    run,
  );
  const read = (name: string): number => numbers(found, name)[0] ?? 0;
  return { rows: read('n'), keyed: read('keyed'), distinct: read('ids') };
}

/** Whether order ids only rise from row to row, as most exports have them: then no two are equal. */
async function onlyRises(db: Database, run: Run, order: Sql): Promise<boolean> {
  const found = await db.query(
    sql`SELECT coalesce(bool_and(here > before OR before IS NULL), FALSE)
        AND count(*) = count(here) AS rises
      FROM (SELECT ${order} AS here, lag(${order}) OVER () AS before FROM ${ROWS})`,
    run,
  );
  return found.columns[0]?.values[0] === true;
}

/** Marks every copy but the first. Rows with equal hashes are compared in full. */
async function mark(db: Database, run: Run, rows: Rows): Promise<void> {
  const columns = rows.compared.map((name) => identifier(name));
  const hash: Sql = sql`hash(${columns})`;
  await db.query(
    sql`CREATE OR REPLACE TEMP TABLE ${CANDIDATES} AS
      SELECT h FROM (SELECT ${hash} AS h FROM ${ROWS} WHERE (flags & ${MALFORMED_BIT}) = 0)
      GROUP BY h HAVING count(*) > 1`,
    run,
  );
  run.check();
  try {
    await db.query(
      sql`UPDATE ${ROWS} SET flags = flags | ${RULE_BITS.exactDuplicate} WHERE rowid IN (
        SELECT place FROM (
          SELECT place, row_number() OVER (PARTITION BY ${columns} ORDER BY file_place) AS copy
          FROM (SELECT rowid AS place, ${fileRow(rows)} AS file_place, ${columns} FROM ${ROWS}
            WHERE (flags & ${MALFORMED_BIT}) = 0 AND ${hash} IN (SELECT h FROM ${CANDIDATES})))
        WHERE copy > 1)`,
      run,
    );
  } finally {
    await db.query(sql`DROP TABLE IF EXISTS ${CANDIDATES}`, new Run(run.id)).catch(() => undefined);
  }
}

/**
 * Marks the second and later copies of rows that are equal in every loaded column.
 *
 * @returns whether an order id stands on several rows that are no copies of each other
 */
export async function markDuplicates(db: Database, run: Run, rows: Rows): Promise<boolean> {
  run.report({ phase: 'duplicates', share: null });
  if (rows.orderColumn === null) {
    await mark(db, run, rows);
    return false;
  }
  const order = identifier(rows.orderColumn);
  if (!rows.numbered && (await onlyRises(db, run, order))) return false;
  const { rows: all, keyed, distinct } = await countOrders(db, run, order);
  if (all === keyed && keyed === distinct) return false;
  await mark(db, run, rows);
  const found = await db.query(
    sql`SELECT count(${order})::DOUBLE AS n FROM ${ROWS}
      WHERE (flags & ${MALFORMED_BIT | RULE_BITS.exactDuplicate}) = 0`,
    run,
  );
  return (numbers(found, 'n')[0] ?? 0) > distinct;
}
