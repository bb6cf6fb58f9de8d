import { mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Analysis, ViewContext } from '../../src/analyses/analysis.ts';
import { releaseShape } from '../../src/analyses/release-shape.ts';
import { boundDataOf } from '../../src/analyses/bound-data.ts';
import { findAnalysis } from '../../src/analyses/index.ts';
import { newId, type RunId } from '../../src/contract/ids.ts';
import type { AnalysisOutcome } from '../../src/contract/outcome.ts';
import type { Decision, Private } from '../../src/contract/privacy.ts';
import type { ResultSet } from '../../src/contract/result-set.ts';
import { DecisionLog, toJsonLines } from '../../src/privacy/decision-log.ts';
import type { GateRequest } from '../../src/privacy/gate.ts';
import { parseParams, readTable, runAnalysis } from '../engine/analyse.ts';
import { StepCache } from '../engine/make-tables.ts';
import { bootNode } from '../engine/boot-node.ts';
import { computeHere } from '../engine/compute-here.ts';
import { type Database, Run } from '../engine/database.ts';
import { releaseFile } from '../export/release-file.ts';
import { readRecipes } from './given-recipes.ts';
import { housePolicy } from './house-files.ts';
import { loadFiles } from './load-files.ts';
import { jsonValue, writeResult } from './reproduce-files.ts';
import { RECORDS_ANALYSES, reproduceRecords } from './reproduce-records.ts';
import type { Reproduced, Reproduction } from './reproduction.ts';

async function allTables(
  db: Database,
  run: Run,
  analysis: Analysis,
  outcome: AnalysisOutcome,
): Promise<ReadonlyMap<string, Private<ResultSet>>> {
  const tables = new Map<string, Private<ResultSet>>();
  for (const name of Object.keys(analysis.tables)) {
    tables.set(name, outcome.tables[name] ?? (await readTable(db, run, analysis, name)));
  }
  return tables;
}

/** Under which terms tables are asked for, and where to. */
interface ReleaseTerms extends Required<Pick<GateRequest, 'policy' | 'merged' | 'part'>> {
  readonly context: ViewContext;
  readonly folder: string;
}

/** Asks the gate about every table, row-level ones too, and writes what it lets out. */
async function releaseAll(
  analysis: Analysis,
  tables: ReadonlyMap<string, Private<ResultSet>>,
  { policy, context, merged, part, folder }: ReleaseTerms,
): Promise<readonly Decision[]> {
  const log = new DecisionLog();
  for (const [name, table] of tables) {
    const declared = analysis.tables[name];
    if (declared === undefined) continue;
    const shape = releaseShape(declared, context.params);
    const subject = `${analysis.id}/${name}`;
    const request = { table, shape, policy, merged, part, format: 'csv', subject } as const;
    const look = { locale: 'en', theme: 'light', size: null, view: null, shape, context } as const;
    const released = await releaseFile(request, log, { ...look, synthetic: false });
    if (released.ok) await writeFile(path.join(folder, `${name}.csv`), released.value.bytes);
  }
  return log.entries();
}

function factsJson(analysis: Analysis, outcome: AnalysisOutcome): AnalysisOutcome['facts'] {
  const entries = Object.entries(analysis.facts).map(
    ([name, { type }]) => [name, jsonValue(outcome.facts[name] ?? null, type)] as const,
  );
  return Object.fromEntries(entries) as AnalysisOutcome['facts'];
}

/**
 * Runs what the command was asked for: an analysis of records, or of orders.
 *
 * @throws AppFailure, UsageError
 */
export async function reproduce(request: Reproduction): Promise<Reproduced> {
  const ofRecords = RECORDS_ANALYSES.find(({ id }) => id === request.analysis);
  return ofRecords === undefined ? reproduceOrders(request) : reproduceRecords(request, ofRecords);
}

/**
 * Runs import, cleaning, analysis and gate without a browser, on the code and the engine of the page, and writes
 * what came of it.
 *
 * @throws AppFailure, UsageError
 */
async function reproduceOrders(request: Reproduction): Promise<Reproduced> {
  const analysis = findAnalysis(request.analysis);
  parseParams(analysis, request.params);
  const policy = await housePolicy();
  const recipes = await readRecipes(request.recipes);
  const db = await bootNode();
  const run = new Run(newId<RunId>());
  try {
    const { data: files, tables: beside } = request;
    const { loaded, recipe } = await loadFiles(db, run, policy, { data: files, tables: beside, recipes });
    const { receipt, datasetId } = loaded;
    const data = boundDataOf(receipt);
    const asked = { datasetId, data, analysis, params: request.params };
    const outcome = await runAnalysis({ db, compute: computeHere, run, cache: new StepCache() }, asked);
    const tables = await allTables(db, run, analysis, outcome);

    const released = path.join(request.out, 'released');
    await rm(released, { recursive: true, force: true });
    await mkdir(released, { recursive: true });
    const { version, params } = outcome;
    const head = { analysis: analysis.id, version, params, facts: factsJson(analysis, outcome) };
    await writeResult(path.join(request.out, 'result.json'), head, tables);
    const receiptJson = { ...receipt, recipe };
    await writeFile(path.join(request.out, 'receipt.json'), `${JSON.stringify(receiptJson, null, 2)}\n`);
    const context = { params, currency: receipt.currency };
    const terms = { policy, context, merged: receipt.merged, part: receipt.part, folder: released };
    const decisions = await releaseAll(analysis, tables, terms);
    await writeFile(path.join(request.out, 'log.jsonl'), toJsonLines(decisions));
    return { rows: receipt.loaded, customers: receipt.customers, decisions };
  } finally {
    await db.close();
  }
}
