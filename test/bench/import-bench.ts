import { fileURLToPath } from 'node:url';
import { figure, median, type Figure } from './figures.ts';
import { importFiles, type ImportFiles } from './import-files.ts';
import { importInPage, type PageImport } from './import-in-page.ts';
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

async function baseline(request: ImportRequest): Promise<ImportTimes> {
  const times = (await runChild(MEASURE, request)) as ImportTimes | null;
  return times ?? { seconds: Number.NaN, cpu: Number.NaN, peak: Number.NaN };
}

function noted(app: readonly PageImport[], other: readonly ImportTimes[]): string {
  const [cpu, otherCpu] = [median(app.map((each) => each.cpu)), median(other.map((each) => each.cpu))];
  const preview = median(app.map((each) => each.preview));
  const shown = `preview after ${preview?.toFixed(1) ?? '–'} s`;
  if (cpu === null) return shown;
  const spent = `processor time ${cpu.toFixed(1)} s`;
  return otherCpu === null
    ? `${spent}, the other ended without figures; ${shown}`
    : `${spent} to ${otherCpu.toFixed(1)} s; ${shown}`;
}

function figuresOf(title: string, app: readonly PageImport[], other: readonly ImportTimes[]): Figure[] {
  const to = title === TITLES.xlsx ? 'the library alone under Node' : 'native DuckDB, one thread';
  const megabytes = (bytes: readonly number[]): number[] => bytes.map((each) => each / 1e6);
  const browser = median(megabytes(app.map((each) => each.browserPeak)));
  return [
    figure(
      `import of ${title} in Chromium, to ${to}`,
      's',
      app.map((each) => each.seconds),
      { baselines: other.map((each) => each.seconds), goal: 1, note: noted(app, other) },
    ),
    figure(
      `import of ${title} in Chromium: peak memory of the page's process`,
      'MB',
      megabytes(app.map((each) => each.peak)),
      {
        baselines: megabytes(other.map((each) => each.peak)),
        note: `resident; the browser's own process ${browser?.toFixed(0) ?? '–'} MB`,
      },
    ),
  ];
}

/**
 * Measures the import of the same orders in four formats, all columns with a role, in Chromium on the built app: against
 * native DuckDB on one thread, and XLSX against the library that reads sheets. Each is a process of its own, and they take
 * turns, so that a busy machine is busy for all.
 *
 * @param options.rows orders of all files but the sheet, which has {@link SHEET_ROWS} at most
 * @param options.root folder of the built app
 * @param options.repeats how often each is measured
 */
export async function benchImport({
  rows,
  root,
  repeats,
}: {
  readonly rows: number;
  readonly root: string;
  readonly repeats: number;
}): Promise<Figure[]> {
  const files = await importFiles(rows, Math.min(rows, SHEET_ROWS));
  const figures: Figure[] = [];
  for (const [format, title] of Object.entries(TITLES) as [keyof ImportFiles, string][]) {
    const app: PageImport[] = [];
    const other: ImportTimes[] = [];
    for (let repeat = 1; repeat <= repeats; repeat += 1) {
      const file = files[format];
      app.push(await importInPage(root, file));
      other.push(await baseline({ kind: format === 'xlsx' ? 'library' : 'native', file }));
      console.error(`${title} ${repeat} of ${repeats}: ${JSON.stringify([app.at(-1), other.at(-1)])}`);
    }
    figures.push(...figuresOf(title, app, other));
  }
  return figures;
}
