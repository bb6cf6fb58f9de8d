import type { Label } from '../../charts/chart-spec.ts';
import { identifier, joined, sql, type Sql } from '../../contract/sql.ts';
import { CUSTOMER_COLUMNS, ROLE_COLUMNS } from '../../data/relations.ts';
import type { MessageKey } from '../../i18n/messages.ts';
import type { BoundData } from '../analysis.ts';
import { type Grain, periodName, periodNumber } from '../calendar-periods.ts';
import type { ColumnChoice, FilterChoice } from '../form-field.ts';
import { hasAmount } from '../placed-orders.ts';

/** Group of rows that name none. */
export const NO_VALUE = '(none)';
/** Groups beyond those that are listed. */
export const OTHER_VALUES = '(others)';

/** Roles of text that orders can be told apart by. */
const TEXT_ROLES = ['country', 'channel', 'category', 'product', 'orderStatus'] as const;
type TextRole = (typeof TEXT_ROLES)[number];

/** Divisions that are computed. */
const COMPUTED = [
  'orderYear',
  'orderQuarter',
  'orderMonth',
  'orderWeek',
  'cohortMonth',
  'frequencyBand',
] as const;
type Computed = (typeof COMPUTED)[number];

/** Names of customers by other analyses, where orders say them. */
const BY_ANALYSES = ['segment', 'tier', 'lifecycleState'] as const;
type ByAnalysis = (typeof BY_ANALYSES)[number];

/** Highest number of orders of each band of frequency but the last. */
const BANDS = [
  [1, '1'],
  [2, '2'],
  [4, '3–4'],
  [9, '5–9'],
] as const;
/** Begins with a sign that sorts after digits. */
const LAST_BAND = '≥ 10';

function isComputed(name: string): name is Computed {
  return COMPUTED.some((each) => each === name);
}

function roleOf(name: string): TextRole | null {
  return TEXT_ROLES.find((each) => each === name) ?? null;
}

/** Whether orders say a name that another analysis, with its usual parameters, gives their customers. */
export function isOfAnalysis(data: BoundData, name: string): name is ByAnalysis {
  return BY_ANALYSES.some((each) => each === name && data.customerColumns?.includes(each) === true);
}

/** Text column of `orders` as it stands there: a name by another analysis, a role of text, or a text column without a role; null when the data have none. */
export function textColumn(data: BoundData, name: string): Sql | null {
  if (isOfAnalysis(data, name)) return identifier(CUSTOMER_COLUMNS[name]);
  const role = roleOf(name);
  if (role !== null) return data.roles.includes(role) ? identifier(ROLE_COLUMNS[role]) : null;
  const extra = data.extraColumns.find((each) => each.kind === 'text' && each.name === name);
  return extra === undefined ? null : identifier(extra.name);
}

/** How long the periods of each division of time are. */
const PERIODS: Readonly<Record<string, Grain | 'year'>> = {
  orderYear: 'year',
  orderQuarter: 'quarter',
  orderMonth: 'month',
  orderWeek: 'week',
};

/**
 * The calendar period that a time lies in, as a number, by the name of the division; null for divisions that are not of
 * time.
 *
 * @param at SQL of a TIMESTAMP
 */
export function periodNumberOf(name: string, at: Sql): Sql | null {
  const grain = PERIODS[name];
  if (grain === undefined) return null;
  return grain === 'year' ? sql`year(${at})` : periodNumber(grain, at);
}

/**
 * The name of a period of a division of time; null for divisions that are not of time.
 *
 * @param period SQL of a number as {@link periodNumberOf} gives it
 */
export function periodNameOf(name: string, period: Sql): Sql | null {
  const grain = PERIODS[name];
  if (grain === undefined) return null;
  return grain === 'year' ? sql`(${period})::VARCHAR` : periodName(grain, period);
}

/**
 * The calendar period of a time, by the name of the division; null for divisions that are not of time.
 *
 * @param at SQL of a TIMESTAMP
 */
export function periodOfTime(name: string, at: Sql): Sql | null {
  const period = periodNumberOf(name, at);
  return period === null ? null : periodNameOf(name, period);
}

/** Groups that are told apart by a number, which is faster than by a name. */
export interface NumberedGroups {
  /** SQL over order rows, as {@link dimensionValue}; never NULL. */
  readonly number: Sql;
  /** SQL of the name of a group. */
  readonly nameOf: (number: Sql) => Sql;
}

/** The groups of a computed division by number; null for divisions by a column. */
export function numberedGroups(name: string): NumberedGroups | null {
  if (!isComputed(name)) return null;
  switch (name) {
    case 'cohortMonth': {
      const number = periodNumber('month', identifier(CUSTOMER_COLUMNS.firstAt));
      return { number, nameOf: (each) => periodName('month', each) };
    }
    case 'frequencyBand': {
      const orders = identifier(CUSTOMER_COLUMNS.orders);
      const cases = BANDS.map(([most], place) => sql`WHEN ${orders} <= ${most} THEN ${place}`);
      const names = BANDS.map(([, band], place) => sql`WHEN ${place} THEN ${band}`);
      return {
        number: sql`CASE ${joined(cases, ' ')} ELSE ${BANDS.length} END`,
        nameOf: (each) => sql`CASE ${each} ${joined(names, ' ')} ELSE ${LAST_BAND} END`,
      };
    }
    default: {
      const number = periodNumberOf(name, sql`ordered_at`);
      return number === null ? null : { number, nameOf: (each) => periodNameOf(name, each) ?? sql`''` };
    }
  }
}

/** The name of a group by the value of a column; an empty one is {@link NO_VALUE}. */
export function nameOfValue(value: Sql): Sql {
  return sql`coalesce(nullif(${value}, ''), ${NO_VALUE})`;
}

/**
 * What an order row is divided by, as text; an empty value is {@link NO_VALUE}.
 *
 * @returns SQL over order rows with `firstAt` and `orders` of their customer ({@link CUSTOMER_COLUMNS}); null when the data have no such
 *   column
 */
export function dimensionValue(data: BoundData, name: string): Sql | null {
  const numbered = numberedGroups(name);
  if (numbered !== null) return numbered.nameOf(numbered.number);
  const column = textColumn(data, name);
  return column === null ? null : nameOfValue(sql`${column}::VARCHAR`);
}

/** Whether groups follow each other in time or size, so that all of them are listed, in that order. */
export function isOrdered(name: string): boolean {
  return isComputed(name);
}

/** Whether a division is one of the customer rather than of the order. */
export function needsCustomers(name: string): boolean {
  return name === 'cohortMonth' || name === 'frequencyBand';
}

/** A column a condition can be on; null when the data have no such column. */
export function filterColumn(
  data: BoundData,
  name: string,
): { readonly kind: FilterChoice['kind']; readonly value: Sql } | null {
  if (name === 'orderedAt') return { kind: 'date', value: sql`ordered_at` };
  if (name === 'amount') return hasAmount(data) ? { kind: 'number', value: sql`amount` } : null;
  const text = textColumn(data, name);
  if (text !== null) return { kind: 'text', value: sql`coalesce(${text}::VARCHAR, '')` };
  const extra = data.extraColumns.find((each) => each.name === name);
  return extra === undefined ? null : { kind: extra.kind, value: identifier(extra.name) };
}

const NAMES: Readonly<Record<TextRole | Computed | ByAnalysis | 'orderedAt' | 'amount', MessageKey>> = {
  country: 'role.country',
  channel: 'role.channel',
  category: 'role.category',
  product: 'role.product',
  orderStatus: 'role.orderStatus',
  orderedAt: 'role.orderedAt',
  amount: 'role.amount',
  orderYear: 'metric.dimension.orderYear',
  orderQuarter: 'metric.dimension.orderQuarter',
  orderMonth: 'metric.dimension.orderMonth',
  orderWeek: 'metric.dimension.orderWeek',
  cohortMonth: 'metric.dimension.cohortMonth',
  frequencyBand: 'metric.dimension.frequencyBand',
  segment: 'rfm.column.segment',
  tier: 'tiers.column.tier',
  lifecycleState: 'metric.dimension.lifecycleState',
};

/** What a column is called. */
export function columnLabel(name: string): Label {
  const key = Object.entries(NAMES).find(([each]) => each === name)?.[1];
  return key === undefined ? { text: name } : { key };
}

function choice(value: string): ColumnChoice {
  return { value, label: columnLabel(value) };
}

/** Columns the data can be divided by. */
export function dimensionChoices(data: BoundData): readonly ColumnChoice[] {
  const roles = TEXT_ROLES.filter((role) => data.roles.includes(role));
  const texts = data.extraColumns.flatMap(({ name, kind }) => (kind === 'text' ? [name] : []));
  const known = BY_ANALYSES.filter((name) => isOfAnalysis(data, name));
  return [...new Set([...COMPUTED, ...known, ...roles, ...texts])].map(choice);
}

/** Columns the data can be filtered by. */
export function filterChoices(data: BoundData): readonly FilterChoice[] {
  const names = [
    'orderedAt',
    'amount',
    ...BY_ANALYSES,
    ...TEXT_ROLES,
    ...data.extraColumns.map(({ name }) => name),
  ];
  return [...new Set(names)].flatMap((name) => {
    const column = filterColumn(data, name);
    return column === null ? [] : [{ ...choice(name), kind: column.kind }];
  });
}
