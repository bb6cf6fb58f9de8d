import { newId, type RecordsId } from '../../../src/contract/ids.ts';
import { takeRecords, type TakenRecords } from '../../../workers/records/taken-records.ts';
import type { Workbench } from '../import/workbench.ts';

/** Takes the rows of a text up as records. */
export async function takeText(bench: Workbench, text: string): Promise<TakenRecords> {
  const source = await bench.file(text);
  const preview = await bench.open(source);
  return takeRecords(bench.db, bench.run, newId<RecordsId>(), { kind: 'file', source, preview });
}
