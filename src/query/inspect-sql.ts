import type { SqlInspection } from '../contract/notebook.ts';
import { guard } from './guard.ts';
import { parametersOf } from './parameters.ts';
import { tablesRead, type NamedRead } from './relations-read.ts';

/** How a relation is written in catalogues: its parts with dots between them. */
export function writtenName({ parts }: NamedRead): string {
  return parts.join('.');
}

/**
 * Finds what SQL reads, without running it.
 *
 * @param text SQL as a user has written it
 * @throws AppFailure as the guard: what is refused reads nothing
 */
export function inspectSql(text: string): SqlInspection {
  const parameters = parametersOf(guard(text));
  return { reads: [...new Set(tablesRead(text).relations.map(writtenName))], parameters };
}
