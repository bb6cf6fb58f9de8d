import type { CatalogColumn, CatalogRelation, ColumnProfile } from '../../src/contract/notebook.ts';
import { asPrivate, type Private } from '../../src/contract/privacy.ts';
import { row, type ResultSet, type Value } from '../../src/contract/result-set.ts';
import { sql, type Sql } from '../../src/contract/sql.ts';
import type { Database, Run } from '../engine/database.ts';
import { notebookRelation } from './notebook-relation.ts';
import { readableValue } from './relation-columns.ts';

/** Bars of the small histogram in the head of a grid. */
const BINS = 20;
/** Most frequent values shown. */
const TOP = 8;
/** Rows up to which distinct values and the median are exact; above they are estimates. */
const EXACT_ROWS = 1_000_000;

/** A value on an axis: dates and times as milliseconds since 1970; numbers that are finite. */
function axisValue(column: CatalogColumn): Sql | null {
  const value = readableValue(column);
  switch (column.type) {
    case 'integer':
      return sql`${value}::DOUBLE`;
    case 'number':
      return sql`CASE WHEN isfinite(${value}::DOUBLE) THEN ${value}::DOUBLE END`;
    case 'date':
    case 'timestamp':
      return sql`CASE WHEN isfinite(${value}) THEN epoch_ms(${value})::DOUBLE END`;
    case 'text':
    case 'boolean':
      return null;
  }
}

function figure(value: Value | undefined): number | null {
  return typeof value === 'number' ? value : null;
}

interface Ends {
  readonly min: number | null;
  readonly max: number | null;
}

/** Counts rows in bins of equal width. */
async function countBins(
  query: (statement: Sql) => Promise<ResultSet>,
  source: Sql,
  axis: Sql,
  { min, max }: Ends,
): Promise<readonly number[]> {
  if (min === null || max === null) return [];
  const place =
    max > min
      ? sql`least(${BINS - 1}, floor((axis - ${min}::DOUBLE) / ${max - min}::DOUBLE * ${BINS}))::INTEGER`
      : sql`0`;
  const counted = await query(
    sql`SELECT ${place} AS bin, count(*)::DOUBLE AS n FROM (SELECT ${axis} AS axis FROM ${source})
      WHERE axis IS NOT NULL GROUP BY 1`,
  );
  const bins = new Array<number>(max > min ? BINS : 1).fill(0);
  for (let index = 0; index < counted.rowCount; index += 1) {
    const [bin, n] = row(counted, index);
    bins[Number(bin)] = Number(n);
  }
  return bins;
}

/** The most frequent values; none of columns that name customers. */
async function topValues(
  query: (statement: Sql) => Promise<ResultSet>,
  source: Sql,
  column: CatalogColumn,
): Promise<ColumnProfile['top']> {
  if (column.identifier || (column.type !== 'text' && column.type !== 'boolean')) return [];
  const counted = await query(
    sql`SELECT ${readableValue(column)} AS value, count(*)::DOUBLE AS n FROM ${source}
      WHERE ${readableValue(column)} IS NOT NULL GROUP BY 1 ORDER BY n DESC, value LIMIT ${TOP}`,
  );
  return Array.from({ length: counted.rowCount }, (_, index) => {
    const [value = null, rows] = row(counted, index);
    return { value, rows: Number(rows) };
  });
}

/**
 * What is in a column, for the head of a grid. Up to {@link EXACT_ROWS} rows everything is exact; above, the number of
 * distinct values is estimated by HyperLogLog (DuckDB's approx_count_distinct) and the median by a t-digest
 * (approx_quantile), and the profile says so.
 */
export async function profileColumn(
  db: Database,
  run: Run,
  relation: CatalogRelation,
  column: CatalogColumn,
): Promise<Private<ColumnProfile>> {
  const source = notebookRelation(relation.name);
  const query = (statement: Sql): Promise<ResultSet> => db.query(statement, run);
  const exact = relation.rowCount <= EXACT_ROWS;
  const value = readableValue(column);
  const axis = axisValue(column) ?? sql`NULL::DOUBLE`;
  const distinct = exact ? sql`count(DISTINCT ${value})` : sql`approx_count_distinct(${value})`;
  const middle = exact ? sql`median(${axis})` : sql`approx_quantile(${axis}, 0.5)`;
  const found = await query(
    sql`SELECT count(*)::DOUBLE, count(*) FILTER (WHERE ${value} IS NULL)::DOUBLE, ${distinct}::DOUBLE,
        min(${axis}), max(${axis}), avg(${axis}), ${middle}
      FROM ${source}`,
  );
  const [rows, nulls, values, min, max, mean, median] = row(found, 0).map(figure);
  const ends = { min: min ?? null, max: max ?? null };
  const temporal = column.type === 'date' || column.type === 'timestamp';
  return asPrivate({
    column: column.name,
    rows: rows ?? 0,
    nulls: nulls ?? 0,
    distinct: values ?? 0,
    ...ends,
    mean: temporal ? null : (mean ?? null),
    median: median ?? null,
    bins: await countBins(query, source, axis, ends),
    top: await topValues(query, source, column),
    ...(exact ? {} : { estimated: true }),
  });
}
