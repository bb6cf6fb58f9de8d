import type { AppError } from './error.ts';

/**
 * What a call that can fail in an expected way returns. Errors cross the worker boundary as values,
 * because Comlink keeps only the message of a thrown one.
 */
export type Result<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: AppError };

/** Wraps a value as success. */
export function ok<T>(value: T): Result<T> {
  return { ok: true, value };
}

/** Wraps an error as failure. */
export function fail(error: AppError): { readonly ok: false; readonly error: AppError } {
  return { ok: false, error };
}
