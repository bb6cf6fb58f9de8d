import type { FilePreview } from '../../src/contract/import.ts';
import { identifier, sql } from '../../src/contract/sql.ts';
import type { SideMapping } from '../../src/contract/tables.ts';
import type { Database, Run } from '../engine/database.ts';
import { pseudonymColumn } from '../records/pseudonyms.ts';
import { NEXT_ROWS } from './read-side-rows.ts';
import type { SideColumn } from './side-columns.ts';

/**
 * Replaces the values of the columns that the mapping names by pseudonyms of its purpose, in the rows just read. Equal
 * values get those that they have in orders which were loaded for the same purpose.
 */
export async function pseudonymiseSideRows(
  db: Database,
  run: Run,
  preview: FilePreview,
  mapping: SideMapping,
  columns: readonly SideColumn[],
): Promise<void> {
  const { columns: asked = [], purpose = '' } = mapping.pseudonymise ?? {};
  for (const column of columns.filter(({ source, type }) => type === 'text' && asked.includes(source))) {
    const kind = preview.columns.find(({ name }) => name === column.source)?.classification.identifier;
    const name = identifier(column.name);
    const request = { relation: NEXT_ROWS, column: name, identifier: kind ?? null, purpose };
    const made = await pseudonymColumn(db, run, request);
    try {
      // Within: a run that was stopped meanwhile takes the values away too.
      run.check();
      // Written anew, so that the values are gone from the table's blocks.
      await db.query(
        sql`CREATE OR REPLACE TABLE ${NEXT_ROWS} AS SELECT held.* REPLACE (known.pseudonym AS ${name})
          FROM ${NEXT_ROWS} held LEFT JOIN ${made.relation} known ON known.value = held.${name}`,
        run,
      );
    } finally {
      await made.drop();
    }
  }
}
