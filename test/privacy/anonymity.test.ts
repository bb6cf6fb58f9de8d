import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import '../fixtures/property-seed.ts';
import { populationRisks, prosecutorRisks } from '../../src/privacy/anonymity/attacker-risks.ts';
import * as measures from '../../src/privacy/anonymity/class-measures.ts';
import { equivalenceClasses, generalised, restricted } from '../../src/privacy/anonymity/classes.ts';
import { denseKeys } from '../../src/privacy/anonymity/dense-keys.ts';
import { attributesIn, minimalUniques } from '../../src/privacy/anonymity/minimal-uniques.ts';
import { populationUniqueness } from '../../src/privacy/anonymity/population-uniqueness.ts';
import { measureSensitive } from '../../src/privacy/anonymity/sensitive-measures.ts';
import { dataIntrusion, disSuda, sudaReport, sudaScore } from '../../src/privacy/anonymity/suda.ts';
import type { Tuples } from '../../src/privacy/anonymity/tuples.ts';
import { withWildcards } from '../../src/privacy/anonymity/wildcard-matches.ts';
import { tuplesOfRows } from '../golden/adult-records.ts';

type Rows = readonly (readonly number[])[];

/** Groups rows of codes; the last `sensitive` columns are sensitive. */
function grouped(rows: Rows, sensitive = 0): Tuples {
  const width = rows[0]?.length ?? 0;
  const columns = Array.from({ length: width }, (_, place) =>
    Int32Array.from(rows, (row) => row[place] ?? 0),
  );
  return tuplesOfRows(columns.slice(0, width - sensitive), columns.slice(width - sensitive), rows.length);
}

function leastClass(tuples: Tuples): number {
  return Math.min(...equivalenceClasses(tuples).sizes);
}

/** Tables of up to 5 columns with up to 4 values each. */
const tables = fc.integer({ min: 1, max: 5 }).chain((width) =>
  fc.array(fc.array(fc.nat({ max: 3 }), { minLength: width, maxLength: width }), {
    minLength: 1,
    maxLength: 40,
  }),
);

/** A hierarchy of four values: two groups, then one. */
const PAIRS = Int32Array.of(0, 0, 1, 1);
const TREE = measures.valueTree({
  groups: [Int32Array.of(0, 1, 2, 3), PAIRS, new Int32Array(4)],
  sizes: [4, 2, 1],
  leaves: [],
});

describe('equivalence classes', () => {
  test('generalising a column never lowers k', () => {
    fc.assert(
      fc.property(tables, fc.nat({ max: 4 }), (rows, place) => {
        const tuples = grouped(rows);
        const groups = tuples.quasi.map((_, index) => (index === place % tuples.quasi.length ? PAIRS : null));
        expect(leastClass(generalised(tuples, groups))).toBeGreaterThanOrEqual(leastClass(tuples));
      }),
    );
  });

  test('the order of rows and of columns changes nothing, and a table twice doubles k', () => {
    fc.assert(
      fc.property(tables, (rows) => {
        const sizes = (given: Rows): number[] =>
          [...equivalenceClasses(grouped(given)).sizes].sort((a, b) => a - b);
        expect(sizes(rows.toReversed())).toEqual(sizes(rows));
        expect(sizes(rows.map((row) => row.toReversed()))).toEqual(sizes(rows));
        expect(leastClass(grouped([...rows, ...rows]))).toBe(2 * leastClass(grouped(rows)));
      }),
    );
  });

  test('keys are equal where rows are, also where all values together are too many for one number', () => {
    const wide = Array.from({ length: 8 }, (_, place) => Int32Array.of(99_999, place, 99_999, 5));
    expect(denseKeys(wide, 4)).toEqual({ ids: Int32Array.of(0, 1, 0, 2), count: 3 });
    expect(denseKeys([], 3)).toEqual({ ids: Int32Array.of(0, 0, 0), count: 1 });
  });

  test('an empty value matches any value: as many records as counted one by one', () => {
    fc.assert(
      fc.property(tables, (rows) => {
        const tuples = grouped(rows);
        const empties = tuples.quasi.map(() => 0);
        const { matches, classOf } = withWildcards(equivalenceClasses(tuples), tuples, empties);
        for (const [tuple, place] of classOf.entries()) {
          const own = tuples.quasi.map((codes) => codes[tuple] ?? 0);
          const alike = rows.filter((row) =>
            row.every((value, index) => value === own[index] || value === 0 || own[index] === 0),
          );
          expect(matches[place]).toBe(alike.length);
        }
      }),
    );
  });
});

describe('what classes give away of a sensitive attribute', () => {
  const rowsWithTwo = tables.filter((rows) => (rows[0]?.length ?? 0) > 1);

  test('distances lie in 0 to 1, ordered and hierarchical ones are no larger than equal ones', () => {
    fc.assert(
      fc.property(rowsWithTwo, (rows) => {
        const all: Rows = [...rows, ...[0, 1, 2, 3].map((code) => (rows[0] ?? []).with(-1, code))];
        const tuples = grouped(all, 1);
        const codes = tuples.sensitive[0] ?? new Int32Array();
        const totals = measures.totalsOf(codes, tuples.counts, -1);
        const worst = measureSensitive(
          equivalenceClasses(tuples),
          { codes, counts: tuples.counts },
          totals,
          TREE,
        );
        const rounding = 1e-12;
        expect(worst.tEqual).toBeLessThanOrEqual(1 + rounding);
        expect(worst.tOrdered).toBeLessThanOrEqual(worst.tEqual + rounding);
        expect(worst.tHierarchical ?? 0).toBeLessThanOrEqual(worst.tEqual + rounding);
        expect(worst.entropyL).toBeLessThanOrEqual(worst.distinctL + rounding);
        expect(worst.entropyL).toBeGreaterThanOrEqual(1);
        expect(worst.enhancedBeta).toBeGreaterThanOrEqual(worst.basicBeta);
      }),
    );
  });

  test('an empty value is no value for diversity', () => {
    const counts = Float64Array.of(3, 1, 6);
    const totals = { counts, records: 10, empty: 2 };
    expect(measures.distinctL(counts, totals)).toBe(2);
    expect(measures.alpha(counts, 10, totals)).toBe(0.3);
    expect(measures.entropyL(Float64Array.of(0, 0, 6), totals)).toBe(0);
    expect(measures.recursiveC(counts, totals, 2)).toBe(3);
    expect(measures.recursiveC(counts, totals, 3)).toBe(Infinity);
  });

  test('the example of Li, Li & Venkatasubramanian: salaries 3k to 5k are 0.375 from all nine', () => {
    const all = new Float64Array(9).fill(1);
    const lowest = Float64Array.of(1, 1, 1, 0, 0, 0, 0, 0, 0);
    const totals = { counts: all, records: 9, empty: -1 };
    expect(measures.tOrdered(lowest, 3, totals)).toBeCloseTo(0.375, 12);
    const spread = Float64Array.of(0, 0, 0, 1, 0, 1, 0, 0, 1);
    expect(measures.tOrdered(spread, 3, totals)).toBeCloseTo(1 / 6, 12);
  });

  test('enhanced β is met by none where a rare value is sure', () => {
    const totals = { counts: Float64Array.of(1, 99), records: 100, empty: -1 };
    expect(measures.enhancedBeta(Float64Array.of(1, 0), 1, totals)).toBe(Infinity);
    expect(measures.basicBeta(Float64Array.of(1, 0), 1, totals)).toBeCloseTo(99, 9);
    expect(measures.enhancedBeta(Float64Array.of(1, 99), 100, totals)).toBe(0);
  });
});

describe('risks', () => {
  const classes = equivalenceClasses(grouped([[0], [0], [0], [1], [2], [2]]));

  test('of an attacker who knows that the person is there', () => {
    expect(prosecutorRisks(classes, 0.34)).toEqual({
      averageRisk: 0.5,
      highestRisk: 1,
      lowestRisk: 1 / 3,
      recordsAtHighestRisk: 1 / 6,
      recordsAtLowestRisk: 0.5,
      recordsAtRisk: 0.5,
      sampleUniques: 1,
    });
  });

  test('against a population: k-map, and the greater of two averages for the journalist', () => {
    expect(populationRisks(classes, Float64Array.of(30, 4, 2), 0.2)).toEqual({
      kMap: 2,
      journalistHighest: 0.5,
      journalistAverage: (3 / 30 + 1 / 4 + 2 / 2) / 6,
      journalistAtRisk: 0.5,
      marketer: (3 / 30 + 1 / 4 + 2 / 2) / 6,
    });
  });

  test('of a whole population the uniques are those there are; without pairs Pitman has no estimate', () => {
    const estimate = populationUniqueness(
      [
        { size: 1, classes: 3 },
        { size: 4, classes: 2 },
      ],
      1,
    );
    expect(estimate).toMatchObject({ pitman: null, model: 'zayatz' });
    expect(estimate.chosen).toBeCloseTo(3 / 11, 12);
    expect(() => populationUniqueness([], 0)).toThrow(RangeError);
  });
});

/** Minimal sets of columns with values that nobody else has, by looking at all of them. */
function minimalByEnumeration(rows: Rows): Map<number, number[]> {
  const width = rows[0]?.length ?? 0;
  const found = new Map<number, number[]>();
  for (let set = 1; set < 2 ** width; set += 1) {
    const places = attributesIn(set);
    rows.forEach((row, index) => {
      const alone = rows.every(
        (other, at) => at === index || places.some((place) => other[place] !== row[place]),
      );
      const sets = found.get(index) ?? [];
      if (!alone || sets.some((smaller) => (smaller & set) === smaller)) return;
      found.set(index, [...sets, set]);
    });
  }
  return found;
}

describe('minimal sample uniques', () => {
  test('are those found by looking at every set of columns', () => {
    fc.assert(
      fc.property(tables, (rows) => {
        const tuples = grouped(rows);
        const { byTuple } = minimalUniques(tuples, tuples.quasi.length, () => undefined);
        const sets = [...byTuple.values()].map((each) => each.toSorted((a, b) => a - b).join());
        const expected = [...minimalByEnumeration(rows).values()].map((each) => each.join());
        expect(sets.sort()).toEqual(expected.sort());
      }),
    );
  });

  test('sets of more columns than asked are not looked for', () => {
    const tuples = grouped([
      [0, 0],
      [0, 1],
      [1, 0],
      [1, 1],
    ]);
    expect(minimalUniques(tuples, 1, () => undefined).byTuple.size).toBe(0);
    expect(minimalUniques(tuples, 2, () => undefined).byTuple.size).toBe(4);
    expect(restricted(tuples, [1]).quasi).toHaveLength(1);
  });

  test('the ten records of the statistical disclosure control practice guide have its scores', () => {
    // Urban 0, rural 1; female 0, male 1; education; employed 0, not in the labour force 1, unemployed 2.
    const rows: Rows = [
      [0, 0, 1, 0],
      [0, 0, 1, 0],
      [0, 0, 0, 1],
      [0, 1, 3, 0],
      [1, 0, 3, 2],
      [0, 1, 3, 0],
      [0, 0, 2, 1],
      [0, 1, 4, 2],
      [0, 0, 1, 1],
      [0, 0, 1, 1],
    ];
    const tuples = grouped(rows);
    const found = minimalUniques(tuples, 4, () => undefined);
    const order = denseKeys(
      [0, 1, 2, 3].map((place) => Int32Array.from(rows, (row) => row[place] ?? 0)),
      rows.length,
    ).ids;
    const scores = [...order].map((tuple) => sudaScore(found.byTuple.get(tuple) ?? [], 4));
    expect(scores).toEqual([0, 0, 6, 0, 12, 0, 6, 10, 0, 0]);
    const dis = dataIntrusion(4, 6, 0.01) ?? 0;
    const spread = disSuda([6, 12, 6, 10], 4, 4, dis);
    expect([6, 12, 10].map(spread).map((risk) => risk.toFixed(6))).toEqual([
      '0.004987',
      '0.011383',
      '0.009167',
    ]);
    const report = sudaReport(found, 4, { uniques: 4, paired: 6 }, null);
    expect(report).toMatchObject({ minimalUniques: 9, records: 4, score: 34, highestScore: 12, dis: null });
    expect(report.sets[0]).toEqual({ attributes: [2], records: 3 });
  });
});
