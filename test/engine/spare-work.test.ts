import { describe, expect, it } from 'vitest';
import { newId, type RunId } from '../../src/contract/ids.ts';
import type { Run } from '../../workers/engine/database.ts';
import { RunLane } from '../../workers/engine/run-lane.ts';

const id = (): RunId => newId<RunId>();
const later = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
const lane = (): RunLane => new RunLane(() => undefined, 5);

/** Waits until something is true. */
async function until(met: () => boolean): Promise<void> {
  while (!met()) await later(1);
}

/** Work in steps, which can be stopped between them; says what became of it. */
function inSteps(told: string[], steps: number): (run: Run) => Promise<void> {
  return async (run) => {
    told.push('begins');
    for (let step = 0; step < steps; step += 1) {
      await later(2);
      if (run.cancelled) told.push('gives way');
      run.check();
      run.report({ phase: 'computing', share: (step + 1) / steps });
    }
    told.push('ends');
  };
}

describe('spare work', () => {
  it('begins when nothing is asked for, and once', async () => {
    const all = lane();
    const told: string[] = [];
    const asked = all.enqueue(id(), () => later(20));
    all.spare.want(inSteps(told, 1));
    expect(told).toEqual([]);
    await asked;
    expect(told).toEqual([]);
    await until(() => told.includes('ends'));
    await all.enqueue(id(), () => Promise.resolve());
    await later(20);
    expect(told).toEqual(['begins', 'ends']);
  });

  it('gives way to a run before that begins, and begins again after it', async () => {
    const all = lane();
    const told: string[] = [];
    all.spare.want(inSteps(told, 50));
    await until(() => told.includes('begins'));
    await all.enqueue(id(), () => {
      told.push('run');
      return Promise.resolve();
    });
    expect(told).toEqual(['begins', 'gives way', 'run']);
    await until(() => told.length > 3);
    expect(told[3]).toBe('begins');
    all.spare.want(null);
  });

  it('is let end by a run that needs it, which is told how far it is', async () => {
    const shares: (number | null)[] = [];
    const all = new RunLane((event) => {
      if (event.kind === 'progress') shares.push(event.progress.share);
    }, 5);
    const told: string[] = [];
    all.spare.want(inSteps(told, 5));
    await until(() => told.includes('begins'));
    const needing = id();
    all.spare.neededBy(needing);
    await all.enqueue(needing, () => {
      told.push('run');
      return Promise.resolve();
    });
    expect(told).toEqual(['begins', 'ends', 'run']);
    expect(shares.length).toBeGreaterThan(0);
  });

  it('begins at once for a run that needs it', async () => {
    const all = new RunLane(() => undefined, 60_000);
    const told: string[] = [];
    all.spare.want(inSteps(told, 1));
    const needing = id();
    all.spare.neededBy(needing);
    await all.enqueue(needing, () => Promise.resolve());
    expect(told).toEqual(['begins', 'ends']);
  });

  it('does not hold up the cancelling of a run that waits for it', async () => {
    const all = lane();
    const told: string[] = [];
    all.spare.want(inSteps(told, 200));
    await until(() => told.includes('begins'));
    const needing = id();
    all.spare.neededBy(needing);
    const waiting = all.enqueue(needing, () => Promise.resolve());
    await later(5);
    await all.cancel(needing);
    expect(await waiting).toMatchObject({ ok: false, error: { code: 'engine.cancelled' } });
    expect(told).toEqual(['begins']);
    all.spare.want(null);
  });

  it('is not tried again when it has failed by itself', async () => {
    const all = lane();
    let tried = 0;
    all.spare.want(() => {
      tried += 1;
      return Promise.reject(new Error('fails'));
    });
    await until(() => tried > 0);
    await later(20);
    expect(tried).toBe(1);
  });
});
