import type { SideKind, SideRole } from '../contract/tables.ts';

/** Names under which SQL reads tables beside the orders; a second one of a kind has `_2` behind it. */
export const SIDE_RELATIONS: Readonly<Record<SideKind, string>> = {
  purchases: 'purchases',
  customers: 'customer_details',
  events: 'events',
  answers: 'answers',
  touches: 'touches',
  consents: 'consents',
  tickets: 'tickets',
  reference: 'reference',
};

/** Name of the column that a role fills: `occurredAt` is `occurred_at`. */
export function sideColumn(role: SideRole): string {
  return role.replaceAll(/[A-Z]/gu, (letter) => `_${letter.toLowerCase()}`);
}

/** Roles that hold points in time. */
export const SIDE_DATES: readonly SideRole[] = [
  'orderedAt',
  'birthDate',
  'signedUpAt',
  'occurredAt',
  'answeredAt',
  'touchedAt',
  'decidedAt',
  'withdrawnAt',
  'validUntil',
  'openedAt',
  'closedAt',
];

/** When what a row of a kind tells of happened; a customer need not have a time. */
export const SIDE_TIMES: Readonly<Partial<Record<SideKind, SideRole>>> = {
  events: 'occurredAt',
  answers: 'answeredAt',
  touches: 'touchedAt',
  consents: 'decidedAt',
  tickets: 'openedAt',
};

/** Kinds whose rows say nothing without their time. A no to a purpose counts whenever it was said. */
export const TOLD_BY_TIME: readonly SideKind[] = ['events', 'answers', 'touches', 'tickets'];

/** Roles whose value must not pass for an empty one where it cannot be read: it may say that a consent is over. */
export const SIDE_ENDS: readonly SideRole[] = ['withdrawnAt', 'validUntil'];

/** Column that marks rows with such a value, in tables that have one of these roles. */
export const UNREAD_END = 'end_unread';

/** Kinds that are nothing but what is known of a customer: a row without one is set aside. */
export const ABOUT_CUSTOMERS: readonly SideKind[] = ['customers', 'consents'];

/** Roles that hold numbers, where the column does. */
export const SIDE_NUMBERS: readonly SideRole[] = [
  'quantity',
  'unitPrice',
  'amount',
  'value',
  'score',
  'cost',
  'conversionValue',
  'satisfaction',
];

/** Roles that are answered by yes and no. */
export const SIDE_DECISIONS: readonly SideRole[] = ['granted', 'converted'];

/** Roles whose values name or reach one person. */
export const SIDE_IDENTIFYING: readonly SideRole[] = ['customerId', 'name', 'email', 'phone'];
