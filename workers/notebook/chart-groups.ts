import type { ChartChoice } from '../../src/contract/notebook.ts';
import { joined, sql, type Sql } from '../../src/contract/sql.ts';
import { figureOf } from './chart-places.ts';

/** Most rows a chart draws; beyond them nobody could tell one from the next. */
const MOST_ROWS = 20_000;

/** Rows on their way into groups. */
export interface GroupedRows {
  readonly choice: ChartChoice;
  /** Query with columns `x`, `series` (NULL without one), `v`, `who` and `place` where the order of the rows counts. */
  readonly rows: Sql;
  /** Most categories along x and among series; null: as many as there are. */
  readonly most: { readonly x: number | null; readonly series: number | null };
}

/** Categories with their ranks: those first that are kept. */
function ranked({ choice }: GroupedRows, column: Sql): Sql {
  const figure = choice.order === 'table' ? sql`min(place)` : sql`-abs(coalesce(${figureOf(choice)}, 0))`;
  return sql`SELECT name, row_number() OVER (ORDER BY figure, name NULLS LAST) AS rank
    FROM (SELECT ${column} AS name, ${figure} AS figure FROM base GROUP BY ${column})`;
}

function order({ choice }: GroupedRows): Sql {
  const series = [sql`series_others`, sql`series_rank`];
  const figure = choice.series === null ? [sql`y DESC NULLS LAST`, sql`x NULLS LAST`] : [sql`x_rank`];
  const categories =
    choice.order === 'x' ? [sql`x NULLS LAST`] : choice.order === 'table' ? [sql`x_rank`] : figure;
  return joined([sql`others`, ...categories, ...series], ', ');
}

/** Groups without series, of rows that are too few to have more categories than are wanted. */
function fewGroupsQuery({ choice, rows }: GroupedRows): Sql {
  const first = { x: [], y: [sql`y DESC NULLS LAST`], table: [sql`min(place)`] }[choice.order];
  return sql`SELECT x, NULL::VARCHAR AS series, false AS others, false AS series_others, ${figureOf(choice)} AS y,
  (count(*) OVER ())::INTEGER AS all_x
FROM (${rows}) GROUP BY x ORDER BY ${joined([...first, sql`x NULLS LAST`], ', ')}`;
}

/**
 * Puts rows together by their categories. Categories beyond the most wanted become one, whose figure is made of all
 * their rows, so that it is right for means and medians too.
 *
 * @param count rows there are: the query for few of them takes DuckDB a fifth of the time, which is that of its plan
 * @returns a query with columns x, series, y, others, series_others, and `all_x`, how many categories there are along x
 */
export function groupedQuery(given: GroupedRows, count: number): Sql {
  const { choice, most } = given;
  if (choice.series === null && count <= Math.min(most.x ?? MOST_ROWS, MOST_ROWS))
    return fewGroupsQuery(given);
  return sql`${markedRows(given)}
SELECT x, series, others, series_others, ${figureOf(choice)} AS y, min(x_rank) AS x_rank,
  min(series_rank) AS series_rank, any_value(all_x)::INTEGER AS all_x
FROM marked GROUP BY x, others, series, series_others ORDER BY ${order(given)} LIMIT ${MOST_ROWS}`;
}

/**
 * {@link groupedQuery} with the customers behind each group and what the two largest of them add to its sum, in columns
 * `contributors`, `y_largest` and `y_second`.
 */
export function contributedQuery(given: GroupedRows): Sql {
  const { choice } = given;
  const adds = choice.aggregate === 'sum' ? sql`sum(v)` : sql`count(*)`;
  return sql`${markedRows(given)},
figures AS (
  SELECT x, series, others, series_others, ${figureOf(choice)} AS y, min(x_rank) AS x_rank,
    min(series_rank) AS series_rank, any_value(all_x)::INTEGER AS all_x
  FROM marked GROUP BY x, others, series, series_others
),
people AS (
  SELECT x, series, others, series_others, who, ${adds} AS part FROM marked WHERE who IS NOT NULL
  GROUP BY x, others, series, series_others, who
),
parts AS (
  SELECT x, series, others, series_others, count(*)::INTEGER AS contributors,
    (max(part, 2))[1]::DOUBLE AS y_largest, (max(part, 2))[2]::DOUBLE AS y_second
  FROM people GROUP BY x, series, others, series_others
)
SELECT * FROM (
  SELECT figures.*, coalesce(contributors, 0)::INTEGER AS contributors, y_largest, y_second
  FROM figures LEFT JOIN parts ON parts.x IS NOT DISTINCT FROM figures.x AND parts.others = figures.others
    AND parts.series IS NOT DISTINCT FROM figures.series AND parts.series_others = figures.series_others
)
ORDER BY ${order(given)} LIMIT ${MOST_ROWS}`;
}

/** The rows behind the groups with their customers: columns x, series, others, series_others, v, who. */
export function membersQuery(given: GroupedRows): Sql {
  return sql`${markedRows(given)} SELECT x, series, others, series_others, v, who FROM marked`;
}

/** Rows with the categories they are drawn under. */
function markedRows(given: GroupedRows): Sql {
  const x = given.most.x ?? MOST_ROWS;
  const series = given.most.series ?? MOST_ROWS;
  return sql`WITH base AS (${given.rows}), xs AS (${ranked(given, sql`x`)}), ss AS (${ranked(given, sql`series`)}),
marked AS (
  SELECT CASE WHEN xs.rank <= ${x} THEN base.x END AS x, xs.rank > ${x} AS others, least(xs.rank, ${x + 1}) AS x_rank,
    CASE WHEN ss.rank <= ${series} THEN base.series END AS series, ss.rank > ${series} AS series_others,
    least(ss.rank, ${series + 1}) AS series_rank, base.v, base.who, (SELECT count(*) FROM xs) AS all_x
  FROM base JOIN xs ON xs.name IS NOT DISTINCT FROM base.x JOIN ss ON ss.name IS NOT DISTINCT FROM base.series
)`;
}
