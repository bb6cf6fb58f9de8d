import type { PreparedDashboard, Selection } from '../../src/contract/dashboard.ts';
import { CustomerDimensions } from '../../workers/dashboard/customer-dimensions.ts';
import { PreparedDashboards } from '../../workers/dashboard/prepared-dashboards.ts';
import { computeHere } from '../../workers/engine/compute-here.ts';
import { cpuSeconds } from './cpu-time.ts';
import { KNOWN, tileStatements } from './dashboard-sql.ts';
import { DIMENSIONS, filterChanges, TILES } from './dashboard-tiles.ts';
import { loadApp } from './measure-app.ts';
import { openNative } from './native.ts';
import { emptyFolder, leaveRecorded, readRecorded } from './recorded.ts';
import { replayImport, replayStatements, type RecordedImport } from './replay.ts';
import type { Statement } from './statements.ts';

/** One measurement of a dashboard on a file of orders, in a process of its own. */
export interface DashboardRequest {
  /** `app`: in the engine; `native`: the same tiles by plain SQL on native DuckDB, on the tables of the app. */
  readonly kind: 'app' | 'native';
  readonly file: string;
  /** Filter changes that are made, and which of them are asked of native DuckDB: each so-manieth. */
  readonly changes: number;
  readonly each: number;
  /** Folder in which the app leaves statements and selections for the other, and the slices of the file that they read. */
  readonly recorded: string;
}

/** What was measured, milliseconds. */
export interface DashboardTimes {
  /** From opening to all tiles, without and with what is prepared already. */
  readonly open: number | null;
  readonly reopen: number | null;
  /** From each filter change to the figures of all tiles. */
  readonly tiles: readonly number[];
  /** The same in processor time. */
  readonly cpu: readonly number[];
  readonly customers?: number;
  readonly cells?: number;
  readonly failure?: string;
}

interface Recorded {
  readonly import: RecordedImport;
  readonly prepare: readonly Statement[];
  readonly selections: readonly Selection[];
  readonly lastWhole: string;
}

/** The period that a figure is about without a condition. */
function lastWhole({ dimensions, lastIsIncomplete }: PreparedDashboard): string {
  return dimensions[0]?.values.at(lastIsIncomplete ? -2 : -1) ?? '';
}

async function app({ file, changes, recorded }: DashboardRequest): Promise<DashboardTimes> {
  await emptyFolder(recorded);
  const loaded = await loadApp(file, 'roles', recorded);
  const { recorder, run } = loaded;
  const { database: db } = recorder;
  const customers = new CustomerDimensions(db, computeHere);
  const desk = new PreparedDashboards(db, customers, () => loaded.loaded);
  const { datasetId } = loaded.loaded;
  const prepare = { datasetId, dimensions: DIMENSIONS, grain: 'month' as const, days: null };
  const figures = async (selection: Selection): Promise<void> => {
    await desk.figures(run, { datasetId, prepare, tiles: TILES, selection });
  };
  const timed = async (work: () => Promise<void>): Promise<number> => {
    const started = performance.now();
    await work();
    return performance.now() - started;
  };
  const open = await timed(() => figures([]));
  const reopen = await timed(() => figures([]));
  const prepared = await desk.prepare(run, prepare);
  const selections = filterChanges(prepared.dimensions, changes);
  const statements: Recorded = {
    import: loaded.imported,
    prepare: recorder.take(),
    selections,
    lastWhole: lastWhole(prepared),
  };
  await leaveRecorded(recorded, statements);
  const tiles: number[] = [];
  const cpu: number[] = [];
  for (const selection of selections) {
    const before = cpuSeconds();
    tiles.push(await timed(() => figures(selection)));
    cpu.push((cpuSeconds() - before) * 1000);
  }
  return { open, reopen, tiles, cpu, customers: prepared.customers, cells: prepared.cells };
}

async function natively({ file, each, recorded }: DashboardRequest): Promise<DashboardTimes> {
  const statements = (await readRecorded(recorded)) as Recorded;
  const native = await openNative();
  await replayImport(native, statements.import, file, recorded);
  await replayStatements(native, statements.prepare, file, recorded);
  await native.time(KNOWN.text);
  const tiles: number[] = [];
  const cpu: number[] = [];
  for (const selection of statements.selections.filter((_, index) => index % each === 0)) {
    const before = cpuSeconds();
    let seconds = 0;
    for (const tile of TILES) {
      for (const { text } of tileStatements(tile, selection, statements.lastWhole)) {
        seconds += await native.time(text);
      }
    }
    tiles.push(seconds * 1000);
    cpu.push((cpuSeconds() - before) * 1000);
  }
  return { open: null, reopen: null, tiles, cpu };
}

const request = JSON.parse(process.argv[2] ?? '{}') as DashboardRequest;
try {
  console.log(JSON.stringify(await (request.kind === 'app' ? app(request) : natively(request))));
} catch (thrown) {
  const failure = thrown instanceof Error ? thrown.message : String(thrown);
  const failed: DashboardTimes = { open: null, reopen: null, tiles: [], cpu: [], failure };
  console.log(JSON.stringify(failed));
}
process.exit();
