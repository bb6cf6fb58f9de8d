import type { Analysis, TableShape } from '../../src/analyses/analysis.ts';
import { shownShape } from '../../src/analyses/shown-shape.ts';
import type { CellId } from '../../src/contract/ids.ts';
import type { CatalogColumn, CatalogRelation } from '../../src/contract/notebook.ts';
import type { AnalysisOutcome } from '../../src/contract/outcome.ts';
import { identifier, sql, type Sql } from '../../src/contract/sql.ts';
import { readable } from '../engine/analyse.ts';
import type { Database, Run } from '../engine/database.ts';
import { relationOf } from '../engine/make-tables.ts';
import { NOTEBOOK } from './cell-store.ts';
import { notebookRelation } from './notebook-relation.ts';
import { describeRelation } from './relation-columns.ts';

/** Column by which customers of row-level tables are joined with `orders`. */
const CUSTOMER_KEY = 'customer_key';

/** An analysis that has run in a cell. */
export interface PublishedAnalysis {
  readonly cell: CellId;
  /** Name of the cell. */
  readonly name: string;
  /** Database its tables stand in. */
  readonly database: string;
  readonly analysis: Analysis;
  readonly outcome: AnalysisOutcome;
}

/** Schema that the tables of a cell are read from. */
export function schemaOf(name: string): Sql {
  return sql`${identifier(NOTEBOOK)}.${identifier(name)}`;
}

/** Statement that takes all published tables of a cell away. */
export function unpublished(name: string): Sql {
  return sql`DROP SCHEMA IF EXISTS ${schemaOf(name)} CASCADE`;
}

/** Columns that SQL may read: the declared ones without contributions, and the key of customers where there is one. */
function publishedColumns(shape: TableShape): readonly Sql[] {
  const declared = shape.columns.map(readable);
  return shape.key === CUSTOMER_KEY ? [identifier(CUSTOMER_KEY), ...declared] : declared;
}

/** Statement that makes a declared table of an analysis readable as `name.table`. */
export function published(
  { name, database, analysis, outcome }: Omit<PublishedAnalysis, 'cell'>,
  table: string,
  declared: TableShape,
): Sql {
  const stands = sql`${identifier(database)}.${relationOf(analysis, table)}`;
  const columns = publishedColumns(shownShape(declared, outcome.params));
  return sql`CREATE VIEW ${notebookRelation(`${name}.${table}`)} AS SELECT ${columns} FROM ${stands}`;
}

/** Gives columns what their declaration says of them. */
function declaredColumn(column: CatalogColumn, shape: TableShape): CatalogColumn {
  const declared = shape.columns.find(({ name }) => name === column.name);
  const isKey = column.name === CUSTOMER_KEY;
  const names = isKey || declared?.meaning === 'identifier';
  const { unit } = declared ?? {};
  return {
    name: column.name,
    type: column.type,
    sqlType: column.sqlType,
    ...(unit === undefined ? {} : { unit }),
    role: names ? 'customerId' : null,
    identifier: names,
  };
}

/**
 * Makes the declared tables of an analysis readable as `name.table`, as its parameters have them: without columns that
 * mean nothing then and without what single customers contribute, which is for the gate.
 */
export async function publishTables(
  db: Database,
  run: Run,
  publication: PublishedAnalysis,
): Promise<readonly CatalogRelation[]> {
  const { cell, name, analysis, outcome } = publication;
  await db.query(unpublished(name), run);
  await db.query(sql`CREATE SCHEMA ${schemaOf(name)}`, run);
  const relations: CatalogRelation[] = [];
  for (const [table, declared] of Object.entries(analysis.tables)) {
    const shape = shownShape(declared, outcome.params);
    const full = `${name}.${table}`;
    await db.query(published(publication, table, declared), run);
    const described = await describeRelation(db, run, notebookRelation(full));
    relations.push({
      name: full,
      columns: described.map((column) => declaredColumn(column, shape)),
      rowCount: outcome.tables[table]?.rowCount ?? outcome.rowTables[table] ?? 0,
      cell,
      kind: shape.kind,
    });
  }
  return relations;
}
