import { sql, joined, type Sql } from '../../contract/sql.ts';
import type { BoundData } from '../analysis.ts';
import { isOfAnalysis, isOrdered, nameOfValue, numberedGroups, OTHER_VALUES } from './columns.ts';
import type { MetricParams } from './params.ts';

/** Most groups of a column that are listed by name; the others are put together. */
const LISTED = 50;

/** Columns of rows that say what they are divided by: the number of a computed group, or a value of the file. */
export const DIVISIONS = [sql`dimension1`, sql`dimension2`] as const;
/** Columns that number the groups. Rows are grouped by numbers, and named once they are few. */
export const GROUPS = [sql`d1`, sql`d2`] as const;
/** By division: its list of groups. */
const LISTS = [sql`first`, sql`second`] as const;

/** Places of the divisions that are asked for. */
export function dividedPlaces({ dimensions }: MetricParams): readonly number[] {
  return [...dimensions.keys()];
}

/** Places of divisions of which the groups with most customers alone are listed. */
export function shortened({ dimensions }: MetricParams): readonly number[] {
  return [...dimensions.keys()].filter((place) => !isOrdered(dimensions[place] ?? ''));
}

/**
 * Names under which groups are listed, and their numbers, by the values of the file: their own while they are among those
 * with most customers. Rows that are of all others already, as selected orders may be, stay there and take no place.
 * Customers are counted only where there are more groups than are listed, and values are named once each, not row by row.
 */
export function listedQuery(data: BoundData, rows: Sql, params: MetricParams): Sql {
  const parts = shortened(params).map((place) => {
    const value = DIVISIONS[place] ?? sql`''`;
    const number = sql`dense_rank() OVER (ORDER BY listed)::INTEGER AS number`;
    if (isOfAnalysis(data, params.dimensions[place] ?? '')) {
      // An analysis has a handful of names, so that there is nothing to be put together.
      return sql`SELECT ${place + 1} AS dimension, value, listed, ${number} FROM (
    SELECT value, ${nameOfValue(sql`value`)} AS listed FROM (SELECT DISTINCT ${value} AS value FROM (${rows}))
  )`;
    }
    const many = sql`(SELECT count(DISTINCT name) > ${LISTED} FROM names)`;
    return sql`SELECT ${place + 1} AS dimension, value, listed, ${number} FROM (
    WITH names AS MATERIALIZED (
      SELECT value, ${nameOfValue(sql`value`)} AS name FROM (SELECT DISTINCT ${value} AS value FROM (${rows}))
    )
    SELECT value, name AS listed FROM names WHERE NOT ${many}
    UNION ALL
    SELECT value, CASE WHEN place <= ${LISTED} THEN name ELSE ${OTHER_VALUES} END FROM names JOIN (
      SELECT name, row_number() OVER (ORDER BY name = ${OTHER_VALUES}, count(DISTINCT customer_key) DESC, name) AS place
      FROM (SELECT customer_key, ${nameOfValue(value)} AS name FROM (${rows})) WHERE ${many} GROUP BY name
    ) USING (name)
  )`;
  });
  return joined(parts, '\nUNION ALL\n');
}

/** Rows with the numbers of their groups. */
export function groupedRows(rows: Sql, listed: Sql, params: MetricParams): Sql {
  const isShortened = (place: number): boolean => shortened(params).includes(place);
  const places = dividedPlaces(params);
  const values = places.map((place) => {
    const number = isShortened(place) ? sql`${LISTS[place] ?? sql``}.number` : (DIVISIONS[place] ?? sql`''`);
    return sql`, ${number} AS ${GROUPS[place] ?? sql``}`;
  });
  const joins = places.filter(isShortened).map((place) => {
    const [list, value] = [LISTS[place] ?? sql``, DIVISIONS[place] ?? sql`''`];
    return sql` JOIN ${listed} AS ${list}
  ON ${list}.dimension = ${place + 1} AND ${list}.value IS NOT DISTINCT FROM placed.${value}`;
  });
  return sql`SELECT placed.*${joined(values, '')} FROM (${rows}) AS placed${joined(joins, '')}`;
}

/** The name of each group, by division and number; nothing where nothing is divided. */
export function namesQuery(numbered: Sql, listed: Sql, params: MetricParams): Sql {
  const parts = dividedPlaces(params).map((place) => {
    const groups = numberedGroups(params.dimensions[place] ?? '');
    const number = GROUPS[place] ?? sql``;
    return groups === null
      ? sql`SELECT DISTINCT ${place + 1} AS dimension, number, listed AS name FROM ${listed} WHERE dimension = ${place + 1}`
      : sql`SELECT ${place + 1} AS dimension, number, ${groups.nameOf(sql`number`)} AS name
FROM (SELECT DISTINCT ${number} AS number FROM ${numbered}) WHERE number IS NOT NULL`;
  });
  return joined(parts, '\nUNION ALL\n');
}

/**
 * Names of the groups of a relation that numbers them.
 *
 * @param numbered alias of the relation
 */
export function named(
  numbered: Sql,
  names: Sql,
  params: MetricParams,
): { readonly shown: readonly Sql[]; readonly joins: Sql } {
  const places = dividedPlaces(params);
  const shown = DIVISIONS.map((name, place) =>
    places.includes(place) ? sql`${LISTS[place] ?? sql``}.name AS ${name}` : sql`NULL::VARCHAR AS ${name}`,
  );
  const joins = places.map((place) => {
    const [list, number] = [LISTS[place] ?? sql``, GROUPS[place] ?? sql``];
    return sql`
  LEFT JOIN ${names} AS ${list} ON ${list}.dimension = ${place + 1} AND ${list}.number = ${numbered}.${number}`;
  });
  return { shown, joins: joined(joins, '') };
}
