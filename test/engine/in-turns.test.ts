import { expect, test } from 'vitest';
import type { RunId } from '../../src/contract/ids.ts';
import { Run } from '../../workers/engine/database.ts';
import { inTurns } from '../../workers/engine/in-turns.ts';

/** Work of so many milliseconds, in steps of two. */
function* working(milliseconds: number): Generator<number, string> {
  const began = performance.now();
  for (let now = began; now - began < milliseconds; now = performance.now()) {
    while (performance.now() - now < 2);
    yield Math.min(1, (now - began) / milliseconds);
  }
  return 'done';
}

test('long work tells how far it is, within its share of the run', async () => {
  const shares: (number | null)[] = [];
  const run = new Run('run' as RunId, ({ share }) => shares.push(share));
  expect(await inTurns(run, working(200), { from: 0.5, to: 1 })).toBe('done');
  expect(shares.length).toBeGreaterThan(1);
  expect(shares).toEqual([...shares].sort());
  expect(shares.every((share) => share !== null && share >= 0.5 && share <= 1)).toBe(true);
});

test('it is stopped between turns', async () => {
  const run = new Run('run' as RunId);
  const began = performance.now();
  const work = inTurns(run, working(60_000), { from: 0, to: 1 });
  setTimeout(() => void run.cancel());
  await expect(work).rejects.toMatchObject({ error: { code: 'engine.cancelled' } });
  expect(performance.now() - began).toBeLessThan(10_000);
});
