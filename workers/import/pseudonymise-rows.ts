import type { FilePreview, Mapping } from '../../src/contract/import.ts';
import { identifier, sql } from '../../src/contract/sql.ts';
import type { Database, Run } from '../engine/database.ts';
import { DATA_DATABASE } from '../engine/sandbox.ts';
import { pseudonymColumn } from '../records/pseudonyms.ts';
import { nextTable } from './loaded-orders.ts';
import { storedName } from './row-query.ts';
import type { Scan } from './scan-rows.ts';

const ROWS = nextTable('order_rows');
const STAGED = sql`${identifier(DATA_DATABASE)}.main.order_rows_staged`;

/** Writes the rows anew, so that the values before the update are gone from the table's blocks. */
async function rewrite(db: Database, run: Run): Promise<void> {
  await db.query(sql`DROP TABLE IF EXISTS ${STAGED}`, run);
  await db.query(sql`ALTER TABLE ${ROWS} RENAME TO order_rows_staged`, run);
  try {
    await db.query(sql`CREATE OR REPLACE TABLE ${ROWS} AS SELECT * FROM ${STAGED}`, run);
  } finally {
    await db.query(sql`DROP TABLE IF EXISTS ${STAGED}`, run).catch(() => undefined);
  }
}

/** Rows that could not be cut hold whatever stood in them; their text is not kept. */
async function forgetMalformed(db: Database, run: Run, marked: boolean): Promise<void> {
  await db.query(sql`UPDATE ${nextTable('malformed_rows')} SET text = NULL`, run);
  if (marked) await db.query(sql`UPDATE ${ROWS} SET malformed_line = NULL`, run);
}

/**
 * Replaces the values of the columns that the mapping names by pseudonyms of its purpose, in the rows just read.
 * From here on the engine holds the pseudonyms only. Columns that are read as numbers or dates stay as they are.
 */
export async function pseudonymiseRows(
  db: Database,
  run: Run,
  scanned: Scan,
  { preview, mapping }: { readonly preview: FilePreview; readonly mapping: Mapping },
): Promise<void> {
  const { columns: asked = [], purpose = '' } = mapping.pseudonymise ?? {};
  const columns = scanned.plan.columns.filter(
    ({ source, format }) => format.kind === 'text' && asked.includes(source),
  );
  if (columns.length === 0) return;
  for (const column of columns) {
    const stored = identifier(storedName(column, scanned.plan));
    const kind = preview.columns.find(({ name }) => name === column.source)?.classification.identifier;
    const request = { relation: ROWS, column: stored, identifier: kind ?? null, purpose };
    const made = await pseudonymColumn(db, run, request);
    try {
      // Within: a run that was stopped meanwhile takes the values away too.
      run.check();
      await db.query(
        sql`UPDATE ${ROWS} AS held SET ${stored} = known.pseudonym
          FROM ${made.relation} known WHERE known.value = held.${stored}`,
        run,
      );
    } finally {
      await made.drop();
    }
  }
  await forgetMalformed(db, run, scanned.marksMalformed);
  // Rows with customers of text are written anew in any case, when those get their keys.
  if (scanned.plan.customerShape.kind !== 'text') await rewrite(db, run);
}
