import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { LatestRun, SETTLE_MS } from '../../src/screens/analysis/latest-run.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe('the newest piece of work', () => {
  it('runs once for a burst of changes, with the last of them', async () => {
    const delivered: number[] = [];
    const begun: number[] = [];
    const latest = new LatestRun<number>((answer) => delivered.push(answer));
    for (let change = 1; change <= 5; change += 1) {
      latest.start(() => {
        begun.push(change);
        return Promise.resolve(change);
      });
      await vi.advanceTimersByTimeAsync(SETTLE_MS - 1);
    }
    await vi.advanceTimersByTimeAsync(1);
    expect(begun).toEqual([5]);
    expect(delivered).toEqual([5]);
  });

  it('stops what runs and drops its answer, even when it comes last', async () => {
    const delivered: string[] = [];
    const latest = new LatestRun<string>((answer) => delivered.push(answer));
    let finish: (answer: string) => void = () => undefined;
    const slow = new Promise<string>((settle) => (finish = settle));
    let stopped = false;
    latest.start((signal) => {
      signal.addEventListener('abort', () => (stopped = true));
      return slow;
    }, 0);
    latest.start(() => Promise.resolve('second'), 0);
    expect(stopped).toBe(true);
    await vi.runAllTimersAsync();
    finish('first');
    await vi.runAllTimersAsync();
    expect(delivered).toEqual(['second']);
  });

  it('delivers nothing after it has been stopped', async () => {
    const delivered: string[] = [];
    const latest = new LatestRun<string>((answer) => delivered.push(answer));
    latest.start(() => Promise.resolve('late'), 0);
    latest.stop();
    latest.start(() => Promise.resolve('waiting'));
    latest.stop();
    await vi.runAllTimersAsync();
    expect(delivered).toEqual([]);
  });
});
