import { appError, AppFailure } from '../../src/contract/error.ts';
import type { MeasureReport, MeasureRequest } from '../../src/contract/records.ts';
import type { RecordsBench } from './records-bench.ts';
import type { TakenRecords } from './taken-records.ts';

/** Measures k and its kin, risks, and what isolates people. */
export function measureRecords(
  _bench: RecordsBench,
  _taken: TakenRecords,
  _population: TakenRecords | null,
  _request: MeasureRequest,
): Promise<MeasureReport> {
  throw new AppFailure(appError('records.unknown', {}));
}
