import { readFile } from 'node:fs/promises';
import { readSheet } from 'read-excel-file/universal';
import { identifier, sql } from '../../src/contract/sql.ts';
import { cpuSeconds } from './cpu-time.ts';
import { openNative } from './native.ts';
import { COLUMN_SETS, loadColumns } from './textbook-sql.ts';

/** What an import is compared with: native DuckDB on one thread, or the library of workbooks alone. */
export interface ImportRequest {
  readonly kind: 'native' | 'library';
  readonly file: string;
}

/** One import, once. */
export interface ImportTimes {
  readonly seconds: number;
  /** Processor time, seconds. */
  readonly cpu: number;
  /** Largest resident memory of the process, bytes. */
  readonly peak: number;
}

async function work({ kind, file }: ImportRequest): Promise<Pick<ImportTimes, 'seconds' | 'cpu'>> {
  if (kind === 'library') {
    const bytes = new Blob([await readFile(file)]);
    const [cpu, started] = [cpuSeconds(), performance.now()];
    await readSheet(bytes);
    return { seconds: (performance.now() - started) / 1000, cpu: cpuSeconds() - cpu };
  }
  const native = await openNative();
  const cpu = cpuSeconds();
  const statement = file.endsWith('.parquet')
    ? sql`CREATE TABLE orders AS SELECT ${COLUMN_SETS.roles.map(identifier)} FROM read_parquet(${file})`
    : loadColumns(file, 'roles');
  const seconds = await native.time(statement.text);
  return { seconds, cpu: cpuSeconds() - cpu };
}

const times = await work(JSON.parse(process.argv[2] ?? '{}') as ImportRequest);
console.log(JSON.stringify({ ...times, peak: process.resourceUsage().maxRSS * 1024 }));
process.exit();
