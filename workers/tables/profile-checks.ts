import type { CrossCheck } from '../../src/contract/data-profile.ts';
import { row } from '../../src/contract/result-set.ts';
import { identifier, sql, type Sql } from '../../src/contract/sql.ts';
import type { AnyRole } from '../../src/contract/tables.ts';
import { CURRENCY_NAME } from '../../src/data/currency.ts';
import type { Database, Run } from '../engine/database.ts';
import type { ProfiledRelation } from './profile-relation.ts';

/** What the computer itself rounds, as a share of the amount. */
const ROUNDING = 1e-9;

/** A condition on a row: on which rows it can be asked, and where it fails. */
interface RowCheck {
  readonly code: CrossCheck['code'];
  readonly asked: Sql;
  readonly fails: Sql;
}

/** Checks that look at one row at a time. */
function rowChecks({ columns, kind }: ProfiledRelation): readonly RowCheck[] {
  const of = (role: AnyRole): Sql | null => {
    const found = columns.find((column) => column.role === role);
    return found === undefined ? null : identifier(found.name);
  };
  const checks: RowCheck[] = [];
  const [amount, quantity, price] = [of('amount'), of('quantity'), of('unitPrice')];
  if (amount !== null && quantity !== null && price !== null) {
    checks.push({
      code: 'amountIsQuantityTimesPrice',
      asked: sql`${amount} + ${quantity} + ${price} IS NOT NULL`,
      // The amount is rounded to a cent, and so is the price of each piece.
      fails: sql`abs(${amount} - ${quantity} * ${price})
        > 0.005 + 0.005 * abs(${quantity}) + ${ROUNDING} * abs(${amount})`,
    });
  }
  const [cost, margin] = [of('cost'), of('margin')];
  if (amount !== null && cost !== null && margin !== null && kind === 'orders') {
    checks.push({
      code: 'marginIsAmountMinusCost',
      asked: sql`${amount} + ${cost} + ${margin} IS NOT NULL`,
      fails: sql`abs(${margin} - (${amount} - ${cost})) > 0.015 + ${ROUNDING} * abs(${amount})`,
    });
  }
  const [opened, closed] = [of('openedAt'), of('closedAt')];
  if (opened !== null && closed !== null) {
    checks.push({
      code: 'datesInOrder',
      asked: sql`${opened} IS NOT NULL AND ${closed} IS NOT NULL`,
      fails: sql`${closed} < ${opened}`,
    });
  }
  return checks;
}

async function checkRows(db: Database, run: Run, relation: ProfiledRelation): Promise<readonly CrossCheck[]> {
  const checks = rowChecks(relation);
  if (checks.length === 0) return [];
  const counts = checks.map(
    ({ asked, fails }) => sql`count(*) FILTER (WHERE ${asked})::DOUBLE,
      count(*) FILTER (WHERE ${asked} AND ${fails})::DOUBLE`,
  );
  const found = row(await db.query(sql`SELECT ${counts} FROM ${relation.from}`, run), 0).map(Number);
  return checks.map(({ code }, place) => ({
    code,
    checked: found[2 * place] ?? 0,
    failed: found[2 * place + 1] ?? 0,
  }));
}

/** Checks what the rows of one order have in common; orders of one row have nothing to check. */
async function checkOrders(
  db: Database,
  run: Run,
  { kind, columns, from, orderLines }: ProfiledRelation,
): Promise<readonly CrossCheck[]> {
  if (kind !== 'orders' || !orderLines) return [];
  const dated = columns.some(({ role }) => role === 'orderedAt');
  const named = columns.some(({ role }) => role === 'customerId');
  const differ = (value: Sql): Sql => sql`coalesce(min(${value}) <> max(${value}), FALSE)`;
  const found = row(
    await db.query(
      sql`SELECT count(*) FILTER (WHERE n > 1)::DOUBLE, count(*) FILTER (WHERE customers)::DOUBLE,
          count(*) FILTER (WHERE days)::DOUBLE
        FROM (SELECT count(*) AS n, ${named ? differ(sql`customer_key`) : sql`FALSE`} AS customers,
            ${dated ? differ(sql`ordered_at::DATE`) : sql`FALSE`} AS days
          FROM ${from} WHERE order_key IS NOT NULL GROUP BY order_key)`,
      run,
    ),
    0,
  ).map(Number);
  const [checked = 0, customers = 0, days = 0] = found;
  return [
    ...(named ? [{ code: 'orderHasOneCustomer', checked, failed: customers } as const] : []),
    ...(dated ? [{ code: 'orderHasOneDate', checked, failed: days } as const] : []),
  ];
}

/** Whether all amounts are in one currency, where a column holds currencies: rows in others than the most frequent. */
async function checkCurrency(
  db: Database,
  run: Run,
  { columns, from }: ProfiledRelation,
): Promise<readonly CrossCheck[]> {
  const found = columns.find(
    ({ called, type, role }) => role === null && type === 'text' && CURRENCY_NAME.test(called),
  );
  if (found === undefined) return [];
  const code = sql`upper(trim(${identifier(found.name)}))`;
  const counted = await db.query(
    sql`SELECT coalesce(sum(n), 0)::DOUBLE, coalesce(max(n), 0)::DOUBLE, coalesce(bool_and(code SIMILAR TO '[A-Z]{3}'), FALSE)
      FROM (SELECT ${code} AS code, count(*) AS n FROM ${from} WHERE ${code} <> '' GROUP BY 1)`,
    run,
  );
  const [rows, most, areCodes] = row(counted, 0);
  if (areCodes !== true) return [];
  return [{ code: 'currencyIsOne', checked: Number(rows), failed: Number(rows) - Number(most) }];
}

/** Distinct values of the column that tells rows of a relation apart, where one does. */
export async function keyValues(
  db: Database,
  run: Run,
  { kind, columns, from }: ProfiledRelation,
): Promise<{ readonly of: number; readonly distinct: number } | null> {
  const role = kind === 'customers' ? 'customerId' : kind === 'tickets' ? 'ticketId' : null;
  const key = columns.find((column) => role !== null && column.role === role);
  if (key === undefined) return null;
  const value = identifier(key.name);
  const counted = await db.query(
    sql`SELECT count(${value})::DOUBLE, count(DISTINCT ${value})::DOUBLE FROM ${from}`,
    run,
  );
  const [of = 0, distinct = 0] = row(counted, 0).map(Number);
  return { of, distinct };
}

/** Every check across columns that a relation has the columns for, and rows to ask it of. */
export async function crossChecks(
  db: Database,
  run: Run,
  relation: ProfiledRelation,
): Promise<readonly CrossCheck[]> {
  const checks = [
    ...(await checkRows(db, run, relation)),
    ...(await checkOrders(db, run, relation)),
    ...(await checkCurrency(db, run, relation)),
  ];
  return checks.filter(({ checked }) => checked > 0);
}
