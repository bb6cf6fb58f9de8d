import type { MeasureRequest, RecodeReport, RecodeRequest } from '../../src/contract/records.ts';
import { appError, AppFailure } from '../../src/contract/error.ts';
import type { RecordsId } from '../../src/contract/ids.ts';
import { numbers, type ResultSet } from '../../src/contract/result-set.ts';
import { identifier, joined, sql, type Sql } from '../../src/contract/sql.ts';
import { kOf } from '../../src/privacy/decide-records.ts';
import { measureRecords } from './measure-records.ts';
import type { OutColumn } from './recode-columns.ts';
import { SUPPRESSED_FLAG } from './recode-table.ts';
import type { RecordsBench } from './records-bench.ts';
import { valuesTable } from './records-table.ts';
import type { TakenRecords } from './taken-records.ts';

/** Rows of the preview. */
const PREVIEW_ROWS = 50;
/** Values of a column that its distribution tells one by one. */
const MOST_VALUES = 40;
/** Records in classes with a higher risk than this are at risk, where no k says otherwise. */
const USUAL_RISK = 0.2;

/** Classes of a de-identified table, counted from the table itself. */
export interface CountedClasses {
  readonly records: number;
  readonly suppressed: number;
  /** Classes of equal quasi-identifiers among records that are not suppressed, and records of the smallest. */
  readonly classes: number;
  readonly smallest: number;
}

/** Counts the classes of equal quasi-identifiers of a de-identified table. */
export async function countClasses(
  { db, run }: Pick<RecordsBench, 'db' | 'run'>,
  relation: Sql,
  columns: readonly OutColumn[],
): Promise<CountedClasses> {
  const quasi = columns.filter(({ fate }) => fate === 'generalised').map(({ stored }) => identifier(stored));
  const counted = await db.query(
    sql`SELECT coalesce(sum(n), 0)::DOUBLE AS records, coalesce(sum(gone), 0)::DOUBLE AS suppressed,
        coalesce(sum((n > gone)::INTEGER), 0)::DOUBLE AS classes,
        coalesce(min(n - gone) FILTER (n > gone), 0)::DOUBLE AS smallest
      FROM (SELECT count(*) AS n, count(*) FILTER (${SUPPRESSED_FLAG}) AS gone FROM ${relation}
        GROUP BY ${quasi.length === 0 ? sql`()` : quasi})`,
    run,
  );
  const figure = (name: string): number => numbers(counted, name)[0] ?? 0;
  return {
    records: figure('records'),
    suppressed: figure('suppressed'),
    classes: figure('classes'),
    smallest: figure('smallest'),
  };
}

/** Rows as they would leave, spread evenly over the table: its first rows are all alike. */
export function previewOf(
  { db, run }: Pick<RecordsBench, 'db' | 'run'>,
  relation: Sql,
  columns: readonly OutColumn[],
): Promise<ResultSet> {
  const named = columns.map(({ stored, name }) => sql`${identifier(stored)} AS ${identifier(name)}`);
  return db.query(
    sql`SELECT ${named} FROM ${relation}
      WHERE rowid % greatest(1, (SELECT count(*) // ${PREVIEW_ROWS} FROM ${relation})) = 0 LIMIT ${PREVIEW_ROWS}`,
    run,
  );
}

/** Distribution of columns before and after; the values of a column beyond the most common are left out. */
async function distributions(
  { db, run }: Pick<RecordsBench, 'db' | 'run'>,
  taken: TakenRecords,
  relation: Sql,
  columns: readonly OutColumn[],
): Promise<ResultSet> {
  const shown = columns.filter(({ fate }) => fate !== 'pseudonymised');
  const parts = shown.map(({ name, source, stored }, place) => {
    const counts = (from: Sql, column: string, before: Sql, after: Sql): Sql =>
      sql`SELECT ${identifier(column)} AS value, ${before} AS before, ${after} AS after FROM ${from} GROUP BY 1`;
    const was = counts(taken.relation, source.stored, sql`count(*)`, sql`NULL`);
    const is = counts(relation, stored, sql`NULL`, sql`count(*)`);
    return sql`SELECT * FROM (
      SELECT ${place} AS place, ${name} AS "column", value, max(before) AS before, max(after) AS after
      FROM (${was} UNION ALL ${is}) GROUP BY value
      ORDER BY greatest(coalesce(max(before), 0), coalesce(max(after), 0)) DESC, value LIMIT ${MOST_VALUES})`;
  });
  if (parts.length === 0) return { columns: [], rowCount: 0 };
  return db.query(
    sql`SELECT "column", value, before::DOUBLE AS before, after::DOUBLE AS after
      FROM (${joined(parts, ' UNION ALL ')})
      ORDER BY place, TRY_CAST(regexp_extract(value, '-?[0-9]+(\\.[0-9]+)?') AS DOUBLE) NULLS LAST, value`,
    run,
  );
}

function measureRequest(
  recordsId: RecordsId,
  { request }: RecodeRequest,
  sensitive: readonly string[],
): MeasureRequest {
  const hierarchies = Object.fromEntries(
    Object.entries(request.hierarchies).filter(([name]) => sensitive.includes(name)),
  );
  const k = kOf(request.models);
  return {
    recordsId,
    quasiIdentifiers: request.quasiIdentifiers,
    sensitive,
    hierarchies,
    levels: {},
    nulls: 'value',
    samplingFraction: null,
    population: null,
    riskThreshold: k > 1 ? 1 / k : USUAL_RISK,
  };
}

/**
 * Sets a de-identified table against the records it was made from: risk and distributions before and after. The
 * measures after are of the records that are left, without the suppressed ones.
 *
 * @throws AppFailure `engine.*`, `compute.died`
 */
export async function recodeReport(
  bench: RecordsBench,
  taken: TakenRecords,
  recode: RecodeRequest,
  {
    relation,
    columns,
    loss,
  }: { readonly relation: Sql; readonly columns: readonly OutColumn[]; readonly loss: number },
): Promise<RecodeReport> {
  const { db, run } = bench;
  const counted = await countClasses(bench, relation, columns);
  if (counted.records === counted.suppressed) {
    throw new AppFailure(appError('deidentify.emptyRelease', { records: counted.records }));
  }
  const sensitive = columns
    .filter(({ fate, classification }) => fate === 'kept' && classification.role === 'sensitive')
    .map(({ name }) => name);
  const request = measureRequest(taken.recordsId, recode, sensitive);
  const before = await measureRecords(bench, taken, null, request);
  const left = `${taken.recordsId}_recoded` as RecordsId;
  // Lists of values that an earlier table has left behind.
  for (const each of columns) await db.query(sql`DROP TABLE IF EXISTS ${valuesTable(left, each)}`, run);
  const after = await measureRecords(
    bench,
    {
      recordsId: left,
      name: taken.name,
      records: counted.records - counted.suppressed,
      synthetic: taken.synthetic,
      relation: sql`(SELECT * FROM ${relation} WHERE NOT ${SUPPRESSED_FLAG})`,
      columns,
    },
    null,
    request,
  );
  return {
    preview: await previewOf(bench, relation, columns),
    before,
    after,
    distributions: await distributions(bench, taken, relation, columns),
    records: counted.records,
    suppressed: counted.suppressed,
    classes: counted.classes,
    loss,
  };
}
