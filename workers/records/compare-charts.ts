import type { Analysis, BoundData } from '../../src/analyses/analysis.ts';
import { findAnalysis } from '../../src/analyses/index.ts';
import type { ComparedAsk, ComparedRecords, ComparedTotals } from '../../src/contract/compared-records.ts';
import { appError, AppFailure } from '../../src/contract/error.ts';
import { newId, type DatasetId } from '../../src/contract/ids.ts';
import type { AnalysisOutcome } from '../../src/contract/outcome.ts';
import { row } from '../../src/contract/result-set.ts';
import { fail, ok, type Result } from '../../src/contract/result.ts';
import { identifier, sql } from '../../src/contract/sql.ts';
import { runAnalysis } from '../engine/analyse.ts';
import { StepCache } from '../engine/make-tables.ts';
import { inOwnDatabase } from './compare-database.ts';
import {
  asFigures,
  asOrders,
  type ComparedSide,
  groupColumn,
  makeSideRows,
  type SideRoles,
  totalsOf,
} from './compared-orders.ts';
import { analysesLeft, rolesLeft } from './compared-roles.ts';
import type { OutColumn } from './recode-columns.ts';
import type { RecodedRecords } from './recode-records.ts';
import { SUPPRESSED_FLAG } from './recode-table.ts';
import { recordsAtLevels } from './records-at-levels.ts';
import type { RecordsBench } from './records-bench.ts';
import { numberIn, type RecordsReading } from './records-reading.ts';
import { suggestedCharts } from './suggested-charts.ts';
import type { TakenRecords } from './taken-records.ts';

/** What is compared: a de-identified table, the records it was made from, and how they are read. */
export interface Compared {
  readonly taken: TakenRecords;
  readonly recoded: RecodedRecords;
  readonly reading: RecordsReading;
  /** Suppressed records that would leave with the table, as its release counts them. */
  readonly starred: number;
}

/** Columns kept as they are whose every value, after, is a number. */
async function numberColumns(
  { db, run }: RecordsBench,
  { columns, relation }: RecodedRecords,
  { formats }: RecordsReading,
): Promise<readonly OutColumn[]> {
  const kept = columns.filter(({ fate }) => fate === 'kept');
  if (kept.length === 0) return [];
  const tests = kept.map(({ name, stored }) => {
    const text = identifier(stored);
    const read = numberIn(text, formats[name]);
    return sql`count(${text}) > 0 AND count(${text}) = count(${read})`;
  });
  const found = row(await db.query(sql`SELECT ${tests} FROM ${relation}`, run), 0);
  return kept.filter((_, place) => found[place] === true);
}

/** What the analysis `metric` is told for figures by group. */
function metricParams(ask: Extract<ComparedAsk, { kind: 'figures' }>, recoded: RecodedRecords) {
  const group = (name: string): string => groupColumn(outColumn(recoded, name));
  return {
    dimensions: [group(ask.by)],
    // The number of customers always comes along.
    measures: [ask.measure === 'customers' ? 'orders' : ask.measure],
    filters: ask.where.map(({ column, values }) => ({ column: group(column), op: 'in', values })),
  };
}

function outColumn({ columns }: RecodedRecords, name: string): OutColumn {
  const found = columns.find((each) => each.name === name);
  if (found === undefined) throw new AppFailure(appError('records.unknownColumn', { column: name }));
  return found;
}

/** What an analysis of one side fails for; what the engine fails for is thrown on. */
function failureOf(thrown: unknown): ReturnType<typeof fail> {
  if (!(thrown instanceof AppFailure) || /^(?:engine|compute)\./u.test(thrown.error.code)) throw thrown;
  return fail(thrown.error);
}

interface Ran {
  readonly totals: ComparedTotals;
  readonly outcomes: readonly Result<AnalysisOutcome>[];
}

/** Runs what is asked for on one side. */
function runSide(
  bench: RecordsBench,
  side: ComparedSide,
  roles: SideRoles,
  recoded: RecodedRecords,
  { asks, amount }: { readonly asks: readonly ComparedAsk[]; readonly amount: OutColumn | null },
): Promise<Ran> {
  const { db, run } = bench;
  const datasetId = newId<DatasetId>();
  return inOwnDatabase(db, run, async () => {
    await makeSideRows(db, run, side, roles);
    const outcomes: Result<AnalysisOutcome>[] = [];
    const analyse = async (analysis: Analysis, data: BoundData, params: unknown): Promise<void> => {
      // Each ask has orders of its own, so that no table of one stands for another.
      const request = { datasetId, data, analysis, params };
      const ran = await runAnalysis({ ...bench, cache: new StepCache() }, request).then(ok, failureOf);
      outcomes.push(ran);
    };
    for (const ask of asks) {
      run.check();
      if (ask.kind === 'analysis') {
        await analyse(findAnalysis(ask.analysisId), await asOrders(db, run, roles), ask.params);
        continue;
      }
      const of = ask.of === null ? null : outColumn(recoded, ask.of);
      const data = await asFigures(db, run, side, of);
      await analyse(findAnalysis('metric'), data, metricParams(ask, recoded));
    }
    return { totals: await totalsOf(db, run, amount), outcomes };
  });
}

/**
 * Draws up charts of a de-identified table and of the records it was made from: figures by group, and analyses of
 * orders where the table still has what they need. Both sides go through the very same analyses, in a database of
 * their own. The side after holds what would leave: suppressed records under `*` where they are enough to leave, and
 * not at all otherwise. On the side before, generalised columns stand at the level that most records have after.
 *
 * @param asks charts wanted; null: the ones that suggest themselves
 * @throws AppFailure `records.unknownColumn`; `analysis.unknown`; `engine.*`; `compute.died`
 */
export async function compareCharts(
  bench: RecordsBench,
  { taken, recoded, reading, starred }: Compared,
  asks: readonly ComparedAsk[] | null,
): Promise<ComparedRecords> {
  const { columns, relation, report } = recoded;
  const numbers = await numberColumns(bench, recoded, reading);
  const left = rolesLeft(recoded, reading);
  const { analyses, lost } = analysesLeft(recoded, reading);
  const amount = numbers.find(({ name }) => name === reading.roles.amount) ?? numbers[0] ?? null;
  const roles: SideRoles = { reading, roles: left, numbers };
  const levels = await recordsAtLevels(bench, taken, recoded);
  const groups = [
    ...columns.filter(({ fate }) => fate === 'generalised'),
    ...columns.filter(({ fate }) => fate === 'kept'),
  ].map(({ name }) => name);
  const known = {
    customer: left.customerId?.name ?? null,
    amount: amount?.name ?? null,
    groups,
    numbers: numbers.map(({ name }) => name),
    ranged: levels.ranged,
  };
  const wanted = asks ?? suggestedCharts({ ...known, columns, analyses });
  const which = starred > 0 ? sql`TRUE` : sql`NOT ${SUPPRESSED_FLAG}`;
  const leaving = sql`(SELECT * FROM ${relation} WHERE ${which})`;
  try {
    const ask = { asks: wanted, amount };
    const before = await runSide(bench, { relation: levels.relation, columns }, roles, recoded, ask);
    bench.run.check();
    const after = await runSide(bench, { relation: leaving, columns }, roles, recoded, ask);
    return {
      ...known,
      before: before.totals,
      after: after.totals,
      suppressed: report.suppressed,
      starred,
      runs: wanted.map((each, place) => ({
        ask: each,
        sides: both(before.outcomes[place], after.outcomes[place]),
      })),
      analyses,
      lost,
    };
  } finally {
    await levels.drop();
  }
}

function both(
  before: Result<AnalysisOutcome> | undefined,
  after: Result<AnalysisOutcome> | undefined,
): Result<{ readonly before: AnalysisOutcome; readonly after: AnalysisOutcome }> {
  if (before === undefined || after === undefined) throw new RangeError('a chart was asked for and not run');
  if (!before.ok) return before;
  return after.ok ? ok({ before: before.value, after: after.value }) : after;
}
