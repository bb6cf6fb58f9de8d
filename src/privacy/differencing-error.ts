import { appError, type AppError } from '../contract/error.ts';
import type { Conflict } from '../contract/privacy.ts';

/**
 * Why something is refused that is too close to an earlier release.
 *
 * @param table what was asked for
 * @param conflict the gravest one
 */
export function differencingError(table: string, conflict: Conflict | undefined): AppError {
  const { subject: earlier = '', called = '', at = '', customers = null, otherPart = false } = conflict ?? {};
  const which = { table, earlier, called, at };
  if (otherPart) return appError('gate.otherPart', which);
  return customers === null
    ? appError('gate.notSearched', which)
    : appError('gate.differencing', { ...which, customers });
}
