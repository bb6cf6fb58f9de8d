import type { BoundData } from '../../src/analyses/analysis.ts';
import {
  isOrdered,
  NO_VALUE,
  type NumberedGroups,
  OTHER_VALUES,
  textColumn,
} from '../../src/analyses/metric/columns.ts';
import { STATES } from '../../src/analyses/lifecycle/states.ts';
import { GRID10_SEGMENTS } from '../../src/analyses/rfm/segments.ts';
import { DEFAULT_TIER_NAMES } from '../../src/analyses/tiers/params.ts';
import { column, numbers, texts } from '../../src/contract/result-set.ts';
import { sql, type Sql } from '../../src/contract/sql.ts';
import type { Database, Run } from '../engine/database.ts';
import { PLACED } from './customer-dimensions.ts';
import { listedValues, MOST_LISTED } from './listed-values.ts';
import type { RowPositions } from './row-words.ts';

/** Values of a dimension in their order, and the place of a row's value among them, from 0, in SQL. */
export interface ListedDimension {
  readonly values: readonly string[];
  readonly place: Sql;
}

/** Names that have an order of their own, best first or by how long ago. */
const ORDERS_OF_NAMES: readonly (readonly string[])[] = [GRID10_SEGMENTS, DEFAULT_TIER_NAMES, STATES];

/** Puts names in order: those that have one, then by text, what is put together last. */
function inTheirOrder(names: readonly string[]): readonly string[] {
  const order = ORDERS_OF_NAMES.find((known) => names.some((name) => known.includes(name))) ?? [];
  const rank = (name: string): number => {
    if (name === OTHER_VALUES) return order.length + 1;
    const place = order.indexOf(name);
    return place < 0 ? order.length : place;
  };
  return [...names].sort((one, other) => rank(one) - rank(other) || (one < other ? -1 : 1));
}

function listOf(values: readonly (string | null)[]): Sql {
  return sql`[${values.map((value) => sql`${value}`)}]::VARCHAR[]`;
}

async function namesIn(db: Database, run: Run, query: Sql): Promise<readonly (string | null)[]> {
  const found = await db.query(query, run);
  return column(found, 'name').values.map((value) => (value === null ? null : String(value)));
}

/**
 * Lists the values of a division of a relation, and says where a row's value stands among them.
 *
 * @param from a relation that the value can be read from
 * @param value SQL of text, never NULL
 */
export async function listedNames(db: Database, run: Run, from: Sql, value: Sql): Promise<ListedDimension> {
  const names = await namesIn(db, run, sql`SELECT DISTINCT ${value} AS name FROM ${from}`);
  const values = inTheirOrder(names.map(String));
  return { values, place: sql`(list_position(${listOf(values)}, ${value}) - 1)` };
}

/** Values of a division in their order, and the place of a number among them, from 0, in SQL. */
interface ListedNumbers {
  readonly values: readonly string[];
  readonly placeOf: (number: Sql) => Sql;
}

/**
 * Lists the groups of a division that are told apart by a number, which is faster than by name.
 *
 * @param from a relation that the number can be read from
 */
export async function listedNumbers(
  db: Database,
  run: Run,
  from: Sql,
  { number, nameOf }: NumberedGroups,
): Promise<ListedNumbers> {
  const found = await db.query(
    sql`SELECT number::DOUBLE AS number, ${nameOf(sql`number`)} AS name
      FROM (SELECT DISTINCT (${number})::INTEGER AS number FROM ${from})`,
    run,
  );
  const listed = numbers(found, 'number');
  const numberOf = new Map(texts(found, 'name').map((name, at) => [name, listed[at] ?? 0]));
  const values = inTheirOrder([...numberOf.keys()]);
  const list = sql`[${values.map((name) => sql`${numberOf.get(name) ?? 0}`)}]::INTEGER[]`;
  return { values, placeOf: (each) => sql`(list_position(${list}, (${each})::INTEGER) - 1)` };
}

/** Values of a dimension in their order, and where rows lie on it. */
export interface ListedColumn extends RowPositions {
  readonly values: readonly string[];
}

/**
 * Lists the values of a column of text of orders: the rarest together, as everywhere. Its position is looked up in the
 * column itself, NULL and all, which DuckDB then does once for each entry of its dictionary, not for each row.
 *
 * @returns null when the data have no such column
 */
export async function listedText(
  db: Database,
  run: Run,
  { data, orders }: { readonly data: BoundData; readonly orders: Sql },
  name: string,
): Promise<ListedColumn | null> {
  const raw = textColumn(data, name);
  if (raw === null || isOrdered(name)) return null;
  const found = await namesIn(
    db,
    run,
    sql`SELECT DISTINCT ${raw} AS name FROM ${orders} WHERE ${PLACED} LIMIT ${MOST_LISTED + 3}`,
  );
  const nameOf = (each: string | null): string => (each === null || each === '' ? NO_VALUE : each);
  const all = new Set(found.map(nameOf));
  const most = all.size > MOST_LISTED ? await listedValues(db, run, orders, raw) : null;
  const values = inTheirOrder(most === null ? [...all] : [...new Set([...most, OTHER_VALUES])]);
  const placeOf = (each: string | null): number => values.indexOf(nameOf(each));
  if (most === null) {
    const position = sql`(list_position(${listOf(found)}, ${raw}) - 1)`;
    return { values, position, places: found.map(placeOf) };
  }
  const listed = [...most, ...(most.includes(NO_VALUE) ? ['', null] : [])];
  const others = values.indexOf(OTHER_VALUES);
  const position = sql`coalesce(list_position(${listOf(listed)}, ${raw}), 0)`;
  return { values, position, places: [others, ...listed.map(placeOf)] };
}
