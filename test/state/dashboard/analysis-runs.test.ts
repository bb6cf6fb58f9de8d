import { describe, expect, test } from 'vitest';
import { appError } from '../../../src/contract/error.ts';
import type { DatasetId } from '../../../src/contract/ids.ts';
import type { TileId } from '../../../src/dashboard/dashboard.ts';
import { AnalysisRuns, type AnalysisWanted } from '../../../src/state/dashboard/analysis-runs.ts';
import { FakeDashboardEngine, outcomeOf, passOn } from './fake-dashboard-engine.ts';

const A = 'a' as TileId;
const B = 'b' as TileId;

function wanted(id: TileId, version: string, analysisId = 'rfm'): AnalysisWanted {
  const prepare = { datasetId: 'd' as DatasetId, dimensions: [], grain: 'month', days: null } as const;
  const run = { datasetId: prepare.datasetId, prepare, tile: id, selection: [], analysisId, params: {} };
  return { id, run, version: `${id} ${analysisId} ${version}` };
}

function open() {
  const engine = new FakeDashboardEngine();
  const runs = new AnalysisRuns(engine, () => undefined);
  const done = (ms: number) => {
    const { last } = engine.runs;
    return last.answer(outcomeOf(last.request, ms));
  };
  return { engine, runs, done, status: (id: TileId) => runs.state(id).status };
}

describe('analyses of tiles', () => {
  test('wait while figures are asked for, then run one after the other', async () => {
    const { engine, runs, done, status } = open();
    runs.set([wanted(A, '1'), wanted(B, '1')]);
    expect(engine.runs.all).toHaveLength(0);
    runs.hold(false);
    expect([status(A), status(B)]).toEqual(['running', 'queued']);
    await done(10);
    expect([status(A), status(B)]).toEqual(['done', 'running']);
    await done(10);
    expect(engine.runs.all).toHaveLength(2);
  });

  test('cheap ones follow the selection, dear ones go stale and wait for the user', async () => {
    const { engine, runs, done, status } = open();
    runs.hold(false);
    runs.set([wanted(A, '1'), wanted(B, '1')]);
    await done(20);
    await done(4000);
    runs.set([wanted(A, '2'), wanted(B, '2')]);
    expect([status(A), status(B)]).toEqual(['running', 'stale']);
    expect(runs.state(B).outcome).not.toBeNull();
    await done(20);
    expect(runs.stale).toEqual([B]);
    runs.ask(runs.stale);
    expect(status(B)).toBe('running');
    await done(4000);
    expect(engine.runs.all).toHaveLength(4);
    expect(status(B)).toBe('done');
  });

  test('fits of models wait before their first run', () => {
    const { runs, status } = open();
    runs.hold(false);
    runs.set([wanted(A, '1', 'clv')]);
    expect(status(A)).toBe('stale');
    runs.ask([A]);
    expect(status(A)).toBe('running');
  });

  test('a run for another selection is stopped, and the newest one begun', async () => {
    const { engine, runs, done, status } = open();
    runs.hold(false);
    runs.set([wanted(A, '1')]);
    const first = engine.runs.last;
    runs.set([wanted(A, '2')]);
    expect(first.aborted()).toBe(true);
    await passOn();
    expect(engine.runs.all).toHaveLength(2);
    await done(10);
    expect(status(A)).toBe('done');
  });

  test('going back to what was computed last runs nothing', async () => {
    const { engine, runs, done, status } = open();
    runs.hold(false);
    runs.set([wanted(A, '1')]);
    await done(10);
    runs.set([wanted(B, '1')]);
    await done(10);
    runs.set([wanted(A, '1')]);
    expect(status(A)).toBe('done');
    expect(engine.runs.all).toHaveLength(2);
  });

  test('one that is stopped waits for the user; a failure says why until it is asked for again', async () => {
    const { engine, runs, done, status } = open();
    runs.hold(false);
    runs.set([wanted(A, '1')]);
    runs.stop();
    await passOn();
    expect(status(A)).toBe('stale');
    runs.ask([A]);
    await engine.runs.last.refuse(appError('analysis.noCustomers', {}));
    expect(runs.state(A).error?.code).toBe('analysis.noCustomers');
    runs.ask([A]);
    await done(10);
    expect(status(A)).toBe('done');
  });

  test('results of other data are forgotten', async () => {
    const { runs, done, status } = open();
    runs.hold(false);
    runs.set([wanted(A, '1')]);
    await done(10);
    runs.forget();
    runs.set([wanted(A, '1')]);
    expect(status(A)).toBe('running');
  });
});
