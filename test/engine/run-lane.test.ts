import { describe, expect, it } from 'vitest';
import type { EngineEvent } from '../../src/contract/engine-api.ts';
import { appError, AppFailure } from '../../src/contract/error.ts';
import { newId, type RunId } from '../../src/contract/ids.ts';
import { RunLane } from '../../workers/engine/run-lane.ts';

const id = (): RunId => newId<RunId>();
const later = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

describe('the run lane', () => {
  it('runs one after the other, in the order they came', async () => {
    const lane = new RunLane(() => undefined);
    const seen: string[] = [];
    await Promise.all([
      lane.enqueue(id(), async () => {
        seen.push('first begins');
        await later(20);
        seen.push('first ends');
      }),
      lane.enqueue(id(), () => {
        seen.push('second');
        return Promise.resolve();
      }),
    ]);
    expect(seen).toEqual(['first begins', 'first ends', 'second']);
  });

  it('goes on after a failure and hands it out as a value', async () => {
    const lane = new RunLane(() => undefined);
    const failed = lane.enqueue(id(), () => Promise.reject(new AppFailure(appError('gate.unknownRun', {}))));
    const fine = lane.enqueue(id(), () => Promise.resolve(7));
    expect(await failed).toEqual({ ok: false, error: { code: 'gate.unknownRun', params: {} } });
    expect(await fine).toEqual({ ok: true, value: 7 });
  });

  it('cancels what waits before it has begun', async () => {
    const lane = new RunLane(() => undefined);
    const waiting = id();
    let began = false;
    const first = lane.enqueue(id(), () => later(30));
    const second = lane.enqueue(waiting, () => {
      began = true;
      return Promise.resolve();
    });
    expect(await lane.cancel(waiting)).toBe(true);
    await first;
    expect(await second).toMatchObject({ ok: false, error: { code: 'engine.cancelled' } });
    expect(began).toBe(false);
  });

  it('interrupts the statement that runs', async () => {
    const lane = new RunLane(() => undefined);
    const running = id();
    const result = lane.enqueue(
      running,
      (run) =>
        new Promise((_, reject) => {
          run.interrupt = () => {
            reject(new Error('query was canceled'));
            return Promise.resolve();
          };
        }),
    );
    await later(5);
    expect(await lane.cancel(running)).toBe(true);
    expect(await result).toMatchObject({ ok: false, error: { code: 'engine.cancelled' } });
    expect(await lane.cancel(running)).toBe(false);
  });

  it('passes progress on, but not more often than a person can read', async () => {
    const events: EngineEvent[] = [];
    const lane = new RunLane((event) => events.push(event));
    const runId = id();
    await lane.enqueue(runId, (run) => {
      for (let share = 0; share < 1; share += 0.01) run.report({ phase: 'reading', share });
      run.report({ phase: 'customers', share: null });
      return Promise.resolve();
    });
    expect(events).toEqual([
      { kind: 'progress', runId, progress: { phase: 'reading', share: 0 } },
      { kind: 'progress', runId, progress: { phase: 'customers', share: null } },
    ]);
  });
});
