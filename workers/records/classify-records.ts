import type {
  Classification,
  ClassificationOverride,
  ColumnClassification,
} from '../../src/contract/classification.ts';
import { identifier } from '../../src/contract/sql.ts';
import type { ColumnEvidence } from '../../src/privacy/classify/column-evidence.ts';
import { isMasked } from '../../src/privacy/classify/masking.ts';
import type { Database, Run } from '../engine/database.ts';
import { columnEvidence } from './column-evidence.ts';
import type { TakenRecords } from './taken-records.ts';

/** Distinct values of a column that are looked at. */
const VALUES = 2000;

/** Classifies columns by their evidence, with every recogniser there is. */
export async function classifyEvidence(
  evidence: readonly ColumnEvidence[],
): Promise<readonly ColumnClassification[]> {
  // Loaded late, with the words of many languages and the telephone plans of the world.
  const [{ classifyColumn }, { RECOGNISERS }] = await Promise.all([
    import('../../src/privacy/classify/classify-column.ts'),
    import('../../src/privacy/identifiers/index.ts'),
  ]);
  return evidence.map((each) => classifyColumn(each, RECOGNISERS));
}

/** Classifies every column of records by what its distinct values and its header show. */
export async function classifyRecords(
  db: Database,
  run: Run,
  taken: Pick<TakenRecords, 'records' | 'relation' | 'columns'>,
): Promise<Classification> {
  const columns = taken.columns.map(({ name, stored }) => ({ name, named: true, text: identifier(stored) }));
  const evidence = await columnEvidence(db, run, taken.relation, columns, VALUES);
  return { records: taken.records, complete: true, columns: await classifyEvidence(evidence) };
}

/** Puts a person's word in the place of suggestions. */
export function overridden(
  classification: Classification,
  overrides: readonly ClassificationOverride[],
): Classification {
  const columns = classification.columns.map((each): ColumnClassification => {
    const override = overrides.find(({ column }) => column === each.column);
    if (override === undefined) return each;
    const same =
      override.role === each.role &&
      override.identifier === each.identifier &&
      [...override.legal].sort().join() === [...each.legal].sort().join();
    const settled = { ...each, ...override, status: same ? ('confirmed' as const) : ('overridden' as const) };
    return { ...settled, masked: isMasked({ ...settled, confidence: 1 }) };
  });
  return { ...classification, columns };
}
