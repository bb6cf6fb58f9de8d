import type { ColumnFormat, ColumnHistogram } from '../../src/contract/import.ts';
import { numbers, texts, type ResultSet } from '../../src/contract/result-set.ts';
import { identifier, joined, sql, type Sql } from '../../src/contract/sql.ts';
import { Run, type Database } from '../engine/database.ts';
import { field } from './csv-source.ts';
import { finite, finiteDate, readDate, readNumber } from './read-values.ts';

/** Rows that the figures of a preview rest on. */
export const SAMPLE_ROWS = 20_000;
const SAMPLE = sql`import_sample`;
const VALUES = sql`import_values`;
const BINS = 24;
const TOP = 5;

/** Figures of a column of the sample. */
export interface ColumnProfile {
  readonly filled: number;
  readonly readable: number;
  readonly distinct: number;
  /** Smallest and largest number, or date in ms since 1970; null where there is none. */
  readonly range: readonly [number, number] | null;
  readonly histogram: ColumnHistogram;
}

/** Takes the first rows of a relation of fields as the sample. */
export async function takeSample(
  db: Database,
  run: Run,
  relation: Sql,
  columnCount: number,
): Promise<number> {
  const fields = Array.from({ length: columnCount }, (_, index) => field(index));
  await db.query(
    sql`CREATE OR REPLACE TEMP TABLE ${SAMPLE} AS SELECT ${fields} FROM ${relation} LIMIT ${SAMPLE_ROWS}`,
    run,
  );
  return numbers(await db.query(sql`SELECT count(*) AS n FROM ${SAMPLE}`, run), 'n')[0] ?? 0;
}

/**
 * Puts the sample in another form.
 *
 * @param form `make` is told the sample and gives the relation that takes its place, and which of its rows stay; `then` does
 *   what is left to do once it has
 * @returns its rows
 */
export async function rewriteSample(
  db: Database,
  run: Run,
  form: {
    readonly make: (sample: Sql) => { readonly relation: Sql; readonly where: Sql };
    readonly then: (sample: Sql) => Promise<void>;
  },
): Promise<number> {
  const { relation, where } = form.make(SAMPLE);
  await db.query(
    sql`CREATE OR REPLACE TEMP TABLE ${SAMPLE} AS SELECT * FROM ${relation} WHERE ${where}`,
    run,
  );
  await form.then(SAMPLE);
  return numbers(await db.query(sql`SELECT count(*) AS n FROM ${SAMPLE}`, run), 'n')[0] ?? 0;
}

/** Forgets the sample, also where the run has been stopped. */
export async function dropSample(db: Database, { id }: Pick<Run, 'id'>): Promise<void> {
  const run = new Run(id);
  await db.query(sql`DROP TABLE IF EXISTS ${SAMPLE}`, run);
  await db.query(sql`DROP TABLE IF EXISTS ${VALUES}`, run);
}

/** The texts of a column of the sample once it has been profiled: trimmed, NULL where empty. */
export function sampleText(index: number): Sql {
  return textAt(index);
}

/** The sample once it has been profiled. */
export const PROFILED = VALUES;

/** The first rows of the sample, as text. */
export function firstRows(db: Database, run: Run, rows: number): Promise<ResultSet> {
  return db.query(sql`SELECT * FROM ${SAMPLE} ORDER BY rowid LIMIT ${rows}`, run);
}

/** Rows spread evenly over the sample, as text. */
export function spreadRows(db: Database, run: Run, rows: number, sampleRows: number): Promise<ResultSet> {
  const step = Math.max(1, Math.floor(sampleRows / rows));
  return db.query(sql`SELECT * FROM ${SAMPLE} WHERE rowid % ${step} = 0`, run);
}

/** A field as a number by its format: ms since 1970 for dates; the text itself for text. */
function valueOf(text: Sql, format: ColumnFormat): Sql {
  if (format.kind === 'number') return finite(readNumber(text, format));
  if (format.kind === 'date') return sql`epoch_ms(${finiteDate(readDate(text, format, null))})::DOUBLE`;
  return text;
}

function textAt(index: number): Sql {
  return identifier(`t${index + 1}`);
}

function valueAt(index: number, format: ColumnFormat): Sql {
  return format.kind === 'text' ? textAt(index) : identifier(`v${index + 1}`);
}

/** Reads the sample under its formats, once for all figures: the first opening takes 1.2 s of processor time, not 1.7. */
async function readSample(db: Database, run: Run, formats: readonly ColumnFormat[]): Promise<void> {
  const filled = formats.map((_, index) => sql`nullif(trim(${field(index)}), '') AS ${textAt(index)}`);
  const values = formats.flatMap((format, index) =>
    format.kind === 'text' ? [] : [sql`${valueOf(textAt(index), format)} AS ${valueAt(index, format)}`],
  );
  await db.query(
    sql`CREATE OR REPLACE TEMP TABLE ${VALUES} AS SELECT ${[sql`*`, ...values]}
      FROM (SELECT ${filled} FROM ${SAMPLE})`,
    run,
  );
}

interface Figures {
  readonly filled: number;
  readonly readable: number;
  readonly distinct: number;
  readonly low: number;
  readonly high: number;
  readonly min: number;
  readonly max: number;
}

async function figures(
  db: Database,
  run: Run,
  formats: readonly ColumnFormat[],
): Promise<readonly Figures[]> {
  const selects = formats.map((format, index) => {
    const [text, value] = [textAt(index), valueAt(index, format)];
    const quantiles =
      format.kind === 'text'
        ? sql`0::DOUBLE AS low, 0::DOUBLE AS high, 0::DOUBLE AS min, 0::DOUBLE AS max`
        : sql`quantile_disc(${value}, 0.01) AS low, quantile_disc(${value}, 0.99) AS high,
          min(${value}) AS min, max(${value}) AS max`;
    return sql`SELECT ${index} AS i, count(${text})::DOUBLE AS filled, count(${value})::DOUBLE AS readable,
      count(DISTINCT ${text})::DOUBLE AS n, ${quantiles} FROM ${VALUES}`;
  });
  const found = await db.query(sql`${joined(selects, ' UNION ALL ')} ORDER BY i`, run);
  const read = (name: string): number[] => numbers(found, name);
  const columns = ['filled', 'readable', 'n', 'low', 'high', 'min', 'max'].map(read);
  return formats.map((_, index) => {
    const [filled, readable, distinct, low, high, min, max] = columns.map((column) => column[index] ?? 0);
    return {
      filled: filled ?? 0,
      readable: readable ?? 0,
      distinct: distinct ?? 0,
      low: low ?? 0,
      high: high ?? 0,
      min: min ?? 0,
      max: max ?? 0,
    };
  });
}

interface Bar {
  readonly value: string;
  readonly count: number;
}

async function bars(
  db: Database,
  run: Run,
  formats: readonly ColumnFormat[],
  found: readonly Figures[],
): Promise<readonly (readonly Bar[])[]> {
  const selects = formats.map((format, index) => {
    const [text, read] = [textAt(index), valueAt(index, format)];
    const { low = 0, high = 0 } = found[index] ?? {};
    if (format.kind === 'text') {
      return sql`(SELECT ${index} AS i, ${text} AS value, count(*)::DOUBLE AS n FROM ${VALUES}
        WHERE ${text} IS NOT NULL GROUP BY value ORDER BY n DESC, value LIMIT ${TOP})`;
    }
    if (!Number.isFinite(low) || !Number.isFinite(high)) {
      return sql`(SELECT ${index} AS i, '0' AS value, 0::DOUBLE AS n WHERE FALSE)`;
    }
    const width = high > low ? (high - low) / BINS : 1;
    return sql`(SELECT ${index} AS i,
        greatest(0, least(${BINS - 1}, floor((${read} - ${low}) / ${width})))::INTEGER::VARCHAR AS value,
        count(*)::DOUBLE AS n
      FROM ${VALUES} WHERE ${read} IS NOT NULL GROUP BY value)`;
  });
  const result = await db.query(
    sql`SELECT i, value, n FROM (${joined(selects, ' UNION ALL ')}) ORDER BY i, n DESC, value`,
    run,
  );
  const places = numbers(result, 'i');
  const values = texts(result, 'value');
  const counts = numbers(result, 'n');
  const columns = formats.map((): Bar[] => []);
  for (const [row, place] of places.entries()) {
    columns[place]?.push({ value: values[row] ?? '', count: counts[row] ?? 0 });
  }
  return columns;
}

function histogram(
  format: ColumnFormat,
  { filled, low, high }: Figures,
  found: readonly Bar[],
): ColumnHistogram {
  if (format.kind === 'text') {
    const shown = found.reduce((sum, bar) => sum + bar.count, 0);
    return { kind: 'text', top: found, other: filled - shown };
  }
  const counts = Array.from({ length: BINS }, () => 0);
  for (const { value, count } of found) counts[Number(value)] = count;
  const known = Number.isFinite(low) && Number.isFinite(high);
  return { kind: format.kind, from: known ? low : 0, to: known ? high : 0, counts };
}

/**
 * Works out the figures of every column of the sample under its format.
 *
 * @param formats the columns' formats, in order
 */
export async function profileSample(
  db: Database,
  run: Run,
  formats: readonly ColumnFormat[],
): Promise<readonly ColumnProfile[]> {
  await readSample(db, run, formats);
  run.check();
  const found = await figures(db, run, formats);
  run.check();
  const drawn = await bars(db, run, formats, found);
  return formats.map((format, index) => {
    const figure = found[index] ?? { filled: 0, readable: 0, distinct: 0, low: 0, high: 0, min: 0, max: 0 };
    const ranged = format.kind !== 'text' && Number.isFinite(figure.min) && Number.isFinite(figure.max);
    return {
      filled: figure.filled,
      readable: figure.readable,
      distinct: figure.distinct,
      range: ranged ? [figure.min, figure.max] : null,
      histogram: histogram(format, figure, drawn[index] ?? []),
    };
  });
}
