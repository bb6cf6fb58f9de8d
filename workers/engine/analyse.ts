import * as v from 'valibot';
import type { Analysis, BoundData, ColumnShape, FactShape, Plan } from '../../src/analyses/analysis.ts';
import { appError, AppFailure } from '../../src/contract/error.ts';
import type { DatasetId } from '../../src/contract/ids.ts';
import type { AnalysisOutcome } from '../../src/contract/outcome.ts';
import { asPrivate, type Private } from '../../src/contract/privacy.ts';
import { row, type ResultColumn, type ResultSet, type Value } from '../../src/contract/result-set.ts';
import { identifier, sql, type Sql } from '../../src/contract/sql.ts';
import { missingRoles } from '../../src/data/readiness.ts';
import type { Database, Run } from './database.ts';
import { type AnalysisBench, makeTables, relationOf } from './make-tables.ts';

/** What is to be analysed, how, and on which data. */
export interface AnalysisRequest {
  readonly datasetId: DatasetId;
  readonly data: BoundData;
  readonly analysis: Analysis;
  /** As given by a user or a script; parsed by the analysis' own schema. */
  readonly params: unknown;
}

/**
 * A declared column as it is read. Texts may be stored as ENUM, and the values of an ENUM get lost on the way
 * out of a streamed query: DuckDB-WASM hands its dictionary out with none of the batches.
 */
export function readable({ name, type }: ColumnShape): Sql {
  const column = identifier(name);
  return type === 'text' ? sql`${column}::VARCHAR AS ${column}` : column;
}

/**
 * Reads parameters by an analysis' schema and fills in defaults.
 *
 * @throws AppFailure `analysis.params` with the path of the first value that is not valid
 */
export function parseParams<P>(analysis: Pick<Analysis<P>, 'params'>, given: unknown): P {
  const parsed = v.safeParse(analysis.params, given);
  if (parsed.success) return parsed.output;
  const [issue] = parsed.issues;
  throw new AppFailure(
    appError('analysis.params', { path: v.getDotPath(issue) ?? 'params', detail: issue.message }),
  );
}

function requireReady(analysis: Analysis, data: BoundData): void {
  const missing = missingRoles(data.roles, analysis.roles.required);
  if (missing.length === 0) return;
  const names = missing.map((roles) => roles.join(' + ')).join(', ');
  throw new AppFailure(appError('analysis.notReady', { id: analysis.id, missing: names }));
}

/** Checks that a result has the declared columns, in order, and gives them their units. */
function conform(name: string, found: ResultSet, declared: readonly (ColumnShape | Named)[]): ResultSet {
  const columns = declared.map((shape, index): ResultColumn => {
    const column = found.columns[index];
    if (column?.name !== shape.name || column.type !== shape.type) {
      const got = column === undefined ? 'nothing' : `${column.name} ${column.type}`;
      throw new RangeError(`${name}: declared ${shape.name} ${shape.type}, got ${got}`);
    }
    return shape.unit === undefined ? column : { ...column, unit: shape.unit };
  });
  if (found.columns.length > declared.length) {
    throw new RangeError(`${name}: more columns than the ${declared.length} declared`);
  }
  return { columns, rowCount: found.rowCount };
}

type Named = FactShape & { readonly name: string };

/**
 * Reads a table that an analysis has left in the engine, in its own row order.
 *
 * @throws RangeError when its columns are not the declared ones, which is a mistake in our code
 */
export async function readTable(
  db: Database,
  run: Run,
  analysis: Analysis,
  table: string,
): Promise<Private<ResultSet>> {
  const shape = analysis.tables[table];
  if (shape === undefined) throw new RangeError(`${analysis.id} has no table ${table}`);
  const order = shape.key === undefined ? sql`` : sql` ORDER BY ${identifier(shape.key)}`;
  const texts = shape.columns.filter((column) => column.type === 'text').map(readable);
  const all = texts.length === 0 ? [sql`*`] : [sql`* REPLACE (${texts})`];
  const columns = shape.kind === 'rows' ? shape.columns.map(readable) : all;
  const found = await db.query(sql`SELECT ${columns} FROM ${relationOf(analysis, table)}${order}`, run);
  return asPrivate(conform(`${analysis.id}.${table}`, found, shape.columns));
}

async function readFacts(
  db: Database,
  run: Run,
  analysis: Analysis,
  query: Sql,
): Promise<Readonly<Record<string, Value>>> {
  const declared = Object.entries(analysis.facts).map(([name, shape]) => ({ ...shape, name }));
  const found = conform(`${analysis.id} facts`, await db.query(query, run), declared);
  const values = row(found, 0);
  return Object.fromEntries(declared.map(({ name }, index) => [name, values[index] ?? null]));
}

/** The plan of an analysis, once its parameters have been read and its checks have found nothing. */
function planned({ analysis, data, params: given }: AnalysisRequest): {
  readonly params: AnalysisOutcome['params'];
  readonly plan: Plan;
} {
  const params = parseParams(analysis, given);
  requireReady(analysis, data);
  for (const check of analysis.checks) {
    const error = check(data, params);
    if (error !== null) throw new AppFailure(error);
  }
  return { params, plan: analysis.plan(data, params) };
}

/**
 * Makes one table of an analysis with what it is made of, and nothing that the plan makes after it.
 *
 * @param table name of one of its tables
 * @returns where it stands
 * @throws AppFailure as {@link runAnalysis}
 */
export async function makeTable(bench: AnalysisBench, request: AnalysisRequest, table: string): Promise<Sql> {
  const { steps } = planned(request).plan;
  const last = steps.findIndex((step) => step.table === table);
  await makeTables(bench, request.analysis, last < 0 ? steps : steps.slice(0, last + 1));
  return relationOf(request.analysis, table);
}

/**
 * Runs an analysis on the loaded orders: parses its parameters, checks what it needs, makes the tables of
 * its plan in order and reads the aggregate ones. Row-level tables stay in the engine for {@link readRows}.
 * It can be stopped during and between statements.
 *
 * @param bench what it runs on
 * @throws AppFailure `analysis.params`, `analysis.notReady`, what the analysis' checks find, or what the
 *   database throws
 */
export async function runAnalysis(bench: AnalysisBench, request: AnalysisRequest): Promise<AnalysisOutcome> {
  const started = performance.now();
  const { db, run } = bench;
  const { analysis } = request;
  const { params, plan } = planned(request);
  const statements = await makeTables(bench, analysis, plan.steps);

  const tables: Record<string, Private<ResultSet>> = {};
  const rowTables: Record<string, number> = {};
  for (const [name, shape] of Object.entries(analysis.tables)) {
    run.check();
    if (shape.kind === 'aggregate') {
      tables[name] = await readTable(db, run, analysis, name);
    } else {
      const counted = await db.query(sql`SELECT count(*) AS rows FROM ${relationOf(analysis, name)}`, run);
      rowTables[name] = Number(row(counted, 0)[0]);
    }
  }
  const facts = asPrivate(await readFacts(db, run, analysis, plan.facts));
  run.report({ phase: 'computing', share: 1 });
  return {
    analysisId: analysis.id,
    version: analysis.version,
    datasetId: request.datasetId,
    params,
    tables,
    rowTables,
    facts,
    sql: { ...statements, facts: plan.facts.text },
    elapsedMs: performance.now() - started,
  };
}
