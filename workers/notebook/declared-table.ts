import type { ColumnShape, TableShape } from '../../src/analyses/analysis.ts';
import type { CatalogColumn, CatalogRelation, SqlDeclaration } from '../../src/contract/notebook.ts';
import { asPrivate } from '../../src/contract/privacy.ts';
import { sql } from '../../src/contract/sql.ts';
import type { Provenance } from '../../src/privacy/shape.ts';
import type { Database, Run } from '../engine/database.ts';
import type { TableQuestion } from '../engine/release-desk.ts';
import type { SideStore } from '../tables/side-store.ts';
import { namesCustomers } from './named-customers.ts';
import { notebookRelation } from './notebook-relation.ts';
import { readableColumn, readableValue } from './relation-columns.ts';
import { withUnits } from './read-slice.ts';

/** Most rows of a table of figures on groups. */
const MOST_ROWS = 100_000;

type Meaning = ColumnShape['meaning'];

/** A column is what its writer says; words that are no group could name somebody. */
function meaningOf(column: CatalogColumn, declaration: SqlDeclaration | null): Meaning {
  const { name, type } = column;
  if (name === declaration?.contributors) return 'contributors';
  if (column.identifier) return 'identifier';
  // Without a declaration nothing leaves anyway; the reason is then that nobody counts customers.
  if (declaration === null || declaration.groups.includes(name)) return 'group';
  return type === 'integer' || type === 'number' ? 'measure' : 'identifier';
}

/** A column of a table that no analysis has declared: it is called as its writer has called it. */
export function plainColumn({ name, type, unit }: CatalogColumn, meaning: Meaning): ColumnShape {
  return {
    name,
    type,
    ...(unit === undefined ? {} : { unit }),
    meaning,
    label: 'cellRelease.column',
    labelFor: () => ({ text: name }),
  };
}

/** The shape of a result of free SQL, by what its writer says of it. */
export function declaredShape(
  relation: CatalogRelation,
  declaration: SqlDeclaration | null,
): TableShape & { readonly provenance: Provenance } {
  return {
    kind: 'aggregate',
    title: 'cellRelease.table',
    columns: relation.columns.map((column) => plainColumn(column, meaningOf(column, declaration))),
    provenance: declaration === null ? 'unknown' : 'declared',
  };
}

/**
 * A result of free SQL as a question. Without a declaration nobody says how many customers stand behind its rows; a
 * table in whose words a customer of the loaded data is named counts as one on single customers.
 */
export async function declaredQuestion(
  { db, run, sides }: { readonly db: Database; readonly run: Run; readonly sides: SideStore },
  relation: CatalogRelation,
  declaration: SqlDeclaration | null,
): Promise<TableQuestion> {
  const shape = declaredShape(relation, declaration);
  const from = notebookRelation(relation.name);
  const words = relation.columns.filter(({ type }) => type === 'text').map(readableValue);
  const names = relation.rowCount > MOST_ROWS || (await namesCustomers(db, run, sides, words, from));
  const columns = relation.columns.map(readableColumn);
  const found = await db.query(sql`SELECT ${columns} FROM ${from} LIMIT ${names ? 0 : MOST_ROWS}`, run);
  return {
    subject: `sql/${relation.name}`,
    table: asPrivate(withUnits(found, relation.columns)),
    shape: names ? { ...shape, kind: 'rows' } : shape,
    membership: null,
    described: ({ translate }) =>
      declaration === null ? '' : translate('cellRelease.declared', { column: declaration.contributors }),
  };
}
