import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { AppFailure } from '../../../src/contract/error.ts';
import type { DeidentifyOutcome, PrivacyModel } from '../../../src/contract/records.ts';
import { recodeLocally } from '../../../src/privacy/deidentify/local-recoding.ts';
import { isAtOrBelow } from '../../../src/privacy/deidentify/lattice.ts';
import { SUPPRESSED } from '../../../src/privacy/deidentify/recoding.ts';
import type { SearchProblem } from '../../../src/privacy/deidentify/search-problem.ts';
import { solve } from '../../../src/privacy/deidentify/solve.ts';
import { allNodes, meets, plainClasses, plainLoss } from './exhaustive.ts';
import { codedHierarchy, MODELS, problems } from './random-problems.ts';

const models = Object.values(MODELS).flat();

function asked(
  problem: Omit<SearchProblem, 'models'>,
  wanted: readonly PrivacyModel[],
  limit: number,
): SearchProblem {
  const records = problem.tuples.counts.reduce((sum, count) => sum + count, 0);
  return { ...problem, models: wanted, suppressible: Math.floor(records * limit) };
}

function columnsOf({ bounds }: SearchProblem): string[] {
  return bounds.map((_, place) => `q${place}`);
}

function solved(problem: SearchProblem, method: 'lattice' | 'local' = 'lattice', timeBudgetMs = 60_000) {
  const told: DeidentifyOutcome[] = [];
  const request = { problem, columns: columnsOf(problem), method, timeBudgetMs, alternatives: true };
  try {
    const { outcome, recoding } = solve(request, (_, soFar) => {
      if (soFar !== undefined) told.push(soFar);
    });
    return { outcome, recoding, told, failure: null };
  } catch (thrown) {
    if (!(thrown instanceof AppFailure)) throw thrown;
    return { outcome: null, recoding: null, told, failure: thrown.error };
  }
}

/** A table of one attribute with four values, three records each. */
const plain: Omit<SearchProblem, 'models'> = {
  tuples: { quasi: [Int32Array.of(0, 1, 2, 3)], sensitive: [], counts: Float64Array.of(3, 3, 3, 3) },
  population: null,
  hierarchies: [codedHierarchy(4, [2])],
  sensitive: [],
  bounds: [{ from: 0, to: 2 }],
  suppressible: 0,
  metric: 'loss',
  aggregate: 'geometric',
};

describe('what a search is answered with', () => {
  test('minimal solutions have no solution below them, and all of them are found', () => {
    fc.assert(
      fc.property(problems, fc.constantFrom(...models), fc.constantFrom(0, 0.2), (problem, model, limit) => {
        const wanted = asked(problem, [model], limit);
        const { outcome } = solved(wanted);
        const solutions = allNodes(wanted).filter((levels) => plainLoss(wanted, levels) !== null);
        const minimal = solutions.filter(
          (levels) => !solutions.some((below) => below !== levels && isAtOrBelow(below, levels)),
        );
        const found = (outcome?.minimal ?? []).map(({ levels }) => Object.values(levels).join());
        if (minimal.length <= 10)
          expect(found.toSorted()).toEqual(minimal.map((levels) => levels.join()).sort());
        else expect(minimal.map((levels) => levels.join())).toEqual(expect.arrayContaining(found));
      }),
      { numRuns: 60 },
    );
  });

  test('the frontier begins with the best and trades loss for risk from there', () => {
    fc.assert(
      fc.property(problems, (problem) => {
        const { outcome } = solved(asked(problem, MODELS.kAnonymity, 0.2));
        const frontier = outcome?.frontier ?? [];
        expect(frontier[0]?.loss).toBe(outcome?.best.loss);
        for (const [place, node] of frontier.entries()) {
          const next = frontier[place + 1];
          if (next === undefined) continue;
          expect(next.loss).toBeGreaterThanOrEqual(node.loss);
          expect(next.highestRisk).toBeLessThan(node.highestRisk);
        }
      }),
      { numRuns: 30 },
    );
  });

  test('reasons: shares of the loss sum to one, and giving something up never costs', () => {
    fc.assert(
      fc.property(problems, (problem) => {
        const wanted = asked(problem, [...MODELS.kAnonymity, ...MODELS.distinctLDiversity], 0.3);
        const { outcome } = solved(wanted);
        if (outcome === null) return;
        const shares = outcome.explanation.flatMap((each) =>
          each.kind === 'attribute' ? [each.lossShare] : [],
        );
        expect(shares).toHaveLength(columnsOf(wanted).length);
        if (outcome.best.loss > 0) expect(shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 9);
        for (const each of outcome.explanation) {
          if (each.kind === 'withoutModel') expect(each.loss).toBeLessThanOrEqual(outcome.best.loss + 1e-9);
        }
      }),
      { numRuns: 40 },
    );
  });

  test('the best so far is told on the way and only gets better', () => {
    const { told, outcome } = solved(asked(plain, [{ model: 'kAnonymity', k: 5 }], 0));
    const losses = told.map(({ best }) => best?.loss ?? Number.NaN);
    expect(losses.length).toBeGreaterThan(0);
    expect(losses).toEqual(losses.toSorted((a, b) => b - a));
    expect(losses.at(-1)).toBe(outcome?.best.loss);
    expect(outcome).toMatchObject({
      complete: true,
      latticeSize: 3,
      best: { levels: { q0: 1 }, smallestClass: 6 },
    });
  });

  test('when the time is up the best so far is the answer, and it says so', () => {
    const { outcome } = solved(asked(plain, [{ model: 'kAnonymity', k: 5 }], 0), 'lattice', 0);
    expect(outcome).toMatchObject({ complete: false, best: { smallestClass: 6 } });
  });

  test('no solution and an empty release are refused', () => {
    expect(solved(asked(plain, [{ model: 'kAnonymity', k: 13 }], 0)).failure).toEqual({
      code: 'deidentify.noSolution',
      params: { models: '13-anonymity' },
    });
    expect(solved(asked(plain, [{ model: 'kAnonymity', k: 13 }], 1)).failure).toEqual({
      code: 'deidentify.emptyRelease',
      params: { records: 12 },
    });
  });
});

describe('local recoding', () => {
  test('meets every model in each class, keeps to the limit, and suppresses no more than the generalisation', () => {
    fc.assert(
      fc.property(problems, fc.constantFrom(...models), fc.constantFrom(0, 0.2), (problem, model, limit) => {
        const wanted = asked(problem, [model], limit);
        const { outcome, recoding } = solved(wanted);
        if (outcome === null) return;
        const local = recodeLocally(wanted, Object.values(outcome.best.levels), () => false);
        const { nodes, nodeOf } = local.recoding;
        expect(local.suppressed).toBeLessThanOrEqual(wanted.suppressible);
        expect(local.suppressed).toBeLessThanOrEqual(recoding.suppressed);
        for (const [node, levels] of nodes.entries()) {
          const counts = wanted.tuples.counts.map((count, tuple) => (nodeOf[tuple] === node ? count : 0));
          const population =
            wanted.population?.map((count, tuple) => (nodeOf[tuple] === node ? count : 0)) ?? null;
          const part = { ...wanted, tuples: { ...wanted.tuples, counts }, population };
          const classes = plainClasses(part, levels).filter(({ records }) => records > 0);
          expect(classes.length).toBeGreaterThan(0);
          for (const each of classes) expect(meets(each, model, wanted)).toBe(true);
        }
        const kept = wanted.tuples.counts.reduce(
          (sum, count, tuple) => (nodeOf[tuple] === SUPPRESSED ? sum : sum + count),
          0,
        );
        expect(kept + local.suppressed).toBe(wanted.tuples.counts.reduce((sum, count) => sum + count, 0));
      }),
      { numRuns: 80 },
    );
  });
});
