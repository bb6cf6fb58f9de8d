import type { AppError } from '../../../contract/error.ts';
import { describeError, type Translate } from '../../../i18n/translate.ts';

/** What is wrong at a place of SQL, in words. */
export interface SqlDiagnostic {
  readonly from: number;
  readonly to: number;
  readonly sentence: string;
  readonly hint: string;
}

/** The place of an error in the SQL of its cell; null where it has none. */
export function diagnosticOf(error: AppError | null, t: Translate): SqlDiagnostic | null {
  if (error === null || !('from' in error.params) || !('to' in error.params)) return null;
  const { from, to } = error.params;
  return { from, to, ...describeError(error, t) };
}
