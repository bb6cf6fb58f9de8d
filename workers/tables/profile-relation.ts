import { appError, AppFailure } from '../../src/contract/error.ts';
import { identifier, type Sql } from '../../src/contract/sql.ts';
import type { AnyRole, SideTable, TableKind } from '../../src/contract/tables.ts';
import { ORDERS, ROLE_COLUMNS } from '../../src/data/relations.ts';
import type { Database, Run } from '../engine/database.ts';
import type { LoadedOrders } from '../import/loaded-orders.ts';
import { describeRelation } from '../notebook/relation-columns.ts';

/** A column that is profiled. */
export interface ProfiledSource {
  /** Name in the relation. */
  readonly name: string;
  /** Name in the file, by which it is classified. */
  readonly called: string;
  readonly role: AnyRole | null;
  readonly type: 'text' | 'number' | 'timestamp' | 'boolean';
  /** Where the load knows that no value stands twice: a column that is filled where this one is, to count instead. */
  readonly uniqueBy?: Sql;
}

/** A relation of loaded data that is profiled, and what its load knows of it. */
export interface ProfiledRelation {
  readonly name: string;
  readonly from: Sql;
  readonly kind: TableKind;
  readonly columns: readonly ProfiledSource[];
  /** Rows of the file, and those whose fields could be read; null: not known. */
  readonly readable: { readonly of: number; readonly read: number } | null;
  /** Rows that are copies of others, of those that are there; null: not known. */
  readonly copies: number | null;
  /** Whether an order may stand in several rows. */
  readonly orderLines: boolean;
}

const TYPES = {
  integer: 'number',
  number: 'number',
  date: 'timestamp',
  timestamp: 'timestamp',
  boolean: 'boolean',
  text: 'text',
} as const;

function roleOfOrders(name: string, { mapping }: LoadedOrders): AnyRole | null {
  if (name === 'order_id') return 'orderId';
  const played = Object.entries(ROLE_COLUMNS).find(([, column]) => column === name);
  const role = played?.[0] as keyof typeof ROLE_COLUMNS | undefined;
  // An amount that no column gives is computed, and is no column of the file.
  return role !== undefined && mapping.roles[role] !== undefined ? role : null;
}

async function ofOrders(db: Database, run: Run, loaded: LoadedOrders): Promise<ProfiledRelation> {
  const { receipt, mapping, rules } = loaded;
  const described = await describeRelation(db, run, identifier(ORDERS));
  const known = new Map(loaded.columns.map(({ name, source }) => [name, source]));
  const rowsOf = (rule: string): number => receipt.rules.find((each) => each.rule === rule)?.rows ?? 0;
  const unique = !receipt.orderLines && rowsOf('exactDuplicate') === 0;
  const columns = described.flatMap(({ name, type }): ProfiledSource[] => {
    const role = roleOfOrders(name, loaded);
    // Keys of orders say what their ids do; what the load itself has put in is not in the file.
    if (name === ROLE_COLUMNS.orderId || (role === null && !known.has(name) && name !== 'order_id'))
      return [];
    const called =
      (role === null ? known.get(name) : mapping.roles[role as keyof typeof ROLE_COLUMNS]) ?? name;
    const source = { name, called, role, type: role === 'customerId' ? 'text' : TYPES[type] } as const;
    return [
      role === 'orderId' && unique ? { ...source, uniqueBy: identifier(ROLE_COLUMNS.orderId) } : source,
    ];
  });
  const broken = receipt.malformed + rowsOf('unreadableDate') + rowsOf('unreadableNumber');
  return {
    name: ORDERS,
    from: identifier(ORDERS),
    kind: 'orders',
    columns,
    readable: { of: receipt.read, read: receipt.read - broken },
    copies: mapping.roles.orderId === undefined ? null : rules.exactDuplicate ? 0 : rowsOf('exactDuplicate'),
    orderLines: receipt.orderLines,
  };
}

async function ofSide(db: Database, run: Run, side: SideTable): Promise<ProfiledRelation> {
  const from = identifier(side.relation);
  const described = await describeRelation(db, run, from);
  const columns = described.flatMap(({ name, type }): ProfiledSource[] => {
    const declared = side.columns.find((column) => column.name === name);
    if (declared === undefined) return [];
    const { role } = declared;
    return [{ name, called: name, role, type: role === 'customerId' ? 'text' : TYPES[type] }];
  });
  return {
    name: side.relation,
    from,
    kind: side.kind,
    columns,
    readable: { of: side.rows + side.setAside, read: side.rows },
    copies: null,
    orderLines: false,
  };
}

/**
 * Finds a relation of loaded data by its name.
 *
 * @throws AppFailure `profile.unknownTable`
 */
export function profiledRelation(
  db: Database,
  run: Run,
  name: string,
  loaded: LoadedOrders | null,
  sides: readonly SideTable[],
): Promise<ProfiledRelation> {
  const side = sides.find(({ relation }) => relation === name);
  if (side !== undefined) return ofSide(db, run, side);
  if (name === ORDERS && loaded !== null) return ofOrders(db, run, loaded);
  return Promise.reject(new AppFailure(appError('profile.unknownTable', { name })));
}
