import type { DataProfile, ProfiledColumn } from '../../src/contract/data-profile.ts';
import { numbers } from '../../src/contract/result-set.ts';
import { identifier, joined, sql, type Sql } from '../../src/contract/sql.ts';
import type { Database, Run } from '../engine/database.ts';
import type { ProfiledRelation } from './profile-relation.ts';

/** Customers behind one value of a column, or behind all values that are not named. */
export interface ValueCell {
  /** Null: all others. */
  readonly value: string | null;
  readonly customers: number;
}

/** Values of a column that enough customers stand behind. */
export interface ReleasableValues {
  readonly column: string;
  readonly cells: readonly ValueCell[];
}

/** Column of customers in a relation; null where it names none. */
export function customerColumn({ columns }: ProfiledRelation): Sql | null {
  const found = columns.find(({ role }) => role === 'customerId');
  return found === undefined ? null : identifier(found.name);
}

/** Who stands behind which value: customer_key, cell; cells in the order of the values, all others last. */
export function valueMembers(
  { from }: Pick<ProfiledRelation, 'from'>,
  customer: Sql,
  column: string,
  values: readonly string[],
): Sql {
  const text = sql`nullif(${identifier(column)}::VARCHAR, '')`;
  const cases = values.map((value, cell) => sql`WHEN ${text} = ${value} THEN ${cell}`);
  return sql`(SELECT DISTINCT ${customer} AS customer_key,
      CASE ${joined(cases, ' ')} ELSE ${values.length} END AS cell
    FROM ${from} WHERE ${text} IS NOT NULL AND ${customer} IS NOT NULL)`;
}

/** Customers behind each of the values, and behind all others last. */
async function countCustomers(
  db: Database,
  run: Run,
  members: Sql,
  values: readonly string[],
): Promise<readonly number[]> {
  const found = await db.query(
    sql`SELECT cell::INTEGER AS cell, count(*)::DOUBLE AS n FROM ${members} GROUP BY cell`,
    run,
  );
  const counts = new Array<number>(values.length + 1).fill(0);
  const customers = numbers(found, 'n');
  for (const [index, cell] of numbers(found, 'cell').entries()) counts[cell] = customers[index] ?? 0;
  return counts;
}

/** Names of values that are shown of a column; none of columns that are masked, or hold numbers or dates. */
function shownValues({ masked, histogram, type }: ProfiledColumn): readonly string[] {
  if (masked || histogram.kind !== 'text' || type === 'number') return [];
  return histogram.top.map(({ value }) => value);
}

/**
 * The most frequent values of each column that as many customers as the threshold stand behind, and how many they are.
 * What a value says of fewer is not even named: it counts among the others.
 *
 * @param threshold customers
 */
export async function releasableValues(
  db: Database,
  run: Run,
  relation: ProfiledRelation,
  { columns }: DataProfile,
  threshold: number,
): Promise<readonly ReleasableValues[]> {
  const customer = customerColumn(relation);
  if (customer === null) return [];
  const released: ReleasableValues[] = [];
  for (const column of columns) {
    const all = shownValues(column);
    if (all.length === 0) continue;
    const membersOf = (values: readonly string[]): Sql =>
      valueMembers(relation, customer, column.name, values);
    const counted = await countCustomers(db, run, membersOf(all), all);
    const values = all.filter((_, cell) => (counted[cell] ?? 0) >= threshold);
    if (values.length === 0) continue;
    const customers = await countCustomers(db, run, membersOf(values), values);
    const cells = customers.map((count, cell) => ({ value: values[cell] ?? null, customers: count }));
    released.push({ column: column.name, cells: cells.filter((each) => each.customers > 0) });
  }
  return released;
}
