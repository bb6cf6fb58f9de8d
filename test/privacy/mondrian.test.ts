import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Hierarchy, PrivacyModel } from '../../src/contract/records.ts';
import { totalsOf } from '../../src/privacy/anonymity/class-measures.ts';
import type { Tuples } from '../../src/privacy/anonymity/tuples.ts';
import { mondrian } from '../../src/privacy/deidentify/mondrian.ts';
import { mondrianLine } from '../../src/privacy/deidentify/mondrian-line.ts';
import { classCheck, mondrianRegions } from '../../src/privacy/deidentify/mondrian-regions.ts';
import { SUPPRESSED } from '../../src/privacy/deidentify/recoding.ts';

interface Row {
  readonly quasi: readonly number[];
  readonly sensitive: number;
  readonly records: number;
}

/** The code of the empty value in generated tables: the last. */
const EMPTY = 9;
const PLACES = Float64Array.from({ length: EMPTY + 1 }, (_, code) => (code === EMPTY ? NaN : code));

function tuplesFrom(rows: readonly Row[], attributes: number): Tuples {
  return {
    quasi: Array.from({ length: attributes }, (_, place) =>
      Int32Array.from(rows, ({ quasi }) => quasi[place] ?? 0),
    ),
    sensitive: [Int32Array.from(rows, ({ sensitive }) => sensitive)],
    counts: Float64Array.from(rows, ({ records }) => records),
  };
}

function problemOf(rows: readonly Row[], models: readonly PrivacyModel[]) {
  const tuples = tuplesFrom(rows, 2);
  const totals = totalsOf(tuples.sensitive[0] ?? new Int32Array(0), tuples.counts, -1);
  return { tuples, models, population: null, sensitive: [{ name: 's', totals, tree: null }] };
}

const table = fc.uniqueArray(
  fc.record({
    quasi: fc.tuple(fc.integer({ min: 0, max: EMPTY }), fc.integer({ min: 0, max: EMPTY })),
    sensitive: fc.integer({ min: 0, max: 3 }),
    records: fc.integer({ min: 1, max: 4 }),
  }),
  { minLength: 1, maxLength: 80, selector: ({ quasi, sensitive }) => [...quasi, sensitive].join(' ') },
);

const MODELS: readonly (readonly PrivacyModel[])[] = [
  [{ model: 'kAnonymity', k: 4 }],
  [
    { model: 'kAnonymity', k: 3 },
    { model: 'distinctLDiversity', sensitive: 's', l: 2 },
  ],
  [{ model: 'tCloseness', sensitive: 's', t: 0.4, distance: 'ordered' }],
  [{ model: 'deltaDisclosure', sensitive: 's', delta: 1.5 }],
];

const members = (regionOf: Int32Array, region: number): Int32Array =>
  Int32Array.from([...regionOf.keys()].filter((tuple) => regionOf[tuple] === region));

describe('Mondrian', () => {
  test('cuts at the median of the widest attribute, as long as both sides have k', () => {
    const rows = [1, 2, 3, 4, 5, 6, 7, 8].map((at) => ({ quasi: [at, at % 2], sensitive: 0, records: 1 }));
    const { regions, regionOf } = mondrianRegions(problemOf(rows, [{ model: 'kAnonymity', k: 2 }]), [
      PLACES,
      PLACES,
    ]);
    expect(regions).toHaveLength(4);
    // The second attribute is as wide as the first in the whole table, so the first half is cut along it later.
    expect([...regionOf]).toEqual([1, 0, 1, 0, 3, 2, 3, 2]);
    expect(regions[0]).toEqual([
      [2, 4],
      [0, 0],
    ]);
  });

  test('every region meets the models, whatever they are, and holds every tuple once', () => {
    fc.assert(
      fc.property(table, fc.constantFrom(...MODELS), (rows, models) => {
        const problem = problemOf(rows, models);
        const { regions, regionOf } = mondrianRegions(problem, [PLACES, PLACES]);
        const meets = classCheck(problem);
        if (!meets(Int32Array.from(rows.keys()))) {
          expect([...regionOf].every((region) => region === SUPPRESSED)).toBe(true);
          return;
        }
        expect(regions.length).toBeGreaterThan(0);
        expect([...regionOf].includes(SUPPRESSED)).toBe(false);
        for (const [region, bounds] of regions.entries()) {
          const inside = members(regionOf, region);
          expect(meets(inside)).toBe(true);
          for (const tuple of inside) {
            for (const [attribute, bound] of bounds.entries()) {
              const code = problem.tuples.quasi[attribute]?.[tuple] ?? -1;
              if (bound === null) continue;
              expect(code).toBeGreaterThanOrEqual(bound[0]);
              expect(code).toBeLessThanOrEqual(bound[1]);
            }
          }
        }
      }),
    );
  });

  test('regions that bear the same bounds still meet the models when put together', () => {
    fc.assert(
      fc.property(table, fc.constantFrom(...MODELS), (rows, models) => {
        const problem = problemOf(rows, models);
        const { regions, regionOf } = mondrianRegions(problem, [PLACES, PLACES]);
        const meets = classCheck(problem);
        const byBounds = new Map<string, number[]>();
        for (const [tuple, region] of regionOf.entries()) {
          if (region === SUPPRESSED) continue;
          const label = JSON.stringify(regions[region]);
          byBounds.set(label, [...(byBounds.get(label) ?? []), tuple]);
        }
        for (const inside of byBounds.values()) expect(meets(Int32Array.from(inside))).toBe(true);
      }),
    );
  });

  test('gives the same regions to the same table, and strict ones that do not overlap', () => {
    fc.assert(
      fc.property(table, (rows) => {
        const problem = problemOf(rows, [{ model: 'kAnonymity', k: 3 }]);
        const input = {
          tuples: problem.tuples,
          places: [PLACES, PLACES],
          meets: classCheck(problem),
          relaxed: false,
        };
        const strict = mondrian(input);
        expect(mondrian(input)).toEqual(strict);
        const relaxed = mondrian({ ...input, relaxed: true });
        expect(relaxed.regions.length).toBeGreaterThanOrEqual(Math.min(1, strict.regions.length));
        const bounded = strict.regions.map((bounds) => bounds.map((each) => each ?? [0, EMPTY]));
        const apart = (one: number, other: number): boolean =>
          bounded[one]?.some(([low = 0, high = 0], attribute) => {
            const [from = 0, to = 0] = bounded[other]?.[attribute] ?? [];
            return high < from || to < low;
          }) ?? false;
        const mixed = strict.regions.map((bounds) => bounds.includes(null));
        for (const one of bounded.keys()) {
          for (const other of bounded.keys()) {
            if (one < other && mixed[one] !== true && mixed[other] !== true)
              expect(apart(one, other)).toBe(true);
          }
        }
      }),
    );
  });

  test('parts empty values from the others where it can', () => {
    const rows = [0, 0, 1, EMPTY].map((at, place) => ({ quasi: [at, place], sensitive: 0, records: 3 }));
    const problem = problemOf(rows, [{ model: 'kAnonymity', k: 3 }]);
    const { regions, regionOf } = mondrianRegions(problem, [PLACES, PLACES]);
    expect(regions[regionOf[3] ?? 0]?.[0]).toEqual([EMPTY, EMPTY]);
    const fewer = problemOf(rows, [{ model: 'kAnonymity', k: 12 }]);
    expect(mondrianRegions(fewer, [PLACES, PLACES]).regions).toEqual([[null, [0, 3]]]);
  });

  test('suppresses a table that does not meet the models as a whole', () => {
    const { regions, regionOf } = mondrianRegions(
      problemOf([{ quasi: [1, 1], sensitive: 0, records: 2 }], [{ model: 'kAnonymity', k: 3 }]),
      [PLACES, PLACES],
    );
    expect(regions).toEqual([]);
    expect([...regionOf]).toEqual([SUPPRESSED]);
  });
});

describe('a line of values', () => {
  test('names intervals of numbers and counts the leaves of the domain', () => {
    const hierarchy: Hierarchy = {
      column: 'age',
      recipe: { kind: 'table' },
      levels: ['value', '*'],
      rows: Array.from({ length: 100 }, (_, age) => [String(age + 1), '*']),
    };
    const line = mondrianLine(['20', '29', '31', null], hierarchy);
    expect([...line.places]).toEqual([20, 29, 31, NaN]);
    expect(line.label([0, 1])).toBe('20–29');
    expect(line.label([1, 1])).toBe('29');
    expect(line.label([3, 3])).toBeNull();
    expect(line.label(null)).toBe('*');
    expect(line.share([0, 1])).toBeCloseTo(10 / 101, 12);
    expect(line.share(null)).toBe(1);
  });

  test('takes categories in the order of their tree and calls a group by its name', () => {
    const hierarchy: Hierarchy = {
      column: 'country',
      recipe: { kind: 'table' },
      levels: ['value', 'level 1', '*'],
      rows: [
        ['Japan', 'Asia', '*'],
        ['France', 'Europe', '*'],
        ['China', 'Asia', '*'],
        ['Spain', 'Europe', '*'],
        ['Italy', 'Europe', '*'],
      ],
    };
    const line = mondrianLine(['China', 'France', 'Italy', 'Japan', 'Spain'], hierarchy);
    expect([...line.places]).toEqual([0, 2, 3, 1, 4]);
    expect(line.label([0, 3])).toBe('Asia');
    expect(line.label([1, 2])).toBe('France, Italy');
    expect(line.label([0, 2])).toBe('China … Italy');
    expect(line.label([0, 4])).toBe('*');
    expect(line.share([0, 3])).toBe(2 / 5);
  });
});
