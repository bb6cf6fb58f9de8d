import { readFile } from 'node:fs/promises';
import type { SnapshotRequest, SnapshotTile } from '../../src/contract/snapshot.ts';
import { AuditLog } from '../../src/privacy/audit-log.ts';
import { parsePolicy } from '../../src/privacy/policy.ts';
import { DecisionLog } from '../../src/privacy/decision-log.ts';
import { DashboardDesk } from '../../workers/dashboard/dashboard-desk.ts';
import { computeHere } from '../../workers/engine/compute-here.ts';
import { RegisterDesk } from '../../workers/engine/register-desk.ts';
import { memoryShelf } from '../../workers/engine/register-shelf.ts';
import { SideStore } from '../../workers/tables/side-store.ts';
import { cpuSeconds } from './cpu-time.ts';
import { TILES } from './dashboard-tiles.ts';
import { loadApp } from './measure-app.ts';

/** A snapshot of eight tiles on a file of orders, in a process of its own. */
export interface SnapshotBenchRequest {
  readonly file: string;
}

/** The policy that a host has without setting one. */
const POLICY = new URL('../../public/policy.json', import.meta.url);

/** What was measured, milliseconds. */
export interface SnapshotTimes {
  /** With every tile computed from the orders. */
  readonly preview: number | null;
  /** The same with another purpose. */
  readonly again: number | null;
  /** What is previewed leaves: through the gate, into the register, drawn and written. */
  readonly build: number | null;
  /** The same three in processor time. */
  readonly cpu: readonly number[];
  readonly bytes: number;
  readonly failure?: string;
}

async function measure({ file }: SnapshotBenchRequest): Promise<SnapshotTimes> {
  const parsed = parsePolicy(JSON.parse(await readFile(POLICY, 'utf8')));
  if (!parsed.ok) throw new Error(parsed.error.code);
  const policy = parsed.value;
  const { recorder, run, loaded } = await loadApp(file, 'roles');
  const { database: db } = recorder;
  const register = new RegisterDesk(db, memoryShelf());
  const log = new DecisionLog();
  const desk = new DashboardDesk({
    db,
    compute: computeHere,
    audit: new AuditLog(),
    ground: () => ({ loaded, sides: new SideStore(db), synthetic: true, register, policy, log }),
    cells: () => Promise.reject(new RangeError('there are no cells')),
    viewer: () => Promise.resolve({ style: '', script: '', build: 'bench' }),
  });
  const { datasetId } = loaded;
  const prepare = { datasetId, dimensions: [], grain: 'month', days: null } as const;
  const tiles = TILES.map((question): SnapshotTile => {
    const { tile, measures } = question;
    const named = { tile, title: tile, note: '' };
    if (question.kind === 'figure') return { kind: 'figure', ...named, target: null, question };
    const { dimensions } = question;
    const view = dimensions.length > 1 ? 'cross' : 'measure';
    const params = { dimensions, measures };
    const tileRun = { datasetId, prepare, tile, selection: [], analysisId: 'metric', params };
    return { kind: 'analysis', ...named, run: tileRun, table: 'cells', view };
  });
  const request: SnapshotRequest = {
    datasetId,
    title: 'Bench',
    purpose: 'bench',
    prepare,
    selection: [],
    pages: [{ title: 'Page', tiles }],
    locale: 'en',
    theme: 'light',
    form: 'html',
    signed: false,
  };
  const cpu: number[] = [];
  const timed = async <T>(work: () => Promise<T>): Promise<{ readonly ms: number; readonly value: T }> => {
    const [started, before] = [performance.now(), cpuSeconds()];
    const value = await work();
    cpu.push((cpuSeconds() - before) * 1000);
    return { ms: performance.now() - started, value };
  };
  const preview = await timed(() => desk.previewSnapshot(run, { ...request, purpose: 'another' }));
  const again = await timed(() => desk.previewSnapshot(run, request));
  const { ms: build, value: left } = await timed(() => desk.releaseSnapshot(run, request));
  return {
    preview: preview.ms,
    again: again.ms,
    build,
    cpu,
    bytes: left.ok ? left.value.bytes.length : 0,
    ...(left.ok ? {} : { failure: left.error.code }),
  };
}

const request = JSON.parse(process.argv[2] ?? '{}') as SnapshotBenchRequest;
try {
  console.log(JSON.stringify(await measure(request)));
} catch (thrown) {
  const failure = thrown instanceof Error ? thrown.message : String(thrown);
  console.log(
    JSON.stringify({
      preview: null,
      again: null,
      build: null,
      cpu: [],
      bytes: 0,
      failure,
    } satisfies SnapshotTimes),
  );
}
process.exit();
