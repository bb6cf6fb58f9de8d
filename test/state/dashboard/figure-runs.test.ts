import { describe, expect, test } from 'vitest';
import type { PreparedDashboard, Selection, TileQuestion } from '../../../src/contract/dashboard.ts';
import { appError } from '../../../src/contract/error.ts';
import type { DatasetId } from '../../../src/contract/ids.ts';
import { FigureRuns, type FiguresWanted } from '../../../src/state/dashboard/figure-runs.ts';
import { FakeDashboardEngine, passOn, PREPARED } from './fake-dashboard-engine.ts';

const QUESTIONS: readonly TileQuestion[] = [
  { kind: 'groups', tile: 'a', dimensions: ['country'], measures: ['revenue'] },
  { kind: 'figure', tile: 'b', measures: ['orders'], window: null },
];

function country(...values: readonly string[]): Selection {
  return values.length === 0 ? [] : [{ dimension: 'country', op: 'in', values }];
}

function wanted(selection: Selection, patch: Partial<FiguresWanted> = {}): FiguresWanted {
  return {
    prepare: { datasetId: 'd' as DatasetId, dimensions: ['country'], grain: 'month', days: null },
    ground: '1',
    view: () => ({ questions: QUESTIONS, selection }),
    ...patch,
  };
}

function open() {
  const engine = new FakeDashboardEngine();
  const told: string[] = [];
  const prepared: (PreparedDashboard | null)[] = [];
  const runs = new FigureRuns(engine, {
    onPrepared: (result) => {
      prepared.push(result?.ok === true ? result.value : null);
      if (result?.ok === false) told.push(`not prepared: ${result.error.code}`);
    },
    onFigures: ({ selection }) => told.push(JSON.stringify(selection)),
    onEveryone: ({ population }) => told.push(`everyone: ${population?.customers ?? 0}`),
    onFailed: ({ code }) => told.push(code),
    onBusy: () => undefined,
  });
  return { engine, runs, told, prepared };
}

async function openPrepared(selection: Selection = []) {
  const opened = open();
  opened.runs.ask(wanted(selection));
  await opened.engine.prepares.last.answer(PREPARED);
  await opened.engine.answerFigures();
  return opened;
}

describe('figures of a page', () => {
  test('are prepared once, then asked for', async () => {
    const { engine, runs, told } = await openPrepared();
    expect(told).toEqual(['everyone: 100', '[]']);
    runs.ask(wanted(country('DE')));
    await engine.answerFigures();
    expect(engine.prepares.all).toHaveLength(1);
    expect(told.at(-1)).toBe(JSON.stringify(country('DE')));
  });

  test('of everyone are asked for once, after those under the selection', async () => {
    const { engine, told } = await openPrepared(country('DE'));
    expect(told).toEqual([JSON.stringify(country('DE'))]);
    expect(engine.asked.last.request.selection).toEqual([]);
    await engine.answerFigures();
    expect(told.at(-1)).toBe('everyone: 100');
    const asked = engine.asked.all.length;
    await passOn();
    expect(engine.asked.all).toHaveLength(asked);
  });

  test('a click stops what is under way for an older selection, whose answer is not shown', async () => {
    const { engine, runs, told } = await openPrepared();
    runs.ask(wanted(country('DE')));
    const older = engine.asked.last;
    runs.ask(wanted(country('FR')));
    expect(older.aborted()).toBe(true);
    await passOn();
    await engine.answerFigures();
    expect(told.slice(2)).toEqual([JSON.stringify(country('FR'))]);
  });

  test('a brush lets the call under way end, and asks for the newest stretch then: one call at a time', async () => {
    const { engine, runs, told } = await openPrepared();
    const before = engine.asked.all.length;
    for (const value of ['DE', 'FR', 'IT', 'ES']) runs.ask(wanted(country(value)), true);
    expect(engine.asked.all.length - before).toBe(1);
    await engine.answerFigures();
    expect(engine.asked.all.length - before).toBe(2);
    await engine.answerFigures();
    expect(told.slice(2)).toEqual([JSON.stringify(country('DE')), JSON.stringify(country('ES'))]);
  });

  test('are prepared again for other data, another engine and other terms; what came late is dropped', async () => {
    const { engine, runs, told } = await openPrepared();
    runs.ask(wanted(country('DE')));
    const late = engine.asked.last;
    runs.ask(wanted(country('DE'), { ground: '2' }));
    await late.refuse(appError('engine.crashed', {}));
    expect(engine.prepares.all).toHaveLength(2);
    await engine.prepares.last.answer(PREPARED);
    await engine.answerFigures();
    expect(told.at(-1)).toBe(JSON.stringify(country('DE')));
    runs.ask(
      wanted([], {
        ground: '2',
        prepare: { datasetId: 'd' as DatasetId, dimensions: ['country'], grain: 'week', days: null },
      }),
    );
    await passOn();
    expect(engine.prepares.all).toHaveLength(3);
  });

  test('a failure is told once and not tried again by itself', async () => {
    const { engine, runs, told } = await openPrepared();
    runs.ask(wanted(country('DE')));
    await engine.asked.last.refuse();
    await passOn();
    expect(told.at(-1)).toBe('engine.crashed');
    const asked = engine.asked.all.length;
    expect(engine.asked.all).toHaveLength(asked);
    runs.ask(wanted(country('DE')));
    await engine.answerFigures();
    expect(told.at(-1)).toBe(JSON.stringify(country('DE')));
  });

  test('what cannot be prepared is told', async () => {
    const { engine, runs, told } = open();
    runs.ask(wanted([]));
    await engine.prepares.last.refuse(appError('analysis.noCustomers', {}));
    expect(told).toEqual(['not prepared: analysis.noCustomers']);
    expect(engine.prepares.all).toHaveLength(1);
  });

  test('nothing is told after it is closed', async () => {
    const { engine, runs, told } = await openPrepared();
    runs.ask(wanted(country('DE')));
    runs.close();
    await passOn();
    expect(engine.asked.last.aborted()).toBe(true);
    expect(told).toHaveLength(2);
  });
});
