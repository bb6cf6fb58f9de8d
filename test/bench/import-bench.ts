import { fileURLToPath } from 'node:url';
import { figure, median, type Figure } from './figures.ts';
import { importFiles, type ImportFiles } from './import-files.ts';
import type { ImportRequest, ImportTimes } from './measure-import.ts';
import { runChild } from './run-child.ts';

const MEASURE = fileURLToPath(new URL('./measure-import.ts', import.meta.url));
/** Rows of the sheet; a workbook has room for a million. */
const SHEET_ROWS = 300_000;

const TITLES: Record<keyof ImportFiles, string> = {
  csv: 'CSV',
  gzip: 'gzip CSV',
  parquet: 'Parquet',
  xlsx: 'XLSX',
};

async function measure(request: ImportRequest): Promise<ImportTimes> {
  const times = (await runChild(MEASURE, request)) as ImportTimes | null;
  return times ?? { seconds: Number.NaN, cpu: Number.NaN, peak: Number.NaN };
}

function ratio(mine: readonly number[], others: readonly number[]): string {
  const [own, other] = [median(mine), median(others)];
  return own === null || other === null ? '' : `in processor time ${(own / other).toFixed(2)}`;
}

/**
 * Measures the import of the same orders in four formats, all columns with a role, in the engine under Node: against
 * native DuckDB on one thread, and XLSX against the library that reads sheets. Each is a process of its own.
 *
 * @param rows orders of all files but the sheet, which has {@link SHEET_ROWS} at most
 * @param repeats how often each is measured
 */
export async function benchImport(rows: number, repeats: number): Promise<Figure[]> {
  const files = await importFiles(rows, Math.min(rows, SHEET_ROWS));
  const figures: Figure[] = [];
  for (const [format, title] of Object.entries(TITLES) as [keyof ImportFiles, string][]) {
    const app: ImportTimes[] = [];
    const other: ImportTimes[] = [];
    for (let repeat = 1; repeat <= repeats; repeat += 1) {
      const file = files[format];
      app.push(await measure({ kind: 'app', file }));
      other.push(await measure({ kind: format === 'xlsx' ? 'library' : 'native', file }));
      console.error(`${title} ${repeat} of ${repeats}: ${JSON.stringify([app.at(-1), other.at(-1)])}`);
    }
    const of = (times: readonly ImportTimes[], key: keyof ImportTimes): number[] =>
      times.map((each) => each[key]);
    const megabytes = (times: readonly ImportTimes[]): number[] =>
      of(times, 'peak').map((bytes) => bytes / 1e6);
    const to = format === 'xlsx' ? 'the library alone' : 'native DuckDB, one thread';
    figures.push(
      figure(`import of ${title} under Node, to ${to}`, 's', of(app, 'seconds'), {
        baselines: of(other, 'seconds'),
        goal: 1,
        note: ratio(of(app, 'cpu'), of(other, 'cpu')),
      }),
      figure(`import of ${title} under Node: peak memory of the process`, 'MB', megabytes(app), {
        baselines: megabytes(other),
      }),
    );
  }
  return figures;
}
