import { appError, AppFailure } from '../../src/contract/error.ts';
import type { DeidentifyOutcome, DeidentifyRequest } from '../../src/contract/records.ts';
import type { RecordsBench } from './records-bench.ts';
import type { TakenRecords } from './taken-records.ts';

/** Searches for the generalisation that meets the models at the least loss. */
export function searchRecords(
  _bench: RecordsBench,
  _taken: TakenRecords,
  _request: DeidentifyRequest,
  _onSoFar: (best: DeidentifyOutcome) => void,
): Promise<DeidentifyOutcome> {
  throw new AppFailure(appError('records.unknown', {}));
}
