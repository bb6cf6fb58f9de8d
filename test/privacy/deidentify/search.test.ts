import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { PrivacyModel, UtilityMetric } from '../../../src/contract/records.ts';
import { classConditions } from '../../../src/privacy/deidentify/class-conditions.ts';
import { ClassRollUp } from '../../../src/privacy/deidentify/class-roll-up.ts';
import { failedNodes } from '../../../src/privacy/deidentify/failed-nodes.ts';
import { FlashSearch } from '../../../src/privacy/deidentify/flash-search.ts';
import { isAtOrBelow, Lattice } from '../../../src/privacy/deidentify/lattice.ts';
import { NodeChecker } from '../../../src/privacy/deidentify/node-checker.ts';
import type { SearchProblem } from '../../../src/privacy/deidentify/search-problem.ts';
import { allNodes, leastLoss, plainClasses } from './exhaustive.ts';
import { codedHierarchy, MODELS, problems } from './random-problems.ts';

const models = Object.values(MODELS).flat();
const limits = fc.constantFrom(0, 0.1, 0.4, 1);

function nameOf(model: PrivacyModel): string {
  return [model.model, ...Object.values(model).slice(1)].join(' ');
}

function withModels(
  problem: Omit<SearchProblem, 'models'>,
  wanted: readonly PrivacyModel[],
  limit: number,
): SearchProblem {
  const records = problem.tuples.counts.reduce((sum, count) => sum + count, 0);
  return { ...problem, models: wanted, suppressible: Math.floor(records * limit) };
}

function search(problem: SearchProblem) {
  const checker = new NodeChecker(problem);
  return { checker, ...new FlashSearch(checker, { late: () => false, onBetter: () => undefined }).run() };
}

function expectLeast(problem: SearchProblem): void {
  const { best, complete } = search(problem);
  const least = leastLoss(problem);
  expect(complete).toBe(true);
  if (least === null) expect(best).toBeNull();
  else expect(best?.loss).toBeCloseTo(least, 10);
}

describe('the search finds what looking at every node finds', () => {
  test.each(models.map((model) => [nameOf(model), model] as const))('under %s', (_, model) => {
    fc.assert(
      fc.property(problems, limits, (problem, limit) => {
        expectLeast(withModels(problem, [model], limit));
      }),
      { numRuns: 25 },
    );
  });

  test('under several models at once, with either aggregate and within bounds', () => {
    const some = fc.subarray(models, { minLength: 2, maxLength: 3 });
    const aggregate = fc.constantFrom<'geometric' | 'arithmetic'>('geometric', 'arithmetic');
    fc.assert(
      fc.property(problems, some, limits, aggregate, fc.nat(), (problem, wanted, limit, way, seed) => {
        const bounds = problem.bounds.map(({ to }, place) => {
          const from = (seed >> place) % (to + 1);
          return { from, to: place % 2 === 0 ? to : from };
        });
        expectLeast({ ...withModels(problem, wanted, limit), aggregate: way, bounds });
      }),
      { numRuns: 60 },
    );
  });

  test.each<UtilityMetric>([
    'discernibility',
    'averageClassSize',
    'precision',
    'nonUniformEntropy',
    'ambiguity',
    'kullbackLeibler',
    'height',
  ])('by %s', (metric) => {
    fc.assert(
      fc.property(problems, fc.constantFrom(...models), limits, (problem, model, limit) => {
        const asked = { ...withModels(problem, [model], limit), metric };
        const every = new NodeChecker(asked);
        const losses = allNodes(asked).flatMap((levels) => every.check(levels).solution?.loss ?? []);
        const { best } = search(asked);
        if (losses.length === 0) expect(best).toBeNull();
        else expect(best?.loss).toBeCloseTo(Math.min(...losses), 8);
      }),
      { numRuns: 25 },
    );
  });
});

describe('what is concluded of nodes that are not looked at', () => {
  test.each(models.map((model) => [nameOf(model), model] as const))(
    'merging classes keeps %s as the condition says',
    (_, model) => {
      fc.assert(
        fc.property(problems, (problem) => {
          const asked = withModels(problem, [model], 0);
          for (const { keptBy, holds } of classConditions([model], asked.sensitive)) {
            if (keptBy === 'none') continue;
            const classes = plainClasses(
              asked,
              asked.bounds.map(() => 0),
            );
            const [first, second] = [classes[0], classes[1]];
            if (first === undefined || second === undefined) continue;
            const merged = {
              records: first.records + second.records,
              population: first.population + second.population,
              counts: first.counts.map((count, code) => count + (second.counts[code] ?? 0)),
            };
            const met = [first, second].map(holds);
            if (keptBy === 'one' ? met.includes(true) : !met.includes(false))
              expect(holds(merged)).toBe(true);
          }
        }),
        { numRuns: 100 },
      );
    },
  );

  test('δ-disclosure rightly allows no conclusion: merging two classes that meet it can break it', () => {
    const counts = (...values: number[]) => Float64Array.from(values);
    const totals = { counts: counts(20, 30, 50), records: 100, empty: -1 };
    const sensitive = [{ name: 's', totals, tree: null }];
    const [condition] = classConditions([{ model: 'deltaDisclosure', sensitive: 's', delta: 1 }], sensitive);
    const holds = (values: Float64Array) =>
      condition?.holds({
        records: values.reduce((sum, each) => sum + each, 0),
        population: 0,
        counts: values,
      });
    expect(holds(counts(11, 30, 50))).toBe(true);
    expect(holds(counts(0, 60, 90))).toBe(true);
    expect(holds(counts(11, 90, 140))).toBe(false);
    expect(condition?.keptBy).toBe('none');
  });

  test('with suppression a node is not given up because one above it fails', () => {
    // 5 a + 5 b are diverse, 2 a are not and may go; put together they spoil each other, and too many would have to.
    const hierarchy = codedHierarchy(3, [2]);
    const tuples = {
      quasi: [Int32Array.of(0, 0, 1, 2, 2)],
      sensitive: [Int32Array.of(0, 1, 0, 0, 1)],
      counts: Float64Array.of(5, 5, 2, 6, 6),
    };
    const totals = { counts: Float64Array.of(13, 11), records: 24, empty: -1 };
    const { best } = search({
      tuples,
      population: null,
      hierarchies: [hierarchy],
      sensitive: [{ name: 's', totals, tree: null }],
      bounds: [{ from: 0, to: 2 }],
      models: [{ model: 'entropyLDiversity', sensitive: 's', l: 2 }],
      suppressible: 2,
      metric: 'loss',
      aggregate: 'geometric',
    });
    expect(best).toMatchObject({ levels: [0], suppressed: 2, classes: 2 });
  });

  test('large lattices keep only the most general failed nodes, to the same effect', () => {
    const node = fc.tuple(fc.nat({ max: 3 }), fc.nat({ max: 2 }), fc.nat({ max: 4 }));
    const noted = fc.array(fc.record({ levels: node, kept: fc.nat({ max: 9 }) }), { maxLength: 8 });
    fc.assert(
      fc.property(noted, fc.nat({ max: 10 }), (added, needed) => {
        const bounds = [3, 2, 4].map((to) => ({ from: 0, to }));
        const figures = failedNodes(new Lattice(bounds));
        const front = failedNodes(new Lattice(bounds), 0);
        for (const { levels, kept } of added) {
          figures.add(levels, kept);
          front.add(levels, kept);
        }
        for (const levels of allNodes({ bounds })) {
          const fails = added.some((each) => each.kept < needed && isAtOrBelow(levels, each.levels));
          expect([figures.has(levels, needed), front.has(levels, needed)]).toEqual([fails, fails]);
        }
      }),
    );
  });
});

describe('rolling up', () => {
  test('gives the classes and cells that grouping the tuples gives, whatever was grouped before', () => {
    fc.assert(
      fc.property(problems, fc.array(fc.nat(), { minLength: 1, maxLength: 12 }), (problem, order) => {
        const asked = withModels(problem, [], 0);
        const nodes = allNodes(asked);
        const rollUp = new ClassRollUp(
          asked,
          asked.bounds.map(() => 0),
        );
        for (const place of order) {
          const levels = nodes[place % nodes.length] ?? [];
          const classes = rollUp.at(levels);
          const sizes = Array.from({ length: classes.count }, (_, each) => [
            classes.records[each],
            classes.population?.[each],
            // Records of the first sensitive value.
            ...[0].map((value) => {
              let sum = 0;
              const { starts, tuple, records } = classes.cells ?? { starts: [], tuple: [], records: [] };
              for (let cell = starts[each] ?? 0; cell < (starts[each + 1] ?? 0); cell += 1) {
                if (asked.tuples.sensitive[0]?.[tuple[cell] ?? 0] === value) sum += records[cell] ?? 0;
              }
              return sum;
            }),
          ]);
          const plain = plainClasses(asked, levels).map(({ records, population, counts }) => [
            records,
            population,
            counts[0],
          ]);
          const sorted = (rows: unknown[][]) => rows.map((row) => row.join()).sort();
          expect(sorted(sizes)).toEqual(sorted(plain));
        }
      }),
    );
  });

  test('keys that do not fit one word are told apart by all of them', () => {
    const values = 50_000;
    const length = 4000;
    const code = (place: number) =>
      Int32Array.from(
        { length },
        (_, tuple) => (Math.imul(tuple % 1500, 2_654_435_761 + place) >>> 0) % values,
      );
    const hierarchy = {
      groups: [Int32Array.from({ length: values }, (_, each) => each), new Int32Array(values)],
      sizes: [values, 1],
      leaves: [new Float64Array(values).fill(1), Float64Array.of(values)],
    };
    const quasi = [0, 1, 2, 3].map(code);
    const tuples = { quasi, sensitive: [], counts: new Float64Array(length).fill(1) };
    const hierarchies = quasi.map(() => hierarchy);
    const rollUp = new ClassRollUp({ tuples, population: null, hierarchies }, [0, 0, 0, 0]);
    for (const levels of [
      [0, 0, 0, 0],
      [1, 0, 1, 0],
      [1, 1, 1, 0],
    ]) {
      const distinct = new Set(
        Array.from({ length }, (_, tuple) =>
          quasi.map((codes, place) => (levels[place] === 0 ? codes[tuple] : 0)).join(),
        ),
      );
      expect(rollUp.at(levels).count).toBe(distinct.size);
    }
  });
});
