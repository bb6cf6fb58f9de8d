import {
  ROLES,
  type ColumnFormat,
  type Role,
  type RoleReason,
  type RoleSuggestion,
} from '../contract/import.ts';
import { assignRoles } from './assign-roles.ts';
import { nameScore } from './role-names.ts';

/** What is known of a column when roles are suggested. */
export interface ColumnFacts {
  readonly name: string;
  /** False where the file has no header and the name was made up. */
  readonly named: boolean;
  readonly format: ColumnFormat;
  readonly nullShare: number;
  /** Distinct non-empty values. */
  readonly distinct: number;
  /** Non-empty values sampled. */
  readonly filled: number;
  /** True where all values are whole numbers or codes of digits. */
  readonly wholeNumbers: boolean;
  /** Smallest and largest value of a column of numbers. */
  readonly range: readonly [number, number] | null;
}

interface Score {
  readonly confidence: number;
  readonly reasons: readonly RoleReason[];
}

const NONE: Score = { confidence: 0, reasons: [] };
/** A suggestion below this is not made. */
const WORTH_SAYING = 0.3;

/** Sums evidence; each piece is a weight with the reason it gives. */
function total(...evidence: readonly (readonly [number, RoleReason] | null)[]): Score {
  const there = evidence.filter((piece) => piece !== null);
  const sum = there.reduce((confidence, [weight]) => confidence + weight, 0);
  const reasons = there.filter(([weight]) => weight > 0).map(([, reason]) => reason);
  return { confidence: Math.max(0, Math.min(1, sum)), reasons };
}

function distinctShare(column: ColumnFacts): number {
  return column.filled === 0 ? 0 : column.distinct / column.filled;
}

/** Ids repeat, since customers come back, but not as often as the words of a list. */
function repeatsLikeCustomers(column: ColumnFacts): boolean {
  const share = distinctShare(column);
  return share > 0.01 && share < 0.98 && column.distinct > 5;
}

function isId(column: ColumnFacts): boolean {
  return column.format.kind === 'text' || (column.format.kind === 'number' && column.wholeNumbers);
}

function forCustomer(column: ColumnFacts, name: number): Score {
  if (column.format.kind === 'date') return NONE;
  const values: readonly [number, RoleReason] | null = repeatsLikeCustomers(column)
    ? [isId(column) ? 0.25 : -0.2, 'manyPerCustomer']
    : null;
  const coded = column.format.kind === 'text' && column.wholeNumbers;
  return total([0.7 * name, 'name'], values, coded && name === 0 ? [0.15, 'type'] : null);
}

function forOrder(column: ColumnFacts, name: number): Score {
  if (column.format.kind === 'date' || !isId(column)) return NONE;
  const share = distinctShare(column);
  const unique = share > 0.98 && column.filled > 5;
  // Without a name a unique column may as well be a line number, so it says little.
  return total([0.75 * name, 'name'], unique ? [name > 0 ? 0.2 : 0.1, 'distinctPerRow'] : null);
}

/** Numbers below this are days of a week or a month, hours or years' ages, but no dates in any writing. */
const LEAST_DATE = 1000;

function forDate(column: ColumnFacts, name: number): Score {
  if (column.format.kind === 'number' && (column.range?.[1] ?? 0) < LEAST_DATE) return NONE;
  if (column.format.kind !== 'date') return name > 0.7 ? total([0.35 * name, 'name']) : NONE;
  return total([0.55, 'type'], [0.4 * name, 'name']);
}

function forQuantity(column: ColumnFacts, name: number): Score {
  if (column.format.kind !== 'number') return NONE;
  const small = column.wholeNumbers && column.range !== null && Math.abs(column.range[1]) < 10_000;
  const few = small && column.distinct < 200 && distinctShare(column) < 0.5;
  return total([0.7 * name, 'name'], few ? [name > 0 ? 0.25 : column.named ? 0.1 : 0.35, 'fewValues'] : null);
}

function forMoney(role: 'amount' | 'unitPrice', column: ColumnFacts, name: number): Score {
  if (column.format.kind !== 'number') return NONE;
  const priced = !column.wholeNumbers;
  const alone = role === 'amount' && priced;
  return total(
    [0.7 * name, 'name'],
    name > 0 ? [0.2, 'type'] : null,
    name === 0 && alone ? [column.named ? 0.25 : 0.45, 'values'] : null,
  );
}

function forWords(column: ColumnFacts, name: number, most: number): Score {
  if (column.format.kind === 'date') return NONE;
  const number = column.format.kind === 'number';
  const few = column.distinct <= most;
  return total(
    [(number ? 0.5 : 0.7) * name, 'name'],
    name > 0 && few && !number ? [0.15, 'fewValues'] : null,
    name > 0 && !few ? [-0.25, 'fewValues'] : null,
  );
}

/** Money of the row beside its amount: only the name tells it from an amount. */
function forNamedMoney(column: ColumnFacts, name: number): Score {
  if (column.format.kind !== 'number') return NONE;
  return total([0.7 * name, 'name'], name > 0 ? [0.2, 'type'] : null);
}

/** Periods since a contract began: whole numbers that are seldom below zero. */
function forTenure(column: ColumnFacts, name: number): Score {
  if (column.format.kind !== 'number' || (column.range !== null && column.range[0] < 0)) return NONE;
  return total([0.7 * name, 'name'], name > 0 ? [0.2, 'type'] : null);
}

/** Most answers that a column of yes and no may have: there may be a third for customers that have just joined. */
const ANSWERS = 3;

function forChurned(column: ColumnFacts, name: number): Score {
  if (column.format.kind === 'date' || column.distinct > ANSWERS) return NONE;
  return total([0.75 * name, 'name'], name > 0 ? [0.2, 'fewValues'] : null);
}

type Judge = (column: ColumnFacts, name: number) => Score;

/** How each role is judged: by a column's facts and how much its name speaks for the role. */
const JUDGES: Readonly<Record<Role, Judge>> = {
  customerId: forCustomer,
  orderId: forOrder,
  orderedAt: forDate,
  quantity: forQuantity,
  unitPrice: (column, name) => forMoney('unitPrice', column, name),
  amount: (column, name) => forMoney('amount', column, name),
  product: (column, name) => forWords(column, name, Number.POSITIVE_INFINITY),
  category: (column, name) => forWords(column, name, 500),
  channel: (column, name) => forWords(column, name, 200),
  country: (column, name) => forWords(column, name, 300),
  orderStatus: (column, name) => forWords(column, name, 40),
  cost: forNamedMoney,
  margin: forNamedMoney,
  tenure: forTenure,
  churned: forChurned,
};

function score(role: Role, column: ColumnFacts): Score {
  return JUDGES[role](column, column.named ? nameScore(role, column.name) : 0);
}

/** Roles of an order, which the rows of a table of contracts are not. */
const OF_ORDERS: readonly Role[] = ['orderId', 'quantity', 'unitPrice', 'amount'];

/**
 * Whether the columns are those of contracts: a tenure and whether the customer has churned, but no date. Its money,
 * such as a sum of all charges, is not that of an order, and blanks in it must not set customers aside.
 */
function holdsContracts(columns: readonly ColumnFacts[]): boolean {
  const has = (role: Role): boolean =>
    columns.some((column) => score(role, column).confidence >= WORTH_SAYING);
  return !columns.some(({ format }) => format.kind === 'date') && has('tenure') && has('churned');
}

/**
 * Suggests what each column means.
 *
 * @param columns the columns of a file, in order
 * @returns for each column its suggestion, or null; no role is suggested twice
 */
export function suggestRoles(columns: readonly ColumnFacts[]): readonly (RoleSuggestion | null)[] {
  if (columns.length === 0) return [];
  const passedOver = holdsContracts(columns) ? OF_ORDERS : [];
  const scores = columns.map((column) =>
    ROLES.map((role) => (passedOver.includes(role) ? NONE : score(role, column))),
  );
  const chosen = assignRoles(
    scores.map((column) => column.map(({ confidence }) => confidence)),
    WORTH_SAYING,
  );
  const dates = columns.filter((column) => column.format.kind === 'date').length;
  return columns.map((_, index) => {
    const place = chosen[index] ?? -1;
    const role = ROLES[place];
    const found = scores[index]?.[place];
    if (role === undefined || found === undefined) return null;
    const reasons: readonly RoleReason[] =
      role === 'orderedAt' && dates === 1 ? [...found.reasons, 'onlyCandidate'] : found.reasons;
    return { role, confidence: found.confidence, reasons };
  });
}
