import { expect } from 'vitest';
import type { CureSwitches, Finding, FindingCode } from '../../../src/contract/doctor.ts';
import { newId } from '../../../src/contract/ids.ts';
import type { FilePreview, Mapping, RuleSwitches } from '../../../src/contract/import.ts';
import { suggestMapping } from '../../../src/data/suggest-mapping.ts';
import type { FileSource } from '../../../workers/engine/database.ts';
import { loadOrders } from '../../../workers/import/load-orders.ts';
import type { LoadedOrders } from '../../../workers/import/loaded-orders.ts';
import { openFile } from '../../../workers/import/open-file.ts';
import type { Workbench } from './workbench.ts';

/** A file that the doctor has seen, and what was loaded of it. */
export interface Treated {
  readonly preview: FilePreview;
  readonly loaded: LoadedOrders;
}

/** What a test switches. */
export interface Treatment {
  readonly cures?: CureSwitches;
  readonly mapping?: Partial<Mapping>;
  readonly rules?: Partial<RuleSwitches>;
}

/** Opens a text with cures switched. */
export async function examine(
  bench: Workbench,
  text: string,
  cures: CureSwitches = {},
): Promise<{ readonly source: FileSource; readonly preview: FilePreview }> {
  const source = await bench.file(text);
  return { source, preview: await openFile(bench.db, bench.run, source, newId(), { cures }) };
}

/** Opens and loads a text with cures switched, as the screen does, and checks that every row is accounted for. */
export async function treat(
  bench: Workbench,
  text: string,
  { cures = {}, mapping: changes = {}, rules = {} }: Treatment = {},
): Promise<Treated> {
  const { source, preview } = await examine(bench, text, cures);
  const mapping = { ...suggestMapping(preview), cures, ...changes };
  const request = { source, preview, mapping, rules, datasetId: newId<never>() };
  const loaded = await loadOrders(bench.db, bench.run, request);
  const { read, loaded: kept, setAside, malformed } = loaded.receipt;
  expect(kept + setAside + malformed).toBe(read);
  return { preview, loaded };
}

/** One finding of a file. */
export function found(preview: FilePreview, code: FindingCode): Finding | undefined {
  return preview.findings.find((finding) => finding.code === code);
}

const LINES = [
  ['c1', '2024-01-05', '10.50'],
  ['c2', '2024-01-06', '20'],
  ['c1', '2024-01-07', '5.25'],
  ['c3', '2024-01-08', '7'],
  ['c2', '2024-01-09', '9'],
] as const;

/** A small table of orders without a fault, by its lines and as a whole. */
export const HEADER = 'customer,date,amount';
export const ROWS = LINES.map((line) => line.join(','));
export const CLEAN = [HEADER, ...ROWS].join('\n');
/** Its revenue. */
export const SUM = 51.75;
