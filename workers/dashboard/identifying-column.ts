import { textColumn } from '../../src/analyses/metric/columns.ts';
import { sql } from '../../src/contract/sql.ts';
import type { Database, Run } from '../engine/database.ts';
import { classifyEvidence } from '../records/classify-records.ts';
import { columnEvidence } from '../records/column-evidence.ts';
import { type CustomersWithin, PLACED } from './customer-dimensions.ts';

/** Rows that a column is told by. */
const ROWS = 20_000;
/** Distinct values that its classification looks at. */
const VALUES = 400;

/** Whether a column without a role would be masked in the preview of the file: such a one is no dimension. */
export async function isIdentifying(
  db: Database,
  run: Run,
  { data, orders }: Pick<CustomersWithin, 'data' | 'orders'>,
  name: string,
): Promise<boolean> {
  const text = textColumn(data, name);
  if (text === null || !data.extraColumns.some((column) => column.name === name)) return false;
  const some = sql`(SELECT * FROM ${orders} WHERE ${PLACED} LIMIT ${ROWS})`;
  const column = { name, named: true, text: sql`nullif(trim(${text}), '')` };
  const classes = await classifyEvidence(await columnEvidence(db, run, some, [column], VALUES));
  return classes.some(({ masked }) => masked);
}
