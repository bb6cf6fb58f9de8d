import type { DataProfile } from '../../src/contract/data-profile.ts';
import { appError } from '../../src/contract/error.ts';
import type { ReleasedFile } from '../../src/contract/privacy.ts';
import { fail, type Result } from '../../src/contract/result.ts';
import type { ProfileReleaseRequest } from '../../src/contract/tables-api.ts';
import type { Run } from '../engine/database.ts';
import type { TablesBench } from './tables-desk.ts';

/** Asks the gate for the aggregates of a profile. */
export function releaseProfile(
  _run: Run,
  _bench: TablesBench,
  profile: DataProfile,
  _request: ProfileReleaseRequest,
): Promise<Result<ReleasedFile>> {
  return Promise.resolve(fail(appError('app.unexpected', { detail: profile.relation })));
}
