import { identifier } from '../../src/contract/sql.ts';
import { dataFingerprint } from '../engine/data-fingerprint.ts';
import type { RecordsBench } from './records-bench.ts';
import type { TakenRecords } from './taken-records.ts';

/**
 * Knows records again by the names of their columns and by what stands in them, whatever the order of rows and of
 * columns and the name of the file.
 *
 * @returns hex
 * @throws AppFailure `engine.*`
 */
export function recordsFingerprint(
  { db, run }: Pick<RecordsBench, 'db' | 'run'>,
  { relation, columns }: Pick<TakenRecords, 'relation' | 'columns'>,
): Promise<string> {
  const byName = columns.toSorted((a, b) => (a.name < b.name ? -1 : 1));
  const names = byName.map(({ name }) => JSON.stringify(name));
  return dataFingerprint(db, run, names, [
    { relation, values: byName.map(({ stored }) => identifier(stored)) },
  ]);
}
