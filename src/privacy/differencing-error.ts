import { appError, type AppError } from '../contract/error.ts';
import type { Conflict } from '../contract/privacy.ts';

/**
 * Why something is refused that is too close to an earlier release.
 *
 * @param table what was asked for
 * @param conflict the gravest one
 */
export function differencingError(table: string, conflict: Conflict | undefined): AppError {
  const { subject: earlier = '', at = '', customers = null, otherPart = false } = conflict ?? {};
  if (otherPart) return appError('gate.otherPart', { table, earlier, at });
  return customers === null
    ? appError('gate.notSearched', { table, earlier, at })
    : appError('gate.differencing', { table, earlier, at, customers });
}
