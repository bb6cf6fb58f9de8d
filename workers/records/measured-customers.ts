import { numbersOf } from '../../src/contract/kernel.ts';
import type { MeasureReport, MeasureRequest } from '../../src/contract/records.ts';
import { numbers } from '../../src/contract/result-set.ts';
import { identifier, joined, sql, type Sql } from '../../src/contract/sql.ts';
import type { RecordsBench } from './records-bench.ts';
import { recordsColumn } from './records-table.ts';
import type { TakenRecords } from './taken-records.ts';

/** Size of the class of each record: customer_key, size. */
const SIZES = sql`memory.main.register_sizes`;

/** Generalises a column as the measures were taken, by a table of its hierarchy where they were above level 0. */
async function generalised(
  { db, run }: Pick<RecordsBench, 'db' | 'run'>,
  taken: TakenRecords,
  { hierarchies, levels }: Pick<MeasureRequest, 'hierarchies' | 'levels'>,
  name: string,
): Promise<{ readonly value: Sql; readonly join: Sql }> {
  const stored = identifier(recordsColumn(taken, name).stored);
  const level = levels[name] ?? 0;
  const rows = hierarchies[name]?.rows ?? [];
  if (level === 0) return { value: sql`people.${stored}`, join: sql`` };
  const landing = `register_level_${recordsColumn(taken, name).stored}`;
  const [table, alias] = [sql`memory.main.${identifier(landing)}`, identifier(`level_of_${name}`)];
  await db.query(sql`DROP TABLE IF EXISTS ${table}`, run);
  await db.insert(landing, {
    value: rows.map(([value = '']) => value),
    label: rows.map((row) => row[level] ?? ''),
  });
  return {
    value: sql`coalesce(${alias}.label, people.${stored})`,
    join: sql` LEFT JOIN ${table} AS ${alias} ON ${alias}.value = people.${stored}`,
  };
}

/**
 * The size of the class that each customer's record was in when records were measured.
 *
 * @param known relation of `knownCustomers`
 * @returns a relation with `customer_key` and `size`; null where the sizes counted so are not those of the report, as
 *   when an empty value counts as any
 */
export async function measuredCustomers(
  bench: Pick<RecordsBench, 'db' | 'run'>,
  taken: TakenRecords,
  known: Sql,
  { request, report }: { readonly request: MeasureRequest; readonly report: MeasureReport },
): Promise<Sql | null> {
  const { db, run } = bench;
  const parts: { readonly value: Sql; readonly join: Sql }[] = [];
  for (const name of request.quasiIdentifiers) parts.push(await generalised(bench, taken, request, name));
  const over = parts.length === 0 ? sql`` : sql`PARTITION BY ${parts.map(({ value }) => value)}`;
  const levels = joined(
    parts.map(({ join }) => join),
    '',
  );
  await db.query(
    sql`CREATE OR REPLACE TABLE ${SIZES} AS SELECT customer_key, size FROM (
        SELECT people.rowid AS place, count(*) OVER (${over}) AS size FROM ${taken.relation} AS people${levels}
      ) JOIN ${known} AS known USING (place)`,
    run,
  );
  const counted = await db.columns(
    sql`SELECT size::DOUBLE AS size, count(*)::DOUBLE AS records FROM ${SIZES} GROUP BY size ORDER BY size`,
    run,
  );
  const reported = report.tables['classSizes'];
  if (reported === undefined) return null;
  const records = new Map(
    numbers(reported, 'size').map((size, row) => [size, numbers(reported, 'records')[row]]),
  );
  const [sizes, counts] = [numbersOf(counted, 'size'), numbersOf(counted, 'records')];
  const alike =
    sizes.length === records.size && sizes.every((size, row) => records.get(size) === counts[row]);
  return alike ? SIZES : null;
}
