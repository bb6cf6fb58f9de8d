import type { CureSwitches } from './doctor.ts';
import type { ColumnFormat, Mapping, Role } from './import.ts';
import type { FileId, TableId } from './ids.ts';

/**
 * What the rows of a file are about. `orders` are orders or lines of orders; `purchases` are such that lack customers or
 * dates, as baskets do, so that no analysis of customers can be made of them; `reference` is anything else: lists, hierarchies.
 */
export const TABLE_KINDS = [
  'orders',
  'purchases',
  'customers',
  'events',
  'answers',
  'touches',
  'consents',
  'tickets',
  'reference',
] as const;
export type TableKind = (typeof TABLE_KINDS)[number];
/** Kinds of tables that stand beside the orders. */
export type SideKind = Exclude<TableKind, 'orders'>;

/** What a column can mean in a table beside the orders, by the kind of the table. */
export const SIDE_ROLES = {
  purchases: [
    'customerId',
    'orderId',
    'orderedAt',
    'product',
    'category',
    'quantity',
    'unitPrice',
    'amount',
    'channel',
    'country',
  ],
  customers: [
    'customerId',
    'name',
    'email',
    'phone',
    'birthDate',
    'gender',
    'city',
    'region',
    'country',
    'postcode',
    'signedUpAt',
    'segment',
    'tier',
    'channel',
  ],
  events: [
    'customerId',
    'occurredAt',
    'eventType',
    'item',
    'category',
    'channel',
    'device',
    'sessionId',
    'value',
  ],
  answers: ['customerId', 'answeredAt', 'score', 'question', 'answer', 'comment', 'channel', 'segment'],
  touches: [
    'customerId',
    'touchedAt',
    'channel',
    'campaign',
    'touchType',
    'cost',
    'converted',
    'conversionValue',
  ],
  consents: [
    'customerId',
    'purpose',
    'granted',
    'decidedAt',
    'withdrawnAt',
    'validUntil',
    'channel',
    'source',
  ],
  tickets: [
    'customerId',
    'ticketId',
    'openedAt',
    'closedAt',
    'category',
    'status',
    'priority',
    'channel',
    'satisfaction',
  ],
  reference: ['customerId'],
} as const satisfies Readonly<Record<SideKind, readonly string[]>>;
export type SideRole = (typeof SIDE_ROLES)[SideKind][number];
export type AnyRole = Role | SideRole;

/** Which columns play which roles in a table beside the orders. */
export interface SideMapping {
  readonly kind: SideKind;
  readonly roles: Readonly<Partial<Record<SideRole, string>>>;
  /** Columns without a role that are loaded too. */
  readonly extras: readonly string[];
  readonly formats: Readonly<Record<string, ColumnFormat>>;
  readonly currency: string | null;
  /** Zone that times without one are in, as an offset of minutes from UTC; null: as they stand. */
  readonly utcOffset: number | null;
  readonly pseudonymise?: Mapping['pseudonymise'];
  /** Cures that the user has switched; others as the doctor proposes. */
  readonly cures?: CureSwitches;
}

/** A file that is to become a table beside the orders, or more rows of one. */
export interface LoadTableRequest {
  readonly fileId: FileId;
  readonly tableId: TableId;
  readonly mapping: SideMapping;
  /** The table its rows are added to; null: a table of its own, in the place of one of the same id. */
  readonly appendTo: TableId | null;
}

/** How the columns of a further file differ from those of the table it is added to. */
export type SchemaDifference =
  | { readonly code: 'missing'; readonly column: string }
  | { readonly code: 'added'; readonly column: string }
  | { readonly code: 'renamed'; readonly column: string; readonly to: string }
  | { readonly code: 'retyped'; readonly column: string; readonly from: string; readonly to: string };

/** How a table is tied to the orders by its customers. */
export interface KeyMatch {
  /** Distinct customers of the table. */
  readonly customers: number;
  /** Of these, those who are customers of the orders too. */
  readonly matched: number;
  /** Rows whose customer is not among those of the orders. */
  readonly orphanRows: number;
  /** Rows without a customer. */
  readonly withoutCustomer: number;
  /** Customers of the orders who are not in the table. */
  readonly missing: number;
}

/** A table beside the orders, as it stands in the engine. */
export interface SideTable {
  readonly tableId: TableId;
  readonly kind: SideKind;
  /** Name that SQL reads it under. */
  readonly relation: string;
  readonly files: readonly string[];
  readonly rows: number;
  /**
   * Rows that are not loaded: those that could not be cut, separators and totals, those without a time that can be read
   * where their table tells of something that happened, and without a customer in `customers` and `consents`.
   */
  readonly setAside: number;
  /** Loaded rows of consents whose end or withdrawal cannot be read: each counts as a no, whenever it was said. */
  readonly endsUnread: number;
  readonly columns: readonly {
    readonly name: string;
    readonly role: SideRole | null;
    readonly type: 'text' | 'number' | 'timestamp' | 'boolean';
  }[];
  /** Null while no orders are loaded. */
  readonly match: KeyMatch | null;
  readonly differences: readonly SchemaDifference[];
}
