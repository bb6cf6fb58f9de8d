import { boundDataOf } from '../../src/analyses/bound-data.ts';
import { placedOrders } from '../../src/analyses/placed-orders.ts';
import type { Role } from '../../src/contract/import.ts';
import { identifier, joined, sql, type Sql } from '../../src/contract/sql.ts';
import { CUSTOMERS, ORDERS } from '../../src/data/relations.ts';
import type { Database, Run } from '../engine/database.ts';
import type { LoadedOrders } from '../import/loaded-orders.ts';
import type { SourceColumn } from '../import/order-columns.ts';
import type { RecordsColumn } from './records-table.ts';

/** Roles that say something of the customer where they stand on the order. */
const ATTRIBUTE_ROLES: readonly (Role | null)[] = ['category', 'channel', 'country', null];

/** A column of the table to make: what it is called, and its SQL over `totals` and the attributes. */
interface Derived {
  readonly name: string;
  readonly value: Sql;
}

function asText({ format, name }: SourceColumn): Sql {
  const value = identifier(name);
  if (format.kind === 'date') {
    return sql`CASE WHEN ${value} = date_trunc('day', ${value}) THEN strftime(${value}, '%Y-%m-%d')
      ELSE ${value}::VARCHAR END`;
  }
  return format.kind === 'number' ? figure(value) : sql`nullif(trim(${value}), '')`;
}

/** A number as text; whole ones without a point. */
function figure(value: Sql): Sql {
  return sql`CASE WHEN ${value} = trunc(${value}) AND abs(${value}) < 1e15 THEN ${value}::BIGINT::VARCHAR
    ELSE ${value}::VARCHAR END`;
}

/** Relation of each customer's most frequent value of a column; of equally frequent ones the first by its text. */
function mostFrequent(column: SourceColumn): Sql {
  return sql`(SELECT customer_key, first(value ORDER BY times DESC, value) AS value
    FROM (SELECT customer_key, value, count(*) AS times
      FROM (SELECT customer_key, ${asText(column)} AS value FROM ${identifier(ORDERS)})
      WHERE value IS NOT NULL GROUP BY ALL)
    GROUP BY customer_key)`;
}

/** Names that no two columns share: a number is put behind a name that is taken. */
function distinctNames(names: readonly string[]): string[] {
  const taken = new Set<string>();
  return names.map((wanted) => {
    let name = wanted;
    for (let copy = 2; taken.has(name.toLowerCase()); copy += 1) name = `${wanted}_${copy}`;
    taken.add(name.toLowerCase());
    return name;
  });
}

/**
 * Makes one row of text for each customer of the loaded orders, by customer: the id, the most frequent value of
 * each attribute on the orders, first and last day of order, recency (days from the customer's last order to the
 * last order of all), frequency (orders) and monetary (sum of amounts).
 *
 * @param relation table to make; its columns are `c1`, `c2` …
 * @returns its columns and what they are called
 * @throws AppFailure `engine.*`
 */
export async function customersAsRecords(
  db: Database,
  run: Run,
  relation: Sql,
  loaded: LoadedOrders,
): Promise<readonly RecordsColumn[]> {
  const placed = placedOrders(boundDataOf(loaded.receipt), null);
  const attributes = loaded.columns.filter(
    ({ role, name }) => ATTRIBUTE_ROLES.includes(role) && name !== 'customer_id',
  );
  const derived: readonly Derived[] = [
    { name: 'customer_id', value: sql`known.customer_id` },
    { name: 'first_order', value: sql`strftime(totals.first_order, '%Y-%m-%d')` },
    { name: 'last_order', value: sql`strftime(totals.last_order, '%Y-%m-%d')` },
    {
      name: 'recency',
      value: sql`(max(totals.last_order::DATE) OVER () - totals.last_order::DATE)::VARCHAR`,
    },
    { name: 'frequency', value: sql`totals.frequency::BIGINT::VARCHAR` },
    { name: 'monetary', value: figure(sql`round(totals.monetary, 2)`) },
    ...attributes.map((column, index) => ({
      name: column.name,
      value: sql`${identifier(`a${index + 1}`)}.value`,
    })),
  ];
  const names = distinctNames(derived.map(({ name }) => name));
  const columns = names.map((name, index): RecordsColumn => ({ name, stored: `c${index + 1}` }));
  const values = derived.map(({ value }, index) => sql`${value} AS ${identifier(`c${index + 1}`)}`);
  const joins = attributes.map((column, index) => {
    const alias = identifier(`a${index + 1}`);
    return sql`LEFT JOIN ${mostFrequent(column)} AS ${alias} ON ${alias}.customer_key = totals.customer_key`;
  });
  await db.query(
    sql`CREATE OR REPLACE TABLE ${relation} AS SELECT ${values}
      FROM (SELECT customer_key, min(ordered_at) AS first_order, max(ordered_at) AS last_order,
          ${placed.orders} AS frequency, ${placed.revenue} AS monetary
        FROM ${placed.from} GROUP BY customer_key) totals
      JOIN ${identifier(CUSTOMERS)} known ON known.customer_key = totals.customer_key
      ${joined(joins, ' ')} ORDER BY totals.customer_key`,
    run,
  );
  return columns;
}
