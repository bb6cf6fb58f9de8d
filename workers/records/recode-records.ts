import { appError, AppFailure } from '../../src/contract/error.ts';
import type { Classification } from '../../src/contract/classification.ts';
import type { RecodeReport, RecodeRequest } from '../../src/contract/records.ts';
import type { Sql } from '../../src/contract/sql.ts';
import type { RecordsBench } from './records-bench.ts';
import type { TakenRecords } from './taken-records.ts';

/** A de-identified table in the engine, and how it was made. */
export interface RecodedRecords {
  readonly relation: Sql;
  readonly recode: RecodeRequest;
  readonly report: RecodeReport;
}

/** Makes the de-identified table from a solution. */
export function recodeRecords(
  _bench: RecordsBench,
  _taken: TakenRecords,
  _classification: Classification,
  _request: RecodeRequest,
): Promise<RecodedRecords> {
  throw new AppFailure(appError('records.unknown', {}));
}
