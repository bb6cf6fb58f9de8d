import type { CatalogColumn } from '../../src/contract/notebook.ts';
import { numbers, type ResultSet } from '../../src/contract/result-set.ts';
import { identifier, sql, type Sql } from '../../src/contract/sql.ts';
import type { Database, Run } from '../engine/database.ts';

const MOST_BINS = 40;
const LEAST_BINS = 5;

/** The round number (1, 2, 2.5, 5 × 10^n) next to a width: the smallest that is not less, or the largest not above. */
function roundWidth(width: number, side: 'above' | 'below'): number {
  const power = 10 ** Math.floor(Math.log10(width));
  const steps = [1, 2, 2.5, 5, 10].map((step) => step * power);
  const slack = 1e-12 * width;
  return side === 'above'
    ? (steps.find((step) => step >= width - slack) ?? 10 * power)
    : (steps.findLast((step) => step <= width + slack) ?? power);
}

/** What is known of a column before it is cut into bins. */
interface Spread {
  readonly n: number;
  readonly min: number;
  readonly max: number;
  /** First and third quartile. */
  readonly q1: number;
  readonly q3: number;
}

/**
 * Width of bins: 2 · IQR / n^(1/3), rounded up to a round number, with 5 to 40 of them over the range; whole for whole
 * numbers. SOURCE: Freedman and Diaconis (1981), On the histogram as a density estimator: L2 theory.
 *
 * @param whole whether values are whole numbers
 */
export function binWidth({ n, min, max, q1, q3 }: Spread, whole: boolean): number {
  const range = max - min;
  if (!(range > 0)) return 1;
  const wished = (2 * (q3 - q1)) / Math.cbrt(n);
  const above = roundWidth(Math.max(range / MOST_BINS, wished), 'above');
  const width = above <= range / LEAST_BINS ? above : roundWidth(range / LEAST_BINS, 'below');
  return whole ? Math.max(1, Math.round(width)) : width;
}

/** Counts rows by bins that begin at round numbers; also those without a row. Columns low, high, y. */
export async function histogram(
  db: Database,
  run: Run,
  column: CatalogColumn,
  from: Sql,
): Promise<ResultSet> {
  const value = sql`${identifier(column.name)}::DOUBLE`;
  const found = await db.query(
    sql`SELECT count(v)::DOUBLE AS n, min(v) AS min, max(v) AS max, quantile_cont(v, 0.25) AS q1, quantile_cont(v, 0.75) AS q3
      FROM (SELECT ${value} AS v FROM ${from}) WHERE isfinite(v)`,
    run,
  );
  const read = (name: string): number => numbers(found, name)[0] ?? 0;
  const spread = { n: read('n'), min: read('min'), max: read('max'), q1: read('q1'), q3: read('q3') };
  if (spread.n === 0) {
    return db.query(sql`SELECT 0::DOUBLE AS low, 0::DOUBLE AS high, 0::INTEGER AS y WHERE FALSE`, run);
  }
  const width = binWidth(spread, column.type === 'integer');
  const first = Math.floor(spread.min / width);
  const last = Math.max(first, Math.ceil(spread.max / width) - 1);
  return db.query(
    sql`SELECT bin * ${width}::DOUBLE AS low, (bin + 1) * ${width}::DOUBLE AS high, coalesce(n, 0)::INTEGER AS y
      FROM range(${first}, ${last + 1}) AS bins(bin) LEFT JOIN (
        SELECT least(greatest(floor(v / ${width}::DOUBLE), ${first}), ${last})::BIGINT AS bin, count(*) AS n
        FROM (SELECT ${value} AS v FROM ${from}) WHERE isfinite(v) GROUP BY ALL
      ) USING (bin) ORDER BY bin`,
    run,
  );
}

/**
 * Quartiles, and the outermost values within 1.5 times their distance, of each category. SOURCE: Tukey (1977),
 * Exploratory Data Analysis, schematic plots.
 *
 * @param rows query with columns `x`, `v`
 * @param most categories that are kept, the largest groups first; the rest is left out
 */
export function boxQuery(rows: Sql, most: number): Sql {
  return sql`WITH base AS (SELECT x, v::DOUBLE AS v FROM (${rows}) WHERE isfinite(v::DOUBLE)),
quartiles AS (
  SELECT x, count(*)::INTEGER AS n, quantile_cont(v, 0.25) AS q1, quantile_cont(v, 0.5) AS median,
    quantile_cont(v, 0.75) AS q3
  FROM base GROUP BY x ORDER BY n DESC, x LIMIT ${most}
)
SELECT quartiles.x AS x,
  min(v) FILTER (WHERE v >= q1 - 1.5 * (q3 - q1)) AS low, any_value(q1) AS q1, any_value(median) AS median,
  any_value(q3) AS q3, max(v) FILTER (WHERE v <= q3 + 1.5 * (q3 - q1)) AS high, any_value(n) AS n
FROM quartiles JOIN base ON base.x IS NOT DISTINCT FROM quartiles.x
GROUP BY quartiles.x ORDER BY quartiles.x NULLS LAST`;
}

/** Rows a scatter draws at most. */
export const MOST_POINTS = 5000;

/**
 * Points of a scatter; of many, a sample by the hash of their values, so that it is the same each time.
 *
 * @param rows query with columns `x`, `series`, `v`
 */
export function pointsQuery(rows: Sql): Sql {
  return sql`SELECT x, series, y FROM (
    SELECT x, series, v AS y FROM (${rows}) WHERE x IS NOT NULL AND v IS NOT NULL
    ORDER BY hash(x, series, v), x, v LIMIT ${MOST_POINTS}
  ) ORDER BY x, y`;
}
