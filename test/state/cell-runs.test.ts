import { describe, expect, test } from 'vitest';
import { appError } from '../../src/contract/error.ts';
import type { CellId } from '../../src/contract/ids.ts';
import type { Cell } from '../../src/document/cell.ts';
import { CellRuns, type WholeState } from '../../src/state/notebook/cell-runs.ts';
import {
  analysisCell,
  chartCell,
  DATASET,
  FakeNotebookEngine,
  inputCell,
  passOn,
  sqlCell,
} from './fake-notebook-engine.ts';

function open(cells: readonly Cell[], loaded = true) {
  const engine = new FakeNotebookEngine();
  const told: CellId[][] = [];
  let whole: WholeState = { queue: [], staleCount: 0, catalog: [] };
  const runs = new CellRuns(engine, {
    onStates: (states) => told.push([...states.keys()]),
    onWhole: (now) => {
      whole = now;
    },
  });
  runs.setCells(cells);
  if (loaded) runs.setGround({ datasetId: DATASET, token: '1' }, false);
  const status = (name: string) => runs.state(name as CellId).status;
  const error = (name: string) => runs.state(name as CellId).error?.code ?? null;
  return { engine, runs, told, status, error, whole: () => whole };
}

const top = inputCell('top', { type: 'number', value: 5 });
const best = sqlCell('best', 'SELECT * FROM orders LIMIT $top');
const chart = chartCell('chart', 'best');

describe('the cells of a notebook', () => {
  test('run by themselves once data are there, each after what it reads', async () => {
    const { engine, runs, status, error, whole } = open([chart, best, top], false);
    expect(engine.runs).toHaveLength(0);
    expect([status('best'), error('best')]).toEqual(['blocked', 'cell.noData']);
    runs.setGround({ datasetId: DATASET, token: '1' }, false);
    expect([status('best'), status('chart')]).toEqual(['running', 'queued']);
    await engine.settle();
    expect(engine.begun).toEqual(['best', 'chart']);
    expect(engine.runs[0]?.request).toMatchObject({ inputs: { top: { type: 'number', value: 5 } } });
    expect([status('best'), status('chart'), status('top')]).toEqual(['done', 'done', 'idle']);
    expect(runs.state('best' as CellId)).toMatchObject({
      reads: ['top'],
      readBy: ['chart'],
      readNames: ['orders', '$top'],
    });
    expect(whole().catalog.map(({ name }) => name)).toContain('orders');
  });

  test('an input runs what reads it, and only those states are told', async () => {
    const other = sqlCell('other', 'SELECT 1');
    const { engine, runs, told } = open([top, best, chart, other]);
    await engine.settle();
    engine.runs.length = 0;
    told.length = 0;
    runs.setCells([{ ...top, value: { type: 'number', value: 9 } }, best, chart, other]);
    await engine.settle();
    expect(engine.begun).toEqual(['best', 'chart']);
    expect(new Set(told.flat())).toEqual(new Set(['best', 'chart']));
  });

  test('an input may be a parameter of an analysis', async () => {
    const { engine } = open([top, analysisCell('rfm', { bins: { input: 'TOP' } })]);
    await passOn();
    expect(engine.last.request).toMatchObject({ kind: 'analysis', analysisId: 'rfm', params: { bins: 5 } });
  });

  test('another analysis in a cell has no result yet, wherever its run was, and undoing brings the old one back', async () => {
    const rfm = analysisCell('rfm');
    const clv = { ...rfm, name: 'clv', analysis: 'clv' };
    for (const ended of [true, false]) {
      const { engine, runs, status, whole } = open([rfm]);
      await (ended ? engine.settle() : passOn());
      runs.setCells([clv]);
      await passOn();
      expect([status('rfm'), runs.state(rfm.id).outcome, whole().staleCount]).toEqual(['idle', null, 1]);
      expect(whole().catalog.map(({ name }) => name)).toEqual(['orders']);
      runs.setCells([rfm]);
      await engine.settle();
      expect([status('rfm'), engine.begun.length]).toEqual(['done', ended ? 1 : 2]);
      expect(whole().catalog.map(({ name }) => name)).toContain('rfm.found');
    }
  });

  test('a dear analysis that was asked for once is done, though another ran in its cell when it was chosen', async () => {
    const rfm = analysisCell('rfm');
    const clv = { ...rfm, name: 'clv', analysis: 'clv' };
    const { engine, runs, status } = open([rfm]);
    await passOn();
    runs.setCells([clv]);
    runs.askHeld();
    await engine.settle(3000);
    expect(engine.last.request).toMatchObject({ name: 'clv', analysisId: 'clv' });
    expect(status('rfm')).toBe('done');
  });

  test('one that took a second or more waits for the user the next time', async () => {
    const { engine, runs, status, whole } = open([top, best, chart]);
    await passOn();
    await engine.last.done(1500);
    await engine.settle();
    engine.runs.length = 0;
    runs.setCells([{ ...top, value: { type: 'number', value: 9 } }, best, chart]);
    await passOn();
    expect(engine.runs).toHaveLength(0);
    expect([status('best'), status('chart'), whole().staleCount]).toEqual(['stale', 'stale', 2]);
    runs.askHeld();
    await engine.settle();
    expect([status('best'), status('chart'), whole().staleCount]).toEqual(['done', 'done', 0]);
  });

  test('a failing one blocks its readers, keeps their results and leaves the others', async () => {
    const { engine, runs, status, error } = open([top, best, chart, sqlCell('other', 'SELECT 1')]);
    await engine.settle();
    runs.setCells([
      { ...top, value: { type: 'number', value: 9 } },
      best,
      chart,
      sqlCell('other', 'SELECT 2'),
    ]);
    await passOn();
    await engine.last.fail();
    await engine.settle();
    expect([status('best'), status('chart'), status('other')]).toEqual(['error', 'blocked', 'done']);
    expect([error('best'), error('chart')]).toEqual(['engine.query', 'cell.upstream']);
    expect(runs.state('chart' as CellId).outcome).not.toBeNull();
  });

  test('SQL that the guard refuses fails at its place without a run', () => {
    const { engine, runs, status } = open([sqlCell('bad', 'DROP TABLE orders')]);
    expect([status('bad'), engine.runs.length]).toEqual(['error', 0]);
    expect(runs.state('bad' as CellId).error).toEqual(
      appError('sql.notSelect', { word: 'DROP', from: 0, to: 4 }),
    );
  });

  test('a run is stopped at once, and its state says so before the engine answers', async () => {
    const { engine, runs, status } = open([best, top]);
    await passOn();
    runs.stop('best' as CellId);
    expect(status('best')).toBe('idle');
    expect(engine.last.control?.signal?.aborted).toBe(true);
    await passOn();
    expect(engine.begun).toEqual(['best']);
  });

  test('editing aborts the run of the old text; its result never shows', async () => {
    const { engine, runs, status } = open([sqlCell('a', 'SELECT 1')]);
    await passOn();
    runs.setCells([sqlCell('a', 'SELECT 2')]);
    await passOn();
    expect(engine.runs.map(({ request }) => request.kind === 'sql' && request.sql)).toEqual([
      'SELECT 1',
      'SELECT 2',
    ]);
    expect(status('a')).toBe('running');
    await engine.runs[1]?.done();
    expect(status('a')).toBe('done');
  });

  test('an engine that starts again brings back what was there, dear or not, and what was under way', async () => {
    const { engine, runs } = open([top, best, chart]);
    await engine.last.done(1500);
    await engine.last.fail(appError('engine.crashed', {}));
    engine.runs.length = 0;
    runs.setGround({ datasetId: DATASET, token: '2' }, true);
    await engine.settle();
    expect(engine.begun).toEqual(['best', 'chart']);
  });

  test('a cell by which the engine dies again and again is left alone, the others are not', async () => {
    const { engine, runs, status, error } = open([sqlCell('bomb', 'SELECT 1'), sqlCell('other', 'SELECT 2')]);
    for (const token of ['2', '3']) {
      expect(engine.last.request.cell).toBe('bomb');
      await engine.last.fail(appError('engine.crashed', {}));
      runs.setGround({ datasetId: DATASET, token }, true);
      await passOn();
    }
    await engine.settle();
    expect([status('bomb'), error('bomb'), status('other')]).toEqual(['error', 'engine.crashed', 'done']);
    runs.ask(['bomb' as CellId], true);
    await engine.settle();
    expect(status('bomb')).toBe('done');
  });

  test('other data run what is cheap and leave what is dear', async () => {
    const { engine, runs, status } = open([best, top, sqlCell('slow', 'SELECT 1')]);
    await engine.last.done(1);
    await engine.last.done(2000);
    runs.setGround({ datasetId: DATASET, token: '2' }, false);
    await engine.settle();
    expect([status('best'), status('slow')]).toEqual(['done', 'stale']);
  });

  test('a cell that is gone is dropped from the engine', async () => {
    const { engine, runs } = open([best, top]);
    await engine.settle();
    runs.setCells([top]);
    expect(engine.dropped).toEqual(['best']);
  });

  test('200 cells open and follow an edit within a few milliseconds', async () => {
    const cells = Array.from({ length: 200 }, (_, at) =>
      sqlCell(`c${at}`, at === 0 ? 'SELECT * FROM orders' : `SELECT * FROM c${at - 1} JOIN orders USING (x)`),
    );
    const began = performance.now();
    const { runs } = open(cells);
    expect(performance.now() - began).toBeLessThan(500);
    const edited = performance.now();
    for (let round = 0; round < 10; round++) {
      runs.setCells(cells.with(100, sqlCell('c100', `SELECT ${round}`)));
    }
    expect((performance.now() - edited) / 10).toBeLessThan(50);
    await passOn();
  });
});
