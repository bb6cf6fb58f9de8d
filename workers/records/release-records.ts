import { appError } from '../../src/contract/error.ts';
import type { Classification } from '../../src/contract/classification.ts';
import type { Policy, ReleasedFile } from '../../src/contract/privacy.ts';
import type { RecordsReleaseRequest } from '../../src/contract/records.ts';
import { fail, type Result } from '../../src/contract/result.ts';
import type { DecisionLog } from '../../src/privacy/decision-log.ts';
import type { RecodedRecords } from './recode-records.ts';
import type { RecordsBench } from './records-bench.ts';
import type { TakenRecords } from './taken-records.ts';

/** What the gate goes by. */
export interface GateNow {
  readonly policy: Policy;
  readonly log: DecisionLog;
}

/** Asks the gate for a de-identified table. */
export function releaseRecords(
  _bench: RecordsBench,
  _records: { taken: TakenRecords; classification: Classification; recoded: RecodedRecords },
  request: RecordsReleaseRequest,
  _gate: GateNow,
): Promise<Result<ReleasedFile>> {
  return Promise.resolve(fail(appError('gate.kindNotAllowed', { format: request.format.toUpperCase() })));
}
