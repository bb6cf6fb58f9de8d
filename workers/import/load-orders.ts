import { appError, AppFailure } from '../../src/contract/error.ts';
import type { DatasetId } from '../../src/contract/ids.ts';
import {
  CLEANING_RULES,
  type CleaningReceipt,
  type FilePreview,
  type Mapping,
  type RuleSwitches,
} from '../../src/contract/import.ts';
import { defaultRules } from '../../src/data/cleaning-rules.ts';
import { Run, type Database, type FileSource } from '../engine/database.ts';
import { dropRejects, withFile } from './attach.ts';
import { keyTextCustomers, listCustomers } from './key-customers.ts';
import { nextTable, table, type LoadedOrders, type RowFacts } from './loaded-orders.ts';
import { markDuplicates } from './mark-duplicates.ts';
import { planRows, type RowsOf } from './plan-rows.ts';
import { pseudonymiseRows } from './pseudonymise-rows.ts';
import { makeReceipt, mergedTables, receiptTables, sumUp, type ReceiptHead } from './receipt.ts';
import { defineRelations, dropNextTables, swapTables } from './relations.ts';
import { hasAmount, rawColumns, storedName } from './row-query.ts';
import { wholeDoctored } from './doctor/open-doctored.ts';
import { joinSpellings, spelledOfOrders } from './doctor/join-spellings.ts';
import { markSum } from './doctor/mark-sum.ts';
import { matchCancellations, seeksCancellations } from './doctor/match-cancellations.ts';
import { openTable } from './sources/open-table.ts';
import { scanRows, type Scan } from './scan-rows.ts';

/** What to load. */
export interface LoadRequest {
  readonly source: FileSource;
  readonly preview: FilePreview;
  readonly mapping: Mapping;
  /** Switches the user has set; the others start as {@link defaultRules} has them. */
  readonly rules?: Partial<RuleSwitches>;
  readonly datasetId: DatasetId;
  /** How the columns of further files differ, where the source was made of several. */
  readonly joined?: CleaningReceipt['joined'];
}

function switches(given: Partial<RuleSwitches>, standard: RuleSwitches): RuleSwitches {
  const entries = CLEANING_RULES.map((rule) => [rule, given[rule] ?? standard[rule]] as const);
  return Object.fromEntries(entries) as RuleSwitches;
}

async function scan(db: Database, run: Run, request: LoadRequest): Promise<Scan> {
  const { preview, mapping } = request;
  const wish = { ...preview.reading, dialect: preview.dialect };
  const { table } = await openTable(run, request.source, wish);
  const scanOf = async (of: RowsOf): Promise<Scan> => {
    const plan = await planRows(db, run, of, { preview, mapping });
    run.check();
    return scanRows(db, run, { of, plan, size: preview.size, expectedRows: preview.estimatedRows });
  };
  if (table.kind === 'columns') return scanOf({ kind: 'columns', table });
  const source = await wholeDoctored(run, table, preview, mapping);
  run.check();
  return withFile(db, source, async (attachedAs) => {
    const file = { attachedAs, dialect: preview.dialect, columnCount: preview.columns.length };
    try {
      return await scanOf({ kind: 'text', source, file });
    } finally {
      await dropRejects(db, new Run(run.id));
    }
  });
}

/** Columns of the row table that copies of a row share. */
export function comparedColumns(scanned: Pick<Scan, 'plan'>, keyed: boolean): string[] {
  const { plan } = scanned;
  const stored = plan.columns.map((column) =>
    keyed && column.role === 'customerId' ? column.stored : storedName(column, plan),
  );
  return [...stored, ...rawColumns(plan)];
}

/** Makes everything that follows from the rows. */
async function derive(
  db: Database,
  run: Run,
  scanned: Scan,
  { preview, mapping }: Pick<LoadRequest, 'preview' | 'mapping'>,
): Promise<RowFacts> {
  const { plan } = scanned;
  const totals = preview.findings.find(({ code }) => code === 'footerTotals');
  if (totals?.columns.length === 0 && hasAmount(plan)) await markSum(db, run);
  const textIds = plan.customerShape.kind === 'text';
  if (textIds) await keyTextCustomers(db, run);
  run.check();
  const orderLines = await markDuplicates(db, run, {
    compared: comparedColumns(scanned, textIds),
    orderColumn: plan.orderShape === null ? null : plan.orderShape.kind === 'text' ? 'order_id' : 'order_key',
    numbered: textIds,
  });
  run.check();
  const cancellations = seeksCancellations(preview, mapping)
    ? await matchCancellations(db, run, plan.columns)
    : null;
  run.check();
  const facts: RowFacts = {
    columns: plan.columns,
    customerShape: plan.customerShape,
    orderShape: plan.orderShape,
    hasAmount: hasAmount(plan),
    numbered: textIds,
    marksMalformed: scanned.marksMalformed,
    rejected: scanned.rejected,
    leftOut: scanned.leftOut,
    orderLines,
    cancellations,
  };
  await sumUp(db, run, receiptTables(nextTable), facts);
  run.check();
  if (!textIds) await listCustomers(db, run);
  return facts;
}

/**
 * Loads the mapped columns of a file in one pass, gives customers their keys, marks what the rules apply to, and
 * defines the relations `orders` and `customers`. What was loaded before stays until all of it has succeeded.
 *
 * @returns what is loaded, with its receipt
 * @throws AppFailure `mapping.missingRole`, `mapping.unknownColumn`, `mapping.noRowsLeft`, `file.*`, `engine.*`
 */
export async function loadOrders(db: Database, run: Run, request: LoadRequest): Promise<LoadedOrders> {
  const started = performance.now();
  const { mapping, datasetId, source, joined = [] } = request;
  try {
    const scanned = await scan(db, run, request);
    await joinSpellings(db, run, { rows: nextTable('order_rows'), columns: spelledOfOrders(scanned.plan) });
    await pseudonymiseRows(db, run, scanned, request);
    run.check();
    const facts = await derive(db, run, scanned, request);
    const rules = switches(request.rules ?? {}, defaultRules(mapping, facts.orderLines));
    const head: ReceiptHead = {
      datasetId,
      fileName: source.name,
      mapping,
      joined,
      merge: null,
      elapsedMs: 0,
    };
    const receipt = await makeReceipt(db, run, { tables: receiptTables(nextTable), head, facts }, rules);
    if (receipt.loaded === 0) throw new AppFailure(appError('mapping.noRowsLeft', { read: receipt.read }));
    run.check();
    await swapTables(db, new Run(run.id));
    await defineRelations(db, new Run(run.id), facts, { rules, merge: null });
    const elapsedMs = Math.round(performance.now() - started);
    const { dialect, columns } = request.preview;
    return {
      ...facts,
      reading: { dialect, columnCount: columns.length, plan: scanned.plan },
      datasetId,
      fileName: source.name,
      mapping,
      joined,
      rules,
      merge: null,
      elapsedMs,
      receipt: { ...receipt, elapsedMs },
    };
  } catch (thrown) {
    await dropNextTables(db, new Run(run.id)).catch(() => undefined);
    throw thrown;
  }
}

/**
 * Switches cleaning rules. The file is not read again and no row is written: the relation `orders` gets another
 * mask.
 *
 * @returns the same orders with their new switches and receipt
 */
export async function applyRules(
  db: Database,
  run: Run,
  loaded: LoadedOrders,
  rules: RuleSwitches,
): Promise<LoadedOrders> {
  return asLoaded(db, run, { ...loaded, rules });
}

/**
 * Has orders that stand in the engine seen under other switches, or with other customers merged.
 *
 * @returns the same orders with the receipt they have now
 */
export async function asLoaded(db: Database, run: Run, changed: LoadedOrders): Promise<LoadedOrders> {
  const tables = mergedTables(receiptTables(table), changed.merge);
  const receipt = await makeReceipt(db, run, { tables, head: changed, facts: changed }, changed.rules);
  await defineRelations(db, new Run(run.id), changed, changed);
  return { ...changed, receipt };
}
