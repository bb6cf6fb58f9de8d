import type { DayRange } from '../../src/contract/dashboard.ts';
import { ROLES, type Role } from '../../src/contract/import.ts';
import { identifier, joined, sql, type Sql } from '../../src/contract/sql.ts';
import { SIDE_ROLES, type AnyRole, type SideRole } from '../../src/contract/tables.ts';
import { TIMELINE_KINDS, type TimelineKind } from '../../src/contract/timeline.ts';
import { SIDE_TIMES } from '../../src/data/side-relations.ts';
import { oneOrderEach } from '../dashboard/customer-orders.ts';
import type { LoadedOrders } from '../import/loaded-orders.ts';
import { textOf } from '../tables/column-classes.ts';
import { isOfCustomer, type KnownCustomer } from '../tables/customers-by-text.ts';
import { storedRows, type HeldTable } from '../tables/side-store.ts';

/** A column of the entries and what it means. */
interface SourceDetail {
  readonly role: AnyRole;
  /** Its value as text, over the rows of the source. */
  readonly text: Sql;
  /** Its name in the table it comes from. */
  readonly column: string;
}

/** Where entries of a timeline come from: the orders, or a table beside them. */
export interface TimelineSource {
  readonly kind: TimelineKind;
  /** Null for the orders. */
  readonly table: HeldTable | null;
  /** Rows of the customer. */
  readonly rows: Sql;
  /** When each happened. */
  readonly at: Sql;
  readonly details: readonly SourceDetail[];
}

function roleOf(name: string): Role | null {
  return ROLES.find((role) => role === name) ?? null;
}

function orders(loaded: LoadedOrders, key: number, days: DayRange | null): TimelineSource {
  const { relation, columns } = oneOrderEach(loaded, key, days);
  return {
    kind: 'orders',
    table: null,
    rows: relation,
    at: sql`began`,
    details: columns.flatMap((column): SourceDetail[] => {
      const role = column === 'units' ? 'quantity' : roleOf(column);
      return role === null ? [] : [{ role, text: sql`${identifier(column)}::VARCHAR`, column }];
    }),
  };
}

function tableSource(
  table: HeldTable,
  kind: TimelineKind,
  { loaded, customer }: { readonly loaded: LoadedOrders; readonly customer: KnownCustomer },
): TimelineSource | null {
  const { columns, stored } = table;
  if (kind === 'orders' || !columns.some(({ role }) => role === 'customerId')) return null;
  const time = columns.find(({ role }) => role !== null && role === SIDE_TIMES[kind]);
  const roles: readonly SideRole[] = SIDE_ROLES[kind];
  return {
    kind,
    table,
    rows: sql`${storedRows(stored)} WHERE ${isOfCustomer(loaded, customer)}`,
    at: time === undefined ? sql`NULL::TIMESTAMP` : identifier(time.name),
    details: roles.flatMap((role): SourceDetail[] => {
      const column = columns.find((each) => each.role === role);
      if (column === undefined || role === 'customerId' || column === time) return [];
      return [{ role, text: textOf(column), column: column.name }];
    }),
  };
}

/** Everything that a customer's timeline is made of, in the order of the kinds. */
export function timelineSources(
  tables: readonly HeldTable[],
  loaded: LoadedOrders,
  customer: KnownCustomer,
  days: DayRange | null,
): readonly TimelineSource[] {
  return TIMELINE_KINDS.flatMap((kind) => {
    if (kind === 'orders') return [orders(loaded, customer.key, days)];
    return tables
      .filter((table) => table.kind === kind)
      .flatMap((table) => tableSource(table, kind, { loaded, customer }) ?? []);
  });
}

/** The most details that an entry of these sources has. */
function mostDetails(sources: readonly TimelineSource[]): number {
  return Math.max(0, ...sources.map(({ details }) => details.length));
}

/** Name of the column in which the detail of a place stands. */
function detailColumn(place: number): Sql {
  return identifier(`detail_${place}`);
}

function entriesOf({ rows, at, details }: TimelineSource, place: number, most: number): Sql {
  const texts = Array.from(
    { length: most },
    (_, index) => sql`${details[index]?.text ?? sql`NULL::VARCHAR`} AS ${detailColumn(index)}`,
  );
  // Rows of one moment stay in the order of their table.
  return sql`SELECT ${place}::UTINYINT AS source, ${at} AS happened_at, row_number() OVER () AS n, ${texts}
    FROM ${rows}`;
}

/**
 * All entries of the sources, in one pass over each: source (its place), happened_at, n, and the details in columns.
 *
 * @param within condition on `happened_at`
 */
export function entriesQuery(sources: readonly TimelineSource[], within: Sql): Sql {
  const most = mostDetails(sources);
  const queries = sources.map((source, place) => entriesOf(source, place, most));
  return sql`SELECT * FROM (${joined(queries, ' UNION ALL ')}) WHERE ${within}`;
}
