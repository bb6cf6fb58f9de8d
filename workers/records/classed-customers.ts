import { column, type ResultSet } from '../../src/contract/result-set.ts';
import { identifier, sql, type Sql } from '../../src/contract/sql.ts';
import type { AskedRelease } from '../engine/register.ts';
import { type ClassedRecords, classNumber, generalisedColumns } from './class-register.ts';
import { PERSON } from './recode-table.ts';
import type { RecordsBench } from './records-bench.ts';

/** Customers of each class of the table that is asked for. */
const CLASSED = sql`memory.main.register_classed`;

/** Classes by row that have a value of an attribute in common; those of one class, and of all, say nothing new. */
function unionsOf(table: ResultSet, attributes: readonly string[]): readonly (readonly number[])[] {
  const classes = column(table, 'class').values;
  return attributes.flatMap((name) => {
    const rows = new Map<unknown, number[]>();
    for (const [row, value] of column(table, name).values.entries()) {
      // Suppressed records are known by no value.
      if (classes[row] === 1) continue;
      rows.set(value, [...(rows.get(value) ?? []), row]);
    }
    return [...rows.values()].filter((union) => union.length > 1 && union.length < table.rowCount);
  });
}

/**
 * A de-identified table as the register of the customers sees it: its classes are cells of one release, and those
 * with a value of one attribute in common are figures too, as anyone who has the table can count them.
 *
 * @param known relation of `knownCustomers`
 * @param subject what the table is called in the log
 */
export async function classedCustomers(
  { db, run }: Pick<RecordsBench, 'db' | 'run'>,
  { recoded, starred }: Pick<ClassedRecords, 'recoded' | 'starred'>,
  known: Sql,
  subject: string,
): Promise<AskedRelease> {
  const quasi = generalisedColumns(recoded);
  const values = quasi.map((stored, place) => sql`${identifier(stored)} AS ${identifier(`g${place}`)}`);
  await db.query(
    sql`CREATE OR REPLACE TABLE ${CLASSED} AS SELECT * FROM (
        SELECT customer_key, ${[sql`${classNumber(quasi, starred)} AS class`, ...values]}
        FROM ${recoded.relation} AS classed JOIN ${known} AS known ON known.place = classed.${PERSON}
      ) WHERE class > 0`,
    run,
  );
  const names = quasi.map((_, place) => `g${place}`);
  const common = names.map((name) => sql`any_value(${identifier(name)}) AS ${identifier(name)}`);
  const table = await db.query(
    sql`SELECT ${[sql`class`, sql`count(DISTINCT customer_key) AS customers`, ...common]}
      FROM ${CLASSED} GROUP BY class ORDER BY class`,
    run,
  );
  return {
    subject,
    kind: 'deidentified',
    table,
    shape: { kind: 'aggregate', columns: [{ name: 'customers', meaning: 'contributors' }] },
    membership: {
      relation: sql`(SELECT class FROM ${CLASSED} GROUP BY class ORDER BY class)`,
      members: CLASSED,
      key: sql`customer_key`,
      by: { class: 'class' },
      figures: [],
    },
    unions: unionsOf(table, names),
  };
}
