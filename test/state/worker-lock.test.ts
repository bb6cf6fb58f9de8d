import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { whenReleased } from '../../src/contract/worker-lock.ts';

/** Locks of one name each, as the browser keeps them. */
function fakeLocks() {
  const held = new Set<string>();
  const waiting: [string, () => void][] = [];
  return {
    take: (name: string) => held.add(name),
    release(name: string) {
      held.delete(name);
      for (const [wanted, grant] of waiting) if (wanted === name) grant();
    },
    query: () => Promise.resolve({ held: [...held].map((name) => ({ name })) }),
    request: (name: string, work: () => void) =>
      new Promise<void>((resolve) => {
        const grant = () => {
          work();
          resolve();
        };
        if (held.has(name)) waiting.push([name, grant]);
        else grant();
      }),
  };
}

describe('the death of a worker', () => {
  let locks: ReturnType<typeof fakeLocks>;
  beforeEach(() => {
    vi.useFakeTimers();
    locks = fakeLocks();
    vi.stubGlobal('navigator', { locks });
  });
  afterEach(() => {
    vi.useRealTimers();
    vi.unstubAllGlobals();
  });

  /** Waits for a lock to be released, and tells whether it was. */
  function watch(looks: number): () => boolean {
    let released = false;
    void whenReleased('lock', looks).then(() => {
      released = true;
    });
    return () => released;
  }

  test('is noticed when its lock is released, however long it took to take it and lived', async () => {
    const died = watch(100);
    await vi.advanceTimersByTimeAsync(1500);
    locks.take('lock');
    await vi.advanceTimersByTimeAsync(3_600_000);
    expect(died()).toBe(false);
    locks.release('lock');
    await vi.advanceTimersByTimeAsync(0);
    expect(died()).toBe(true);
  });

  test('is noticed when it took its lock and died between two looks', async () => {
    const died = watch(100);
    await vi.advanceTimersByTimeAsync(5);
    locks.take('lock');
    locks.release('lock');
    await vi.advanceTimersByTimeAsync(1900);
    expect(died()).toBe(false);
    await vi.advanceTimersByTimeAsync(200);
    expect(died()).toBe(true);
  });

  test('is noticed at once when it is known to have taken its lock', async () => {
    const died = watch(0);
    await vi.advanceTimersByTimeAsync(0);
    expect(died()).toBe(true);
  });
});
