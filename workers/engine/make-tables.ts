import type {
  Analysis,
  ComputeStep,
  KernelColumnType,
  PlanStep,
  TableStep,
} from '../../src/analyses/analysis.ts';
import type { KernelOutput, KernelTable } from '../../src/contract/kernel.ts';
import { identifier, sql, type Sql } from '../../src/contract/sql.ts';
import type { Compute } from './compute.ts';
import type { Database, Run } from './database.ts';

/** Table that what a kernel has computed passes through on its way into its own, in the database in use. */
const LANDING = 'kernel_output';

/**
 * Which tables of which analyses stand in the engine and by which SQL they were made. It belongs to one
 * state of the loaded data: make a new one when data are loaded or cleaning rules are switched.
 */
export class StepCache {
  readonly #made = new Map<string, Map<string, string>>();

  /** Whether the table stands as this SQL would make it. */
  has(analysisId: string, table: string, text: string): boolean {
    return this.#made.get(analysisId)?.get(table) === text;
  }

  /** Notes that a table has been made. */
  add(analysisId: string, table: string, text: string): void {
    const tables = this.#made.get(analysisId) ?? new Map<string, string>();
    tables.set(table, text);
    this.#made.set(analysisId, tables);
  }

  /** Forgets tables that are about to be made again. */
  remove(analysisId: string, tables: readonly string[]): void {
    for (const table of tables) this.#made.get(analysisId)?.delete(table);
  }
}

/** What an analysis runs on. */
export interface AnalysisBench {
  readonly db: Database;
  readonly compute: Compute;
  readonly run: Run;
  /** Tables that stand from earlier runs on the same data; updated. */
  readonly cache: StepCache;
}

/** Where a table of an analysis stands in the engine. */
export function relationOf(analysis: Pick<Analysis, 'id'>, table: string): Sql {
  return sql`${identifier(analysis.id)}.${identifier(table)}`;
}

/** Statement that makes the table of a step. */
export function createStatement(analysis: Pick<Analysis, 'id'>, step: TableStep): Sql {
  const relation = relationOf(analysis, step.table);
  return step.kind === 'view'
    ? sql`CREATE OR REPLACE VIEW ${relation} AS ${step.query}`
    : sql`CREATE OR REPLACE TABLE ${relation} AS ${step.query}`;
}

/** What a step does, as text: its SQL, or what the kernel is given and told. */
function textOf(analysis: Analysis, step: PlanStep): string {
  if (step.kind !== 'compute') return createStatement(analysis, step).text;
  const inputs = Object.entries(step.inputs).map(([name, query]) => `-- ${name}\n${query.text}`);
  return [`-- kernel ${step.kernel} ${JSON.stringify(step.options)}`, ...inputs].join('\n');
}

const SQL_TYPES: Readonly<Record<KernelColumnType, Sql>> = {
  number: sql`DOUBLE`,
  integer: sql`BIGINT`,
  text: sql`VARCHAR`,
  day: sql`DATE`,
};

function castColumn([name, type]: readonly [string, KernelColumnType]): Sql {
  const column = identifier(name);
  switch (type) {
    case 'text':
      return column;
    case 'number':
      return sql`CASE WHEN isfinite(${column}) THEN ${column} END AS ${column}`;
    case 'integer':
      return sql`CASE WHEN isfinite(${column}) THEN ${column}::BIGINT END AS ${column}`;
    case 'day':
      return sql`CASE WHEN isfinite(${column}) THEN DATE '1970-01-01' + ${column}::INTEGER END AS ${column}`;
  }
}

function rowsOf(table: KernelTable | undefined): number {
  return Object.values(table ?? {})[0]?.length ?? 0;
}

/** Puts the rows of the pieces of divided work one under the other. */
function stacked(pieces: readonly KernelOutput[]): KernelOutput {
  const [first] = pieces;
  if (first === undefined || pieces.length === 1) return first ?? {};
  return Object.fromEntries(
    Object.entries(first).map(([name, table]) => [
      name,
      Object.fromEntries(
        Object.keys(table).map((column) => {
          const parts = pieces.map((piece) => piece[name]?.[column] ?? []);
          const numeric = parts.every((part) => part instanceof Float64Array);
          return [column, numeric ? Float64Array.from(parts.flatMap((part) => [...part])) : parts.flat()];
        }),
      ),
    ]),
  ) as KernelOutput;
}

/** Runs a kernel, divided among the workers where its step allows it. */
async function computed(
  { db, compute, run }: AnalysisBench,
  step: ComputeStep,
  onShare: (share: number) => void,
): Promise<KernelOutput> {
  const inputs: Record<string, KernelTable> = {};
  for (const [name, query] of Object.entries(step.inputs)) inputs[name] = await db.columns(query, run);
  const { kernel, options, pieces } = step;
  if (pieces === undefined) return compute.call({ kernel, inputs, options, part: null }, run, onShare);
  const width = Math.max(1, Math.min(compute.width, pieces));
  const shares = new Array<number>(width).fill(0);
  const parts = Array.from({ length: width }, (_, index) => ({
    from: Math.floor((pieces * index) / width),
    to: Math.floor((pieces * (index + 1)) / width),
  }));
  const outputs = await Promise.all(
    parts.map((part, index) =>
      compute.call({ kernel, inputs, options, part }, run, (share) => {
        shares[index] = share;
        onShare(shares.reduce((sum, each) => sum + each, 0) / width);
      }),
    ),
  );
  return stacked(outputs);
}

async function makeComputed(
  bench: AnalysisBench,
  analysis: Analysis,
  step: ComputeStep,
  onShare: (share: number) => void,
): Promise<void> {
  const { db, run } = bench;
  const output = await computed(bench, step, onShare);
  for (const [table, shape] of Object.entries(step.outputs)) {
    const relation = relationOf(analysis, table);
    const columns = Object.entries(shape);
    const found = output[table];
    if (rowsOf(found) === 0) {
      const empty = columns.map(([name, type]) => sql`${identifier(name)} ${SQL_TYPES[type]}`);
      await db.query(sql`CREATE OR REPLACE TABLE ${relation} (${empty})`, run);
      continue;
    }
    await db.query(sql`DROP TABLE IF EXISTS main.${identifier(LANDING)}`, run);
    await db.insert(LANDING, Object.fromEntries(columns.map(([name]) => [name, found?.[name] ?? []])));
    await db.query(
      sql`CREATE OR REPLACE TABLE ${relation} AS SELECT ${columns.map(castColumn)}
        FROM main.${identifier(LANDING)}`,
      run,
    );
    await db.query(sql`DROP TABLE main.${identifier(LANDING)}`, run);
  }
}

/**
 * Makes the tables of a plan in order, passing over what stands already. It can be stopped during and between
 * steps.
 *
 * @returns what made each table: SQL, or the SQL of what a kernel was given
 */
export async function makeTables(
  bench: AnalysisBench,
  analysis: Analysis,
  steps: readonly PlanStep[],
): Promise<Record<string, string>> {
  const { db, run, cache } = bench;
  await db.query(sql`CREATE SCHEMA IF NOT EXISTS ${identifier(analysis.id)}`, run);
  const wanted = steps.map((step) => textOf(analysis, step));
  const first = steps.findIndex(
    (step, index) => !step.reusable || !cache.has(analysis.id, step.table, wanted[index] ?? ''),
  );
  const from = first === -1 ? steps.length : first;
  cache.remove(
    analysis.id,
    steps.slice(from).map((step) => step.table),
  );
  const texts: Record<string, string> = {};
  for (const [index, step] of steps.entries()) {
    const text = wanted[index] ?? '';
    for (const table of step.kind === 'compute' ? Object.keys(step.outputs) : [step.table])
      texts[table] = text;
    if (index < from) continue;
    run.check();
    const report = (share: number): void => {
      run.report({ phase: 'computing', share: (index + share) / steps.length });
    };
    report(0);
    if (step.kind === 'compute') await makeComputed(bench, analysis, step, report);
    else await db.query(createStatement(analysis, step), run);
    cache.add(analysis.id, step.table, text);
  }
  return texts;
}
