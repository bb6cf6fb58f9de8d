import type { Highs } from 'highs';
import { describe, expect, it } from 'vitest';
import { loadSolver, solve, Unsolved } from '../../../src/privacy/disclosure/solver.ts';

const PROGRAMME = 'Minimize\n obj: x\nSubject To\n c: x >= 2\nEnd';

describe('the solver', () => {
  it('that breaks down counts as having no answer, and another one is loaded', async () => {
    const first = await loadSolver();
    const broken = {
      solve(): never {
        throw new WebAssembly.RuntimeError('unreachable');
      },
    } as unknown as Highs;
    expect(() => solve(broken, PROGRAMME)).toThrow(Unsolved);
    const second = await loadSolver();
    expect(second).not.toBe(first);
    expect(solve(second, PROGRAMME)).toEqual({ x: 2 });
  });

  it('that comes to no end counts as having no answer', () => {
    const endless = { solve: () => ({ Status: 'Time limit reached', Columns: {} }) } as unknown as Highs;
    expect(() => solve(endless, PROGRAMME)).toThrow(Unsolved);
  });
});
