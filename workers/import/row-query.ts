import type { ValueCure } from '../../src/contract/doctor.ts';
import type { LoadPart, Role } from '../../src/contract/import.ts';
import { identifier, joined, sql, type Sql } from '../../src/contract/sql.ts';
import { MALFORMED_BIT, MISFIT_BIT, RULE_BITS } from '../../src/data/cleaning-rules.ts';
import { cancelledByOrderId, cancelledByStatus, standsByStatus } from './cancelled.ts';
import { field, type FieldSource } from './csv-source.ts';
import { curedSource } from './doctor/cure-values.ts';
import { ghostBits, type GhostPlan } from './doctor/ghost-rows.ts';
import { castId, emptyToken, keyOf, type IdShape } from './id-shape.ts';
import type { SourceColumn } from './order-columns.ts';
import { finite, finiteDate, readDate, readNumber, readYesNo } from './read-values.ts';
import { isWholeNumber, storedKey, storedValue } from './stored-values.ts';

/** Everything the query over the file depends on. */
export interface RowPlan {
  readonly columns: readonly SourceColumn[];
  readonly customerShape: IdShape;
  readonly orderShape: IdShape | null;
  /** Pattern that reads nearly all of a date column, by the column's place in the file. */
  readonly patterns: ReadonlyMap<number, string>;
  /** True where most order ids are plain digits, so that a C before the digits means a cancellation. */
  readonly cancelMark: boolean;
  /** Statuses that stand most often, as they stand in the file. */
  readonly statuses: readonly string[];
  /** Cures of values that are on. */
  readonly cures: readonly ValueCure[];
  /** How rows that are no orders are told; null where the sample has none. */
  readonly ghosts: GhostPlan | null;
  /** Minutes that times are ahead of UTC; 0 where they stay as they stand. */
  readonly utcOffset: number;
  /** What is loaded of the file; null: all of it. */
  readonly part: LoadPart | null;
}

/** Whether a column's text is kept as it is; else it is read as a value, which may fail. */
function isPlainText(column: SourceColumn): boolean {
  return column.format.kind === 'text' && column.role !== 'churned';
}

/**
 * Column that keeps the texts of a row's values that could not be read, in the order of the columns that are read as
 * values; NULL in rows that could all be read, which are nearly all. A column of texts for each took a tenth of an import.
 */
const RAW_TEXTS = 'raw_texts';

function valueColumns({ columns }: Pick<RowPlan, 'columns'>): readonly SourceColumn[] {
  return columns.filter((column) => !isPlainText(column));
}

/** Names of the columns of the row table that keep what could not be read; none where everything is text. */
export function rawColumns(plan: Pick<RowPlan, 'columns'>): readonly string[] {
  return valueColumns(plan).length === 0 ? [] : [RAW_TEXTS];
}

/** The text of a value that could not be read, in a row of the row table; null for columns of text. */
export function rawText(column: SourceColumn, plan: Pick<RowPlan, 'columns'>): Sql | null {
  const place = valueColumns(plan).indexOf(column);
  return place === -1 ? null : sql`${identifier(RAW_TEXTS)}[${place + 1}]`;
}

/** Column of the row table for a loaded column. */
export function storedName(
  column: SourceColumn,
  plan: Pick<RowPlan, 'customerShape' | 'orderShape'>,
): string {
  if (column.role === 'customerId' && plan.customerShape.kind === 'text') return 'customer_id';
  if (column.role === 'orderId' && plan.orderShape?.kind === 'text') return 'order_id';
  return column.stored;
}

function byRole(plan: RowPlan, role: Role): SourceColumn | undefined {
  return plan.columns.find((column) => column.role === role);
}

/** The text of a field, also where the file stores a value. */
function textOf({ index }: SourceColumn, source: FieldSource): Sql {
  return source.typed?.has(index) === true ? sql`${field(index)}::VARCHAR` : field(index);
}

function value(column: SourceColumn, plan: RowPlan, source: FieldSource): Sql {
  if (source.typed?.has(column.index) === true) return storedValue(column, plan);
  const text = field(column.index);
  if (column.role === 'customerId') return castId(plan.customerShape, text);
  if (column.role === 'orderId') return castId(plan.orderShape ?? { kind: 'text' }, text);
  if (column.role === 'churned') return readYesNo(text);
  if (column.format.kind === 'number') return readNumber(text, column.format);
  if (column.format.kind === 'date') {
    return readDate(text, column.format, plan.patterns.get(column.index) ?? null);
  }
  return text;
}

function settled(column: SourceColumn, plan: RowPlan, source: FieldSource): Sql {
  const name = identifier(column.stored);
  if (isWholeNumber(column, plan) && source.typed?.has(column.index) === true) return storedKey(column);
  if (column.role === 'customerId') return keyOf(plan.customerShape, field(column.index), name);
  if (column.role === 'orderId') {
    return keyOf(plan.orderShape ?? { kind: 'text' }, field(column.index), name);
  }
  if (column.format.kind === 'number') return finite(name);
  return column.format.kind === 'date' ? inUtc(finiteDate(name), column, plan) : name;
}

/** A time in UTC; a day without a time is the same day in every zone. */
function inUtc(date: Sql, { format }: SourceColumn, { utcOffset }: RowPlan): Sql {
  const timed = format.kind === 'date' && format.time;
  return timed && utcOffset !== 0 ? sql`(${date} - to_minutes(${utcOffset}))` : date;
}

function isId(role: Role | null): boolean {
  return role === 'customerId' || role === 'orderId';
}

function bit(condition: Sql, mask: number): Sql {
  return sql`CASE WHEN ${condition} THEN ${mask} ELSE 0 END`;
}

/** Bits of the ids of a row: missing, or not in the shape of the others. */
function idBits(plan: RowPlan, source: FieldSource): Sql[] {
  return (['customerId', 'orderId'] as const).flatMap((role) => {
    const column = byRole(plan, role);
    if (column === undefined) return [];
    const text = textOf(column, source);
    const key = identifier(column.stored);
    const empty = role === 'customerId' ? RULE_BITS.noCustomer : 0;
    return [
      sql`CASE WHEN ${key} IS NOT NULL THEN 0 WHEN ${emptyToken(text)} THEN ${empty} ELSE ${MISFIT_BIT} END`,
    ];
  });
}

/** All bits of a row that is not sound. A row that is no order says nothing of the shape of ids. */
function bitsOf(plan: RowPlan, ids: readonly Sql[], others: readonly Sql[]): Sql {
  const all = joined([...ids, ...others], ' | ');
  if (plan.ghosts === null) return all;
  const customer = byRole(plan, 'customerId');
  const without =
    customer === undefined ? [] : [bit(sql`${identifier(customer.stored)} IS NULL`, RULE_BITS.noCustomer)];
  const ghost = ghostBits(plan.columns, plan.ghosts);
  return sql`CASE ${ghost} WHEN 0 THEN ${all} ELSE ${joined([ghost, ...without, ...others], ' | ')} END`;
}

/** Bits of the row: what is missing, unreadable, negative, zero or cancelled. */
function flags(plan: RowPlan, source: FieldSource): Sql {
  const bits: Sql[] = [];
  if (byRole(plan, 'orderedAt') !== undefined) {
    bits.push(bit(sql`ordered_at IS NULL`, RULE_BITS.unreadableDate));
  }
  const money = hasAmount(plan) ? [sql`amount IS NULL`] : [];
  const others = plan.columns
    .filter(
      ({ role, format }) =>
        role === 'churned' || (role !== null && role !== 'amount' && format.kind === 'number'),
    )
    .map(
      (column) => sql`(${identifier(column.stored)} IS NULL AND NOT ${emptyToken(textOf(column, source))})`,
    );
  const unreadable = [...money, ...others];
  if (unreadable.length > 0) bits.push(bit(joined(unreadable, ' OR '), RULE_BITS.unreadableNumber));
  if (hasAmount(plan)) {
    bits.push(bit(sql`amount < 0`, RULE_BITS.negativeAmount), bit(sql`amount = 0`, RULE_BITS.zeroAmount));
  }
  const status = byRole(plan, 'orderStatus');
  const byState = status === undefined ? [] : [cancelledByStatus(textOf(status, source), plan.statuses)];
  const order = byRole(plan, 'orderId');
  const marked = order !== undefined && plan.cancelMark ? [cancelledByOrderId(textOf(order, source))] : [];
  const cancelled = [...byState, ...marked];
  if (cancelled.length > 0) bits.push(bit(joined(cancelled, ' OR '), RULE_BITS.cancelledOrder));
  const present = plan.columns
    .filter((column) => isId(column.role) || (column.role !== null && !isPlainText(column)))
    .map((column) => sql`${identifier(column.stored)} IS NOT NULL`);
  // An order id that has a key is digits, or as the others are: it needs no looking at.
  const unmarked = plan.orderShape?.kind === 'text' ? marked.map((mark) => sql`NOT ${mark}`) : [];
  const byCommon = status === undefined ? [] : [standsByStatus(textOf(status, source), plan.statuses)];
  const standing = [...byCommon, ...unmarked];
  const sound = [...present, ...(hasAmount(plan) ? [sql`amount > 0`] : []), ...standing];
  // Nearly all rows are sound, and are told by this short test alone.
  const bitsOrNone = sql`CASE WHEN ${joined(sound, ' AND ')} THEN 0::USMALLINT
    ELSE (${bitsOf(plan, idBits(plan, source), bits)})::USMALLINT END`;
  return source.marksMalformed
    ? sql`CASE WHEN malformed THEN ${MALFORMED_BIT}::USMALLINT ELSE ${bitsOrNone} END`
    : bitsOrNone;
}

/** Whether rows get an amount: from a column, or from quantity and unit price. */
export function hasAmount(plan: Pick<RowPlan, 'columns'>): boolean {
  const has = (role: Role): boolean => plan.columns.some((column) => column.role === role);
  return has('amount') || (has('quantity') && has('unitPrice'));
}

/**
 * The rows of a file with their values, the texts of what could not be read, and their flags; one pass over the
 * file, and only over the columns in use.
 *
 * @param wanted the condition on the rows that are kept, by its fields; absent: all are
 */
export function rowQuery(plan: RowPlan, file: FieldSource, wanted?: (source: FieldSource) => Sql): Sql {
  const source = curedSource(file, plan.cures);
  const where = wanted === undefined ? sql`` : sql` WHERE ${wanted(source)}`;
  const texts = [...plan.columns.map(({ index }) => index), ...(plan.ghosts?.totals ?? [])].map(field);
  const marks = source.marksMalformed ? [sql`malformed`, sql`line`] : [];
  const values = plan.columns.map(
    (column) => sql`${value(column, plan, source)} AS ${identifier(column.stored)}`,
  );
  const names = plan.columns.map((column) => identifier(column.stored));
  const clean = plan.columns.map(
    (column) => sql`${settled(column, plan, source)} AS ${identifier(column.stored)}`,
  );
  const computed =
    byRole(plan, 'amount') === undefined && hasAmount(plan) ? [sql`quantity * unit_price AS amount`] : [];
  const stored = plan.columns.map(
    (column) => sql`${identifier(column.stored)} AS ${identifier(storedName(column, plan))}`,
  );
  const unread = valueColumns(plan).map((column) => sql`${identifier(column.stored)} IS NULL`);
  const raws = rawColumns(plan).map((name) => {
    const kept = valueColumns(plan).map(
      (column) => sql`CASE WHEN ${identifier(column.stored)} IS NULL THEN ${textOf(column, source)} END`,
    );
    return sql`CASE WHEN ${joined(unread, ' OR ')} THEN [${kept}] END AS ${identifier(name)}`;
  });
  const amount = computed.length > 0 ? [sql`amount`] : [];
  const fields = [...new Map([...texts, ...marks].map((text) => [text.text, text])).values()];
  const line = source.marksMalformed ? [sql`CASE WHEN malformed THEN line END AS malformed_line`] : [];
  return sql`SELECT ${[...stored, ...amount, sql`${flags(plan, source)} AS flags`, ...raws, ...line]}
    FROM (SELECT ${[...fields, ...names, ...computed]}
      FROM (SELECT ${[...fields, ...clean]}
        FROM (SELECT ${[...fields, ...values]} FROM ${source.relation})))${where}`;
}
