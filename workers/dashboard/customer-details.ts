import type { CustomerAttribute } from '../../src/contract/dashboard.ts';
import { row } from '../../src/contract/result-set.ts';
import { identifier, sql, type Sql } from '../../src/contract/sql.ts';
import type { Database, Run } from '../engine/database.ts';
import type { LoadedOrders } from '../import/loaded-orders.ts';
import { type ColumnMasks, type Mask, shownText, textOf } from '../tables/column-classes.ts';
import { isOfCustomer, type KnownCustomer } from '../tables/customers-by-text.ts';
import { type HeldTable, type SideStore, storedRows } from '../tables/side-store.ts';

/** Where tables of customers are looked up. */
export interface DetailsGround {
  readonly db: Database;
  readonly sides: SideStore;
  readonly loaded: LoadedOrders;
  readonly masks: ColumnMasks;
}

async function ofTable(
  run: Run,
  { db, loaded, masks }: DetailsGround,
  table: HeldTable,
  customer: KnownCustomer,
  revealed: boolean,
): Promise<readonly CustomerAttribute[]> {
  const columns = table.columns.filter(({ role }) => role !== 'customerId');
  if (columns.length === table.columns.length || columns.length === 0) return [];
  const known = await masks.of(run, table);
  const text = (place: number): Sql => identifier(`text_${place}`);
  const texts = columns.map((column, place) => sql`${textOf(column)} AS ${text(place)}`);
  const values = columns.flatMap((_, place) => [
    sql`arg_min(${text(place)}, n) FILTER (WHERE ${text(place)} IS NOT NULL)`,
    sql`count(DISTINCT ${text(place)})::DOUBLE`,
  ]);
  const found = await db.query(
    sql`SELECT count(*)::DOUBLE, ${values} FROM (
      SELECT row_number() OVER () AS n, ${texts} FROM ${storedRows(table.stored)}
      WHERE ${isOfCustomer(loaded, customer)}
    )`,
    run,
  );
  const [rows, ...cells] = row(found, 0);
  if (rows === 0) return [];
  return columns.map(({ name, role, source }, place): CustomerAttribute => {
    const [value = null, several] = [cells[place * 2], Number(cells[place * 2 + 1])];
    const mask: Mask = known.get(name) ?? null;
    const shown = value === null ? null : shownText(String(value), mask, revealed);
    return {
      name: source,
      source: 'customers',
      ...(role === null ? {} : { role }),
      value: shown === null || several < 2 ? shown : `${shown} +${several - 1}`,
      masked: mask !== null,
      consent: false,
    };
  });
}

/**
 * What the tables of customers say of one customer: the first value in the order of the rows, with how many others there
 * are; masked where it identifies. Empty where none of them knows the customer.
 *
 * @param revealed whether nothing is masked
 */
export async function detailsOf(
  run: Run,
  ground: DetailsGround,
  customer: KnownCustomer,
  revealed: boolean,
): Promise<readonly CustomerAttribute[]> {
  const details: CustomerAttribute[] = [];
  for (const table of ground.sides.all.filter(({ kind }) => kind === 'customers')) {
    details.push(...(await ofTable(run, ground, table, customer, revealed)));
  }
  return details;
}

/** Columns of tables beside the orders that are masked until a customer is revealed, by the name of the table's file. */
export async function maskedColumns(
  run: Run,
  { sides, masks }: Pick<DetailsGround, 'sides' | 'masks'>,
): Promise<readonly string[]> {
  const told: string[] = [];
  for (const table of sides.all) {
    const known = await masks.of(run, table);
    const names = table.columns
      .filter(({ name, role }) => role !== 'customerId' && (known.get(name) ?? null) !== null)
      .map(({ source }) => source);
    if (names.length > 0) told.push(`${table.files.join(', ')}: ${names.join(', ')}`);
  }
  return told;
}
