import type { Classification } from '../../src/contract/classification.ts';
import type { RecodeReport, RecodeRequest } from '../../src/contract/records.ts';
import type { Sql } from '../../src/contract/sql.ts';
import type { People } from './group-people.ts';
import { outColumns, type OutColumn } from './recode-columns.ts';
import { recodeReport } from './recode-report.ts';
import { makeRecodedTable } from './recode-table.ts';
import type { RecordsBench } from './records-bench.ts';
import { partitionRecords } from './partition-records.ts';
import { solveRecords } from './search-records.ts';

/** A de-identified table in the engine, and how it was made. */
export interface RecodedRecords {
  /** Columns under their stored names, and whether a record was suppressed. */
  readonly relation: Sql;
  readonly columns: readonly OutColumn[];
  readonly recode: RecodeRequest;
  readonly loss: number;
  /** Levels of the quasi-identifiers: one row for all records, one for each pass, or none for regions. */
  readonly nodes: readonly (readonly number[])[];
  readonly report: RecodeReport;
}

/**
 * Makes the de-identified table from a solution; it stays in the engine. Direct identifiers are never kept.
 *
 * @throws AppFailure `records.unknownColumn`; `gate.directIdentifier` and `gate.purposeMissing` for what may not
 *   become of a column; `deidentify.*`; `hierarchy.*`; `engine.*`
 */
export async function recodeRecords(
  bench: RecordsBench,
  people: People,
  classification: Classification,
  recode: RecodeRequest,
): Promise<RecodedRecords> {
  const { taken } = people;
  const columns = outColumns(taken, classification, recode);
  const { request, levels } = recode;
  const solved =
    request.method === 'mondrian' && levels === null
      ? await partitionRecords(bench, people, request)
      : await solveRecords(bench, people, request, levels);
  bench.run.check();
  const relation = await makeRecodedTable(bench, taken, recode, columns, solved);
  const { loss, recoding } = solved;
  const report = await recodeReport(bench, taken, recode, { relation, columns, loss });
  const nodes = recoding.kind === 'levels' ? recoding.nodes : [];
  return { relation, columns, recode, loss, nodes, report };
}
