import type { Role } from '../../src/contract/import.ts';
import type { CatalogColumn, CatalogRelation } from '../../src/contract/notebook.ts';
import { CUSTOMERS, ORDERS, ROLE_COLUMNS } from '../../src/data/relations.ts';
import type { Database, Run } from '../engine/database.ts';
import type { LoadedOrders } from '../import/loaded-orders.ts';
import { SIDE_IDENTIFYING } from '../../src/data/side-relations.ts';
import type { HeldTable } from '../tables/side-store.ts';
import { notebookRelation } from './notebook-relation.ts';
import { countRows, describeRelation } from './relation-columns.ts';

/** Role of a column of the loaded data. */
function roleOf(column: string, roles: readonly Role[]): Role | null {
  if (column === 'customer_id') return 'customerId';
  if (column === 'order_id') return 'orderId';
  return roles.find((role) => ROLE_COLUMNS[role] === column) ?? null;
}

/** Tables beside the orders as SQL reads them; what names or reaches somebody in them is an identifier. */
export async function sideCatalog(
  db: Database,
  run: Run,
  tables: readonly HeldTable[],
): Promise<readonly CatalogRelation[]> {
  const relations: CatalogRelation[] = [];
  for (const { relation: name, columns: held, rows } of tables) {
    const columns = (await describeRelation(db, run, notebookRelation(name))).map((column): CatalogColumn => {
      const role = held.find((each) => each.name === column.name)?.role ?? null;
      const names = role !== null && SIDE_IDENTIFYING.includes(role);
      return {
        ...column,
        role: role === 'customerId' ? role : null,
        identifier: column.identifier || names,
      };
    });
    relations.push({ name, columns, rowCount: rows, cell: null, kind: 'rows' });
  }
  return relations;
}

/** The loaded orders as SQL reads them, with the roles their columns have. */
export async function loadedCatalog(
  db: Database,
  run: Run,
  loaded: LoadedOrders,
): Promise<readonly CatalogRelation[]> {
  const relations: CatalogRelation[] = [];
  for (const name of [ORDERS, CUSTOMERS]) {
    const relation = notebookRelation(name);
    const columns = (await describeRelation(db, run, relation)).map((column): CatalogColumn => ({
      ...column,
      role: roleOf(column.name, loaded.receipt.roles),
    }));
    const rowCount = await countRows(db, run, relation);
    relations.push({ name, columns, rowCount, cell: null, kind: 'rows' });
  }
  return relations;
}
