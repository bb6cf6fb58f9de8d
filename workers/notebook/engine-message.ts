import { AppFailure } from '../../src/contract/error.ts';

/** DuckDB's own words, with its mark of the place, of a statement it has refused; null for any other failure. */
export function engineMessage(thrown: unknown): string | null {
  if (!(thrown instanceof AppFailure) || thrown.error.code !== 'engine.query') return null;
  return thrown.cause instanceof Error ? thrown.cause.message : thrown.error.params.detail;
}
