import type { NumberFigures, ProfiledColumn } from '../../src/contract/data-profile.ts';
import type { ColumnHistogram } from '../../src/contract/import.ts';
import { asPrivate } from '../../src/contract/privacy.ts';
import { numbers, row, texts, type ResultSet } from '../../src/contract/result-set.ts';
import { identifier, sql, type Sql } from '../../src/contract/sql.ts';
import { type Database, Run } from '../engine/database.ts';
import { classifyEvidence } from '../records/classify-records.ts';
import { columnEvidence } from '../records/column-evidence.ts';
import type { ProfiledRelation, ProfiledSource } from './profile-relation.ts';

/** Bars of a histogram. */
const BINS = 24;
/** Most frequent values that are listed. */
const TOP = 8;
/** Distinct values up to which all are counted; of more, a sample is. */
export const MOST_VALUES = 1_000_000;
/** Rows, and distinct values, that a column is classified by. */
const CLASSIFIED = { rows: 20_000, values: 400 } as const;
/** Tukey's outer fences stand so many interquartile ranges from the quartiles (Exploratory Data Analysis, 1977). */
const FENCE = 3;

/** How often each value stands; of the column that is being measured. */
const VALUES = sql`profile_values`;

/** Values of a column as they are measured: numbers that are finite, times as milliseconds since 1970. */
function measured({ role, type }: ProfiledSource, value: Sql): Sql {
  if (role === 'customerId') return value;
  switch (type) {
    case 'number':
      return sql`CASE WHEN isfinite(${value}::DOUBLE) THEN ${value}::DOUBLE END`;
    case 'timestamp':
      return sql`CASE WHEN isfinite(${value}::TIMESTAMP) THEN epoch_ms(${value}::TIMESTAMP)::DOUBLE END`;
    case 'text':
    case 'boolean':
      return sql`nullif(${value}::VARCHAR, '')`;
  }
}

/** What one pass over all rows says of a column. */
interface Totals {
  readonly filled: number;
  readonly distinct: number;
  readonly min: number;
  readonly max: number;
  readonly mean: number;
  readonly sd: number;
}

/** Counts rows, and sums up every column, in one pass. */
async function totalsOf(
  db: Database,
  run: Run,
  { from, columns }: ProfiledRelation,
): Promise<{ readonly rows: number; readonly totals: readonly Totals[] }> {
  const figures = columns.flatMap((column): Sql[] => {
    const { name, uniqueBy } = column;
    const value = uniqueBy ?? measured(column, identifier(name));
    const distinct =
      uniqueBy === undefined ? sql`approx_count_distinct(${identifier(name)})` : sql`count(${uniqueBy})`;
    const axis = column.type === 'number' || column.type === 'timestamp' ? value : sql`NULL::DOUBLE`;
    const spread = column.type === 'number' ? value : sql`NULL::DOUBLE`;
    return [
      sql`count(${value})::DOUBLE, ${distinct}::DOUBLE, min(${axis}), max(${axis}),
        avg(${spread}), stddev_samp(${spread})`,
    ];
  });
  const found = row(await db.query(sql`SELECT ${[sql`count(*)::DOUBLE`, ...figures]} FROM ${from}`, run), 0);
  const figure = (place: number): number => {
    const value = found[place];
    return typeof value === 'number' ? value : Number.NaN;
  };
  const totals = columns.map((_, index): Totals => {
    const at = 1 + index * 6;
    return {
      filled: figure(at),
      distinct: figure(at + 1),
      min: figure(at + 2),
      max: figure(at + 3),
      mean: figure(at + 4),
      sd: figure(at + 5),
    };
  });
  return { rows: figure(0), totals };
}

/** Which columns tell people apart, by the first rows, as the preview of a file has it. */
async function maskedColumns(
  db: Database,
  run: Run,
  { from, columns }: ProfiledRelation,
): Promise<readonly boolean[]> {
  const some = sql`(SELECT * FROM ${from} LIMIT ${CLASSIFIED.rows})`;
  const asked = columns.map(({ name, called }) => ({
    name: called,
    named: true,
    text: sql`nullif(trim(${identifier(name)}::VARCHAR), '')`,
  }));
  const classes = await classifyEvidence(await columnEvidence(db, run, some, asked, CLASSIFIED.values));
  return columns.map(({ role }, place) => role === 'customerId' || (classes[place]?.masked ?? true));
}

/** What is being measured, and how much of it has been counted. */
interface Counting {
  readonly query: (statement: Sql) => Promise<ResultSet>;
  /** One of so many values was counted, chosen by its hash. */
  readonly every: number;
  /** Values with how often they stand: counted ones where all are, else the rows themselves. */
  readonly source: Sql;
}

/**
 * Counts how often each value of a column stands. Where there are more than {@link MOST_VALUES}, those whose hash falls
 * into one of several equal parts are counted: a random sample of the values, with all the rows of each (distinct
 * sampling, Gibbons 2001), which estimates distinct and single values and quartiles alike. Rows are grouped by what they
 * hold, and only the groups are turned into what is measured.
 */
async function countValues(
  db: Database,
  run: Run,
  { from }: ProfiledRelation,
  column: ProfiledSource,
  distinct: number,
): Promise<Counting> {
  const every = distinct <= MOST_VALUES ? 1 : Math.ceil((2 * distinct) / MOST_VALUES);
  const stored = identifier(column.name);
  const part = every === 1 ? sql`TRUE` : sql`hash(${stored}) % ${every} = 0`;
  const query = (statement: Sql): Promise<ResultSet> => db.query(statement, run);
  await query(
    sql`CREATE OR REPLACE TEMP TABLE ${VALUES} AS SELECT * FROM (
      SELECT ${measured(column, sql`stored`)} AS value, n
      FROM (SELECT ${stored} AS stored, count(*) AS n FROM ${from} WHERE ${part} GROUP BY 1)) WHERE value IS NOT NULL`,
  );
  const source =
    every === 1 ? VALUES : sql`(SELECT ${measured(column, stored)} AS value, 1::DOUBLE AS n FROM ${from})`;
  return { query, every, source };
}

/** Values of sorted rows at places between them, by straight lines (type 7 of Hyndman and Fan 1996). */
async function quartiles({ query }: Counting, rows: number): Promise<readonly [number, number, number]> {
  const places = [0.25, 0.5, 0.75].map((share) => (rows - 1) * share);
  const ranks = places.flatMap((place) => [Math.floor(place) + 1, Math.ceil(place) + 1]);
  const found = await query(
    sql`SELECT ${ranks.map((rank) => sql`min(value) FILTER (WHERE upto >= ${rank})`)}
      FROM (SELECT value, sum(n) OVER (ORDER BY value) AS upto FROM ${VALUES})`,
  );
  const values = row(found, 0).map(Number);
  const [q1 = 0, median = 0, q3 = 0] = places.map((place, index) => {
    const [low = 0, high = 0] = values.slice(2 * index, 2 * index + 2);
    return low + (place - Math.floor(place)) * (high - low);
  });
  return [q1, median, q3];
}

/** Counts rows in bins of equal width, and those outside of them. */
async function binned(
  { query, source }: Counting,
  kind: 'number' | 'date',
  from: number,
  to: number,
): Promise<{ readonly histogram: ColumnHistogram; readonly outside: number }> {
  const place =
    to > from ? sql`least(${BINS - 1}, floor((value - ${from}) / ${to - from}::DOUBLE * ${BINS}))` : sql`0`;
  // A small type, so that DuckDB keeps the sums in an array.
  const found = await query(
    sql`SELECT CASE WHEN value BETWEEN ${from} AND ${to} THEN ${place} ELSE -1 END::TINYINT AS bin,
        sum(n)::DOUBLE AS n FROM ${source} WHERE value IS NOT NULL GROUP BY 1`,
  );
  const counts = new Array<number>(to > from ? BINS : 1).fill(0);
  const rows = numbers(found, 'n');
  let outside = 0;
  for (const [index, bin] of numbers(found, 'bin').entries()) {
    if (bin < 0) outside += rows[index] ?? 0;
    else counts[bin] = rows[index] ?? 0;
  }
  return { histogram: { kind, from, to, counts }, outside };
}

async function mostFrequent({ query, every }: Counting, filled: number): Promise<ColumnHistogram> {
  if (every > 1) return { kind: 'text', top: [], other: filled };
  const found = await query(
    sql`SELECT value::VARCHAR AS value, n::DOUBLE AS n FROM ${VALUES} ORDER BY n DESC, value LIMIT ${TOP}`,
  );
  const counts = numbers(found, 'n');
  const top = texts(found, 'value').map((value, index) => ({ value, count: counts[index] ?? 0 }));
  return { kind: 'text', top, other: filled - counts.reduce((sum, count) => sum + count, 0) };
}

type Measured = Pick<ProfiledColumn, 'histogram' | 'numbers' | 'outliers'>;

async function numberColumn(counting: Counting, totals: Totals, sampled: number): Promise<Measured> {
  const [q1, median, q3] = await quartiles(counting, sampled);
  const fence = FENCE * (q3 - q1);
  const [low, high] = fence > 0 ? [q1 - fence, q3 + fence] : [totals.min, totals.max];
  const within = [Math.max(totals.min, low), Math.min(totals.max, high)] as const;
  const { histogram, outside } = await binned(counting, 'number', ...within);
  const { min, max, mean, sd } = totals;
  return {
    histogram: asPrivate(histogram),
    numbers: asPrivate<NumberFigures>({ min, q1, median, q3, max, mean, sd: Number.isNaN(sd) ? 0 : sd }),
    outliers: fence > 0 ? outside : null,
  };
}

async function measuredColumn(
  counting: Counting,
  { type }: ProfiledSource,
  totals: Totals,
  sampled: number,
  masked: boolean,
): Promise<Measured> {
  const none: Measured = {
    histogram: asPrivate<ColumnHistogram>({ kind: 'text', top: [], other: totals.filled }),
    numbers: null,
    outliers: null,
  };
  if (masked || totals.filled === 0 || sampled === 0) return none;
  switch (type) {
    case 'number':
      return numberColumn(counting, totals, sampled);
    case 'timestamp': {
      const { histogram } = await binned(counting, 'date', totals.min, totals.max);
      return { ...none, histogram: asPrivate(histogram) };
    }
    case 'text':
    case 'boolean':
      return { ...none, histogram: asPrivate(await mostFrequent(counting, totals.filled)) };
  }
}

/** Counts the values of one column, and measures them. */
async function profiledColumn(
  db: Database,
  run: Run,
  relation: ProfiledRelation,
  column: ProfiledSource,
  { totals, masked }: { readonly totals: Totals; readonly masked: boolean },
): Promise<ProfiledColumn> {
  const { name, role, type } = column;
  const { filled } = totals;
  if (column.uniqueBy !== undefined && filled > MOST_VALUES) {
    const histogram = asPrivate<ColumnHistogram>({ kind: 'text', top: [], other: filled });
    const all = { filled, distinct: filled, single: filled, estimated: false };
    return { name, role, type, ...all, masked, histogram, numbers: null, outliers: null };
  }
  const counting = await countValues(db, run, relation, column, totals.distinct);
  const { every } = counting;
  const counted = await counting.query(
    sql`SELECT count(*)::DOUBLE, count(*) FILTER (WHERE n = 1)::DOUBLE, coalesce(sum(n), 0)::DOUBLE FROM ${VALUES}`,
  );
  const [distinct = 0, single = 0, sampled = 0] = row(counted, 0).map(Number);
  return {
    name,
    role,
    type,
    filled,
    distinct: Math.min(filled, distinct * every),
    single: Math.min(filled, single * every),
    estimated: every > 1,
    masked,
    ...(await measuredColumn(counting, column, totals, sampled, masked)),
  };
}

/**
 * Measures every column of a relation: one pass over the rows for all of them, then one for each to count its values.
 * Figures are exact up to {@link MOST_VALUES} distinct values.
 */
export async function profileColumns(
  db: Database,
  run: Run,
  relation: ProfiledRelation,
): Promise<{ readonly rows: number; readonly columns: readonly ProfiledColumn[] }> {
  const { columns } = relation;
  const { rows, totals: all } = await totalsOf(db, run, relation);
  const masks = await maskedColumns(db, run, relation);
  const profiled: ProfiledColumn[] = [];
  try {
    for (const [place, column] of columns.entries()) {
      run.report({ phase: 'computing', share: (place + 1) / (columns.length + 2) });
      const totals = all[place];
      if (totals === undefined) continue;
      const masked = masks[place] ?? true;
      profiled.push(await profiledColumn(db, run, relation, column, { totals, masked }));
    }
  } finally {
    // Under a run of its own: the one that was stopped would refuse it.
    await db.query(sql`DROP TABLE IF EXISTS ${VALUES}`, new Run(run.id));
  }
  return { rows, columns: profiled };
}
