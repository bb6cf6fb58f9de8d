import { mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { newId, type RecordsId, type RunId } from '../../src/contract/ids.ts';
import { asPrivate } from '../../src/contract/privacy.ts';
import { DecisionLog, toJsonLines } from '../../src/privacy/decision-log.ts';
import { bootNode } from '../engine/boot-node.ts';
import { computeHere } from '../engine/compute-here.ts';
import { Run } from '../engine/database.ts';
import { releaseFile } from '../export/release-file.ts';
import type { RecordsBench } from '../records/records-bench.ts';
import type { GateNow } from '../records/release-records.ts';
import { takeRecords, type TakenRecords } from '../records/taken-records.ts';
import { withFiles } from './append-files.ts';
import { housePolicy } from './house-files.ts';
import { anonymise } from './records-anonymise.ts';
import { anonymity } from './records-anonymity.ts';
import { classify } from './records-classify.ts';
import type { RecordsAnalysis, RecordsAnswer } from './records-analysis.ts';
import { writeResult } from './reproduce-files.ts';
import type { Reproduced, Reproduction } from './reproduction.ts';

/** Analyses of rows about people, by the name that `--analysis` takes. */
export const RECORDS_ANALYSES: readonly RecordsAnalysis[] = [anonymity, anonymise, classify];

/** Asks the gate about every table that has a shape, and writes what it lets out. */
async function releaseTables(
  { id }: RecordsAnalysis,
  { tables, shapes, params }: RecordsAnswer,
  { policy, log }: GateNow,
  folder: string,
): Promise<void> {
  for (const [name, shape] of Object.entries(shapes)) {
    const table = tables[name];
    if (table === undefined || table.rowCount === 0) continue;
    const request = {
      table: asPrivate(table),
      shape,
      policy,
      format: 'csv',
      subject: `${id}/${name}`,
    } as const;
    const context = { params, currency: null };
    const look = { locale: 'en', theme: 'light', size: null, view: null, shape, context } as const;
    const released = await releaseFile(request, log, { ...look, synthetic: false });
    if (released.ok) await writeFile(path.join(folder, `${name}.csv`), released.value.bytes);
  }
}

/** What is known of rows that no cleaning was done to. */
function receiptOf({ name, records, columns }: TakenRecords): string {
  return `${JSON.stringify({ file: name, records, columns: columns.map((each) => each.name) }, null, 2)}\n`;
}

async function write(
  analysis: RecordsAnalysis,
  taken: TakenRecords,
  answer: RecordsAnswer,
  out: string,
): Promise<Reproduced> {
  const folder = path.join(out, 'released');
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  const { id, version } = analysis;
  const { params, facts, tables } = answer;
  const head = { analysis: id, version, params, facts };
  await writeResult(path.join(out, 'result.json'), head, new Map(Object.entries(tables)));
  await writeFile(path.join(out, 'receipt.json'), receiptOf(taken));
  const log = new DecisionLog();
  const gate = { policy: await housePolicy(), log };
  await releaseTables(analysis, answer, gate, folder);
  for (const { name, bytes } of (await answer.release?.(gate)) ?? []) {
    await writeFile(path.join(folder, name), bytes);
  }
  const decisions = log.entries();
  await writeFile(path.join(out, 'log.jsonl'), toJsonLines(decisions));
  return { rows: taken.records, customers: null, decisions };
}

/**
 * Runs an analysis of records without a browser, on the code and the engine of the page, and writes what came of it.
 * The file needs no customers, dates or amounts: all of its columns are taken up as text.
 *
 * @throws AppFailure, UsageError
 */
export async function reproduceRecords(
  request: Reproduction,
  analysis: RecordsAnalysis,
): Promise<Reproduced> {
  const db = await bootNode();
  const bench: RecordsBench = { db, compute: computeHere, run: new Run(newId<RunId>()) };
  const takeFiles = async (locations: readonly [string, ...string[]]): Promise<TakenRecords> =>
    withFiles(db, bench.run, locations, async (file) =>
      takeRecords(db, bench.run, newId<RecordsId>(), { kind: 'file', ...file }),
    );
  try {
    const taken = await takeFiles(request.data);
    const folder = path.dirname(path.resolve(request.data[0]));
    const take = async (location: string): Promise<TakenRecords> => takeFiles([location]);
    const answer = await analysis.run(bench, { taken, params: request.params, folder, take });
    return await write(analysis, taken, answer, request.out);
  } finally {
    await db.close();
  }
}
