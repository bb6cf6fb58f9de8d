import { identifier, joined, sql, type Sql } from '../../src/contract/sql.ts';
import type { SideRole } from '../../src/contract/tables.ts';
import { SIDE_ENDS, UNREAD_END } from '../../src/data/side-relations.ts';
import { type HeldTable, sideRelation, storedRows } from '../tables/side-store.ts';
import { isOfCustomer, type KnownCustomer } from '../tables/customers-by-text.ts';
import type { LoadedOrders } from '../import/loaded-orders.ts';

/** The time it is, UTC. */
const NOW = sql`now()::TIMESTAMP`;

function column(table: HeldTable, role: SideRole): HeldTable['columns'][number] | undefined {
  return table.columns.find((each) => each.role === role);
}

/** What consents call a purpose, as they are compared: spelling in capitals or not is the same. Empty: none is named. */
function purposeOf(table: HeldTable): Sql {
  const found = column(table, 'purpose');
  return found === undefined ? sql`''` : sql`lower(trim(coalesce(${identifier(found.name)}::VARCHAR, '')))`;
}

/** A moment as the rows of a table tell it; null where they tell none. */
function momentOf(table: HeldTable, role: SideRole): Sql | null {
  const found = column(table, role);
  return found?.type === 'timestamp' ? identifier(found.name) : null;
}

/**
 * Whether rows say yes or no. A table that tells when consents end, and nothing else of yes and no, holds what was agreed
 * to: a row without the time of that says neither.
 */
function answerOf(table: HeldTable, at: Sql | null): Sql {
  const granted = column(table, 'granted');
  if (granted !== undefined) {
    return granted.type === 'boolean' ? identifier(granted.name) : sql`NULL::BOOLEAN`;
  }
  if (SIDE_ENDS.every((role) => momentOf(table, role) === null)) return sql`NULL::BOOLEAN`;
  return at === null ? sql`TRUE` : sql`CASE WHEN ${at} IS NOT NULL THEN TRUE END`;
}

/** Whether a consent is over: a day is valid to its end. */
function isOver(until: Sql): Sql {
  return sql`(${until} + CASE WHEN date_trunc('day', ${until}) = ${until} THEN INTERVAL 1 DAY ELSE INTERVAL 0 DAY END <= ${NOW})`;
}

/** Whether rows have an end that cannot be read. */
function unreadEnd(table: HeldTable): Sql {
  const ends = SIDE_ENDS.some((role) => column(table, role) !== undefined);
  return ends ? sql`coalesce(${identifier(UNREAD_END)}, FALSE)` : sql`FALSE`;
}

/**
 * A row is a decision, and its withdrawal another one, from its time on. A yes that is over says neither yes nor no. A no
 * without a time was said when the row tells of a withdrawal. A row whose end cannot be read may have ended at any time, so
 * it is a no without one: no older or newer yes counts against it.
 */
function decisionsOf(table: HeldTable, customer: Sql, rows: Sql): Sql {
  const at = momentOf(table, 'decidedAt');
  const withdrawn = momentOf(table, 'withdrawnAt');
  const until = momentOf(table, 'validUntil');
  const answer = answerOf(table, at);
  const inForce = until === null ? sql`TRUE` : sql`coalesce(NOT ${isOver(until)}, TRUE)`;
  const time = at ?? sql`NULL::TIMESTAMP`;
  const said =
    withdrawn === null ? time : sql`coalesce(${time}, CASE WHEN NOT ${answer} THEN ${withdrawn} END)`;
  const unread = unreadEnd(table);
  const row = sql`SELECT ${customer} AS customer_key, ${purposeOf(table)} AS purpose,
    CASE WHEN NOT ${unread} THEN ${said} END AS decided_at,
    CASE WHEN ${unread} THEN FALSE WHEN ${inForce} OR NOT ${answer} THEN ${answer} END AS granted,
    CASE WHEN ${unread} THEN coalesce(${answer}, TRUE) ELSE ${answer} END AS agreed
    FROM ${rows}`;
  if (withdrawn === null) return row;
  return sql`${row} UNION ALL SELECT ${customer}, ${purposeOf(table)}, ${withdrawn}, FALSE, TRUE
    FROM (SELECT * FROM ${rows}) WHERE ${withdrawn} <= ${NOW}`;
}

function tied(tables: readonly HeldTable[]): readonly HeldTable[] {
  return tables.filter((table) => column(table, 'customerId') !== undefined);
}

function all(queries: readonly Sql[]): Sql {
  if (queries.length > 0) return sql`(${joined(queries, ' UNION ALL ')})`;
  return sql`(SELECT NULL::BIGINT AS customer_key, '' AS purpose, NULL::TIMESTAMP AS decided_at, NULL::BOOLEAN AS granted,
    NULL::BOOLEAN AS agreed WHERE FALSE)`;
}

/**
 * Decisions of all customers of the orders: customer_key, purpose, decided_at, granted (NULL where it says neither yes nor
 * no), agreed (whether it tells that the customer has agreed once).
 */
export function allDecisions(tables: readonly HeldTable[]): Sql {
  return all(
    tied(tables).map((table) =>
      decisionsOf(
        table,
        identifier('customer_key'),
        sql`${sideRelation(table)} WHERE customer_key IS NOT NULL`,
      ),
    ),
  );
}

/** The same of one customer, in one pass over the rows as they are stored. */
export function decisionsOfCustomer(
  tables: readonly HeldTable[],
  loaded: LoadedOrders,
  customer: KnownCustomer,
): Sql {
  return all(
    tied(tables).map((table) =>
      decisionsOf(
        table,
        sql`${customer.key}`,
        sql`${storedRows(table.stored)} WHERE ${isOfCustomer(loaded, customer)}`,
      ),
    ),
  );
}

/** The purposes that tables of consents name: `purpose` as it is compared, `shown` as they spell it, `decisions`. */
export function purposesOf(tables: readonly HeldTable[]): Sql {
  const named = tables.map((table) => {
    const found = column(table, 'purpose');
    const shown = found === undefined ? sql`''` : sql`trim(coalesce(${identifier(found.name)}::VARCHAR, ''))`;
    return sql`SELECT ${purposeOf(table)} AS purpose, ${shown} AS shown FROM ${storedRows(table.stored)}`;
  });
  return sql`(SELECT purpose, min(shown) AS shown, count(*)::DOUBLE AS decisions
    FROM (${joined(named, ' UNION ALL ')}) GROUP BY purpose)`;
}

/** Further than all times, in microseconds since 1970; four times it is still a BIGINT. */
const FAR = 2_000_000_000_000_000_000;

/**
 * Where customers stand on purposes: customer_key, purpose, state (`given`, `withdrawn`, `refused`, `unclear`) and
 * decided_at, the time of the latest decision. The latest decision counts; of several at the same time a no counts before
 * one that says neither, and that before a yes. Of decisions without a time a no counts whatever else there is, and any
 * other only where nothing has a time. A no that names no purpose is one for every purpose; a yes that names none is for
 * none of those that have a name.
 *
 * @param decisions as {@link allDecisions} gives them
 * @param purposes a relation with a column `purpose`: those that are asked about
 */
export function consentStates(decisions: Sql, purposes: Sql): Sql {
  // Time and answer in one number, so that its maximum is the latest decision, and of equal times the strictest.
  const answer = sql`CASE WHEN granted THEN 0 WHEN NOT granted THEN 2 ELSE 1 END`;
  const time = sql`coalesce(epoch_us(decided_at), CASE WHEN NOT granted THEN ${FAR} ELSE ${-FAR} END)`;
  return sql`(SELECT customer_key, purpose,
      CASE latest & 3 WHEN 0 THEN 'given' WHEN 1 THEN 'unclear'
        ELSE CASE WHEN agreed THEN 'withdrawn' ELSE 'refused' END END AS state,
      CASE WHEN latest BETWEEN ${-FAR} AND ${FAR} THEN make_timestamp((latest - (latest & 3)) // 4) END AS decided_at
    FROM (
      SELECT customer_key, purpose, max(${time} * 4 + ${answer}) AS latest,
        coalesce(bool_or(agreed), FALSE) AS agreed
      FROM (
        SELECT customer_key, purpose, decided_at, granted, agreed FROM ${decisions} AS decided JOIN ${purposes} AS asked USING (purpose)
        UNION ALL
        SELECT customer_key, asked.purpose, decided_at, granted, agreed
        FROM (SELECT * FROM ${decisions} AS decided WHERE purpose = '' AND NOT granted) AS general,
          ${purposes} AS asked
        WHERE asked.purpose <> ''
      )
      GROUP BY customer_key, purpose
    ))`;
}
