import type { BoundData } from '../../src/analyses/analysis.ts';
import { numbers } from '../../src/contract/result-set.ts';
import { identifier, sql } from '../../src/contract/sql.ts';
import { ORDERS, ROLE_COLUMNS } from '../../src/data/relations.ts';
import type { Database, Run } from '../engine/database.ts';

/**
 * Whether the orders of a cell are rows of the loaded orders as they are: each row with all its columns stands there at
 * least as often. Then customers are real ones and names of groups are words of the data, however the rows were chosen.
 *
 * @param database of the cell
 * @param data what its orders have
 * @param loaded what the loaded orders have
 */
export async function areLoadedOrders(
  db: Database,
  run: Run,
  database: string,
  { data, loaded }: { readonly data: BoundData; readonly loaded: BoundData },
): Promise<boolean> {
  const names = (of: BoundData): string[] => [
    ...of.roles.map((role) => ROLE_COLUMNS[role]),
    ...of.extraColumns.map(({ name }) => name),
  ];
  const known = new Set(names(loaded));
  const used = names(data);
  if (used.some((name) => !known.has(name))) return false;
  const columns = [...new Set(used)].map((name) => identifier(name));
  const found = await db.query(
    sql`SELECT count(*)::DOUBLE AS n FROM (
      SELECT ${columns} FROM ${identifier(database)}.main.${identifier(ORDERS)}
      EXCEPT ALL SELECT ${columns} FROM memory.main.${identifier(ORDERS)}
    )`,
    run,
  );
  return numbers(found, 'n')[0] === 0;
}
