import { ROLES, type KindSuggestion, type Role, type RoleSuggestion } from '../contract/import.ts';
import { SIDE_ROLES, TABLE_KINDS, type AnyRole } from '../contract/tables.ts';
import { assignRoles } from './assign-roles.ts';
import { LOADABLE, missingRoles } from './readiness.ts';
import type { ColumnFacts } from './role-suggestions.ts';
import { sideNameScore, type NamedSideKind, type NamedSideRole } from './side-role-names.ts';

/** A column as far as kinds of tables are told by it. */
export interface KindFacts extends ColumnFacts {
  /** Recogniser that the values satisfy, as in the column's classification; null for none. */
  readonly identifier: string | null;
}

/** A role is not suggested below this. */
const WORTH_SAYING = 0.3;
/** A value that people give as a score is between these. */
const SCORES: readonly [number, number] = [0, 10];
/** Most answers that a column of yes and no has, with words for what is open or unknown. */
const DECISIONS = 6;
/** Rows that a column must have before its values count as different in each. */
const ENOUGH_ROWS = 6;

type Judge = (column: KindFacts, name: number) => number;

function capped(confidence: number): number {
  return Math.max(0, Math.min(1, confidence));
}

function isUnique({ distinct, filled }: KindFacts): boolean {
  return filled >= ENOUGH_ROWS && distinct / filled > 0.98;
}

const byName: Judge = (_column, name) => (name === 0 ? 0 : capped(0.7 * name + 0.2));

const ofId: Judge = (column, name) => {
  if (column.format.kind === 'date' || (column.format.kind === 'number' && !column.wholeNumbers)) return 0;
  // Few different values in many rows are a group, whatever the name.
  const few = column.filled > 100 && column.distinct < 6;
  return few ? 0.5 * byName(column, name) : byName(column, name);
};

const ofDate: Judge = (column, name) =>
  column.format.kind === 'date' ? capped(0.4 + 0.55 * name) : name > 0.7 ? 0.35 * name : 0;

/** A date that only its name tells from the main one of the table. */
const ofNamedDate: Judge = (column, name) => (name === 0 ? 0 : ofDate(column, name));

const ofWords: Judge = (column, name) => (column.format.kind === 'date' ? 0 : byName(column, name));

const ofNumber: Judge = (column, name) => (column.format.kind === 'number' ? byName(column, name) : 0);

const ofScore: Judge = (column, name) => {
  if (column.format.kind !== 'number' || name === 0) return 0;
  const [least, most] = column.range ?? [0, 0];
  const within = least >= SCORES[0] && most <= SCORES[1];
  return capped(byName(column, name) + (within && column.wholeNumbers ? 0.1 : -0.1));
};

const ofDecision: Judge = (column, name) => {
  if (column.format.kind === 'date') return 0;
  return column.distinct <= DECISIONS ? byName(column, name) : 0.6 * byName(column, name);
};

/** A judge of a role whose values are recognised, too: a name without such values counts for less. */
function recognised(kinds: readonly string[], judge: Judge = ofWords): Judge {
  return (column, name) => {
    const is = column.identifier !== null && kinds.includes(column.identifier);
    return capped(judge(column, name) + (is ? (name > 0 ? 0.1 : 0.4) : 0));
  };
}

const JUDGES: Readonly<Record<NamedSideRole, Judge>> = {
  customerId: ofId,
  name: recognised(['fullName', 'firstName', 'lastName']),
  email: recognised(['email']),
  phone: recognised(['phone', 'nationalPhone', 'cnMobile']),
  birthDate: recognised(['birthDate'], (column, name) =>
    name === 0 ? 0 : Math.max(ofDate(column, name), 0.7 * name),
  ),
  gender: recognised(['gender']),
  city: recognised(['city']),
  region: recognised(['region']),
  country: recognised(['country']),
  postcode: recognised(['postcode']),
  signedUpAt: ofNamedDate,
  segment: ofDecisionOrWords,
  tier: ofDecisionOrWords,
  channel: ofWords,
  occurredAt: ofDate,
  eventType: ofWords,
  item: ofWords,
  category: ofWords,
  device: ofWords,
  sessionId: ofId,
  value: ofNumber,
  answeredAt: ofDate,
  score: ofScore,
  question: ofWords,
  answer: ofWords,
  comment: ofWords,
  touchedAt: ofDate,
  campaign: ofWords,
  touchType: ofWords,
  cost: ofNumber,
  converted: ofDecision,
  conversionValue: ofNumber,
  purpose: ofWords,
  granted: ofDecision,
  decidedAt: ofDate,
  withdrawnAt: ofNamedDate,
  validUntil: ofNamedDate,
  source: ofWords,
  ticketId: ofId,
  openedAt: ofDate,
  closedAt: ofNamedDate,
  status: ofWords,
  priority: ofWords,
  satisfaction: ofNumberOrWords,
};

/** Words of which there are few. */
function ofDecisionOrWords(column: KindFacts, name: number): number {
  return column.distinct > 200 ? 0.5 * ofWords(column, name) : ofWords(column, name);
}

function ofNumberOrWords(column: KindFacts, name: number): number {
  return column.format.kind === 'date' ? 0 : byName(column, name);
}

/** How much the columns of a kind tell of it, each by the square of the confidence in its role. */
const TELLING: Readonly<Record<NamedSideKind, Readonly<Partial<Record<NamedSideRole, number>>>>> = {
  customers: {
    email: 0.25,
    phone: 0.25,
    name: 0.2,
    birthDate: 0.2,
    gender: 0.2,
    signedUpAt: 0.25,
    tier: 0.2,
    postcode: 0.2,
    city: 0.15,
    region: 0.1,
    country: 0.05,
    segment: 0.1,
  },
  events: {
    eventType: 0.7,
    sessionId: 0.35,
    device: 0.25,
    item: 0.2,
    occurredAt: 0.1,
    customerId: 0.05,
  },
  answers: { score: 0.5, question: 0.4, answer: 0.4, comment: 0.25, answeredAt: 0.1 },
  touches: {
    campaign: 0.45,
    touchType: 0.35,
    conversionValue: 0.3,
    converted: 0.3,
    touchedAt: 0.1,
    cost: 0.1,
    channel: 0.1,
    customerId: 0.05,
  },
  consents: {
    granted: 0.6,
    withdrawnAt: 0.5,
    purpose: 0.4,
    validUntil: 0.1,
    decidedAt: 0.1,
    source: 0.05,
    customerId: 0.05,
  },
  tickets: {
    ticketId: 0.5,
    closedAt: 0.35,
    priority: 0.35,
    openedAt: 0.15,
    status: 0.15,
    satisfaction: 0.15,
    category: 0.05,
  },
  reference: {},
};

const OF_ORDERS: readonly (readonly [Role, number])[] = [
  ['amount', 0.4],
  ['orderedAt', 0.3],
  ['orderId', 0.3],
  ['quantity', 0.2],
  ['unitPrice', 0.2],
  ['product', 0.15],
  ['customerId', 0.1],
];
/** Any of these, well founded, makes a row that of an order and not only of something that happened. */
const TRADED: readonly Role[] = ['amount', 'orderId', 'quantity', 'unitPrice'];
const WELL_FOUNDED = 0.6;
/** A table of which nothing else is known is taken for one to look things up in. */
const FOR_ALL_ELSE = 0.03;
/** What lacks customers or dates is sooner a table of purchases than orders that cannot be loaded. */
const WITHOUT_ALL = 0.02;

function ordersConfidence(suggestions: readonly (RoleSuggestion | null)[]): number {
  const of = (role: Role): number => suggestions.find((each) => each?.role === role)?.confidence ?? 0;
  const sum = OF_ORDERS.reduce((total, [role, weight]) => total + weight * of(role) ** 2, 0);
  const contracts = Math.min(of('tenure'), of('churned'));
  if (contracts > 0) return capped(sum + 0.8 * contracts ** 2);
  return capped(TRADED.some((role) => of(role) >= WELL_FOUNDED) ? sum : sum / 2);
}

/** What a table of customers has: each once. Others have them again and again. */
function onceEach(column: KindFacts | undefined): number {
  if (column === undefined || column.filled < ENOUGH_ROWS) return 0;
  return isUnique(column) ? 0.35 : -0.5;
}

function suggestSide(kind: NamedSideKind, columns: readonly KindFacts[]): KindSuggestion {
  const roles: readonly NamedSideRole[] = SIDE_ROLES[kind];
  const scores = columns.map((column) =>
    roles.map((role) => JUDGES[role](column, column.named ? sideNameScore(role, column.name) : 0)),
  );
  const chosen = assignRoles(scores, WORTH_SAYING);
  const found: Partial<Record<AnyRole, string>> = {};
  let confidence = 0;
  let customer: KindFacts | undefined;
  for (const [index, column] of columns.entries()) {
    const place = chosen[index] ?? -1;
    const role = roles[place];
    if (role === undefined) continue;
    found[role] = column.name;
    if (role === 'customerId') customer = column;
    confidence += (TELLING[kind][role] ?? 0) * (scores[index]?.[place] ?? 0) ** 2;
  }
  if (kind === 'customers') confidence += onceEach(customer);
  if (kind === 'reference') confidence = FOR_ALL_ELSE;
  return { kind, confidence: capped(confidence), roles: found };
}

/** What a file is that would be orders, did it not lack what orders need to be loaded. */
function purchases(roles: Readonly<Partial<Record<Role, string>>>, ofOrders: number): KindSuggestion {
  const lacks = missingRoles(
    ROLES.filter((role) => roles[role] !== undefined),
    LOADABLE,
  );
  const kept = SIDE_ROLES.purchases.map((role) => [role, roles[role]] as const);
  return {
    kind: 'purchases',
    confidence: lacks.length > 0 && ofOrders > 0 ? capped(ofOrders + WITHOUT_ALL) : 0,
    roles: Object.fromEntries(kept.filter(([, column]) => column !== undefined)),
  };
}

/**
 * Suggests what a file is: for each kind of table how much its columns speak for it, and which columns would play its
 * roles. Of equal kinds the orders come first.
 *
 * @param columns the columns of the file, in order
 * @param suggestions what each of them would mean in orders
 * @returns all kinds, likeliest first
 */
export function suggestKinds(
  columns: readonly KindFacts[],
  suggestions: readonly (RoleSuggestion | null)[],
): readonly KindSuggestion[] {
  const roles: Partial<Record<Role, string>> = {};
  for (const [index, suggestion] of suggestions.entries()) {
    const name = columns[index]?.name;
    if (suggestion !== null && name !== undefined) roles[suggestion.role] = name;
  }
  const confidence = ordersConfidence(suggestions);
  return TABLE_KINDS.map((kind) => {
    if (kind === 'orders') return { kind, confidence, roles };
    return kind === 'purchases' ? purchases(roles, confidence) : suggestSide(kind, columns);
  }).toSorted((a, b) => b.confidence - a.confidence);
}
