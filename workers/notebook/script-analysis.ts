import { parseParams } from '../engine/analyse.ts';
import { createStatement } from '../engine/make-tables.ts';
import { identifier, sql, type Sql } from '../../src/contract/sql.ts';
import { CUSTOMERS, ORDERS } from '../../src/data/relations.ts';
import { notebookRelation } from './notebook-relation.ts';
import { published, schemaOf } from './publish-tables.ts';
import type { RanAnalysis } from './run-analysis-cell.ts';

/** The steps of an analysis as statements, and what of it only the program can compute. */
export interface ScriptedAnalysis {
  readonly statements: readonly Sql[];
  /** Names of its tables that are left out, because a kernel computes them or something they read. */
  readonly leftOut: readonly string[];
}

/** Whether SQL reads a table of an analysis, quoted or not. */
function reads(text: string, analysisId: string, table: string): boolean {
  const name = (part: string): string => `"?${part.replaceAll(/[.*+?^$()[\]{}|\\]/gu, '\\$&')}"?`;
  return new RegExp(`(?<![\\w"])${name(analysisId)}\\.${name(table)}(?![\\w])`, 'u').test(text);
}

/**
 * Writes what an analysis of a cell has done as SQL: its orders, its tables in order, and its published views. Kernels
 * are no SQL: their tables are left out, and everything that reads them.
 *
 * @param name of the cell
 */
export function scriptedAnalysis(name: string, ran: RanAnalysis): ScriptedAnalysis {
  const { analysis, outcome, database, data, source, statements: mapped } = ran;
  const own = identifier(database);
  const plan = analysis.plan(data, parseParams(analysis, outcome.params));
  const missing: string[] = [];
  const made: Sql[] = [];
  for (const step of plan.steps) {
    if (step.kind === 'compute') {
      missing.push(...Object.keys(step.outputs));
      continue;
    }
    const statement = createStatement(analysis, step);
    if (missing.some((table) => reads(step.query.text, analysis.id, table))) missing.push(step.table);
    else made.push(statement);
  }
  const orders =
    source === null
      ? [ORDERS, CUSTOMERS].map(
          (each) =>
            sql`CREATE VIEW ${own}.main.${identifier(each)} AS SELECT * FROM ${notebookRelation(each)}`,
        )
      : mapped;
  const views = Object.entries(analysis.tables)
    .filter(([table]) => !missing.includes(table))
    .map(([table, shape]) => published({ name, database, analysis, outcome }, table, shape));
  return {
    statements: [
      sql`ATTACH ':memory:' AS ${own}`,
      ...orders,
      sql`USE ${own}`,
      sql`CREATE SCHEMA IF NOT EXISTS ${identifier(analysis.id)}`,
      ...made,
      sql`USE notebook`,
      sql`CREATE SCHEMA ${schemaOf(name)}`,
      ...views,
    ],
    leftOut: missing.map((table) => `${name}.${table}`),
  };
}
