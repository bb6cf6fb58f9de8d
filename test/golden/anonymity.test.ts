import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { totalsOf, valueTree } from '../../src/privacy/anonymity/class-measures.ts';
import { equivalenceClasses, generalised, sizeDistribution } from '../../src/privacy/anonymity/classes.ts';
import { prosecutorRisks } from '../../src/privacy/anonymity/attacker-risks.ts';
import { attributeRisk, attributeSets } from '../../src/privacy/anonymity/attribute-risks.ts';
import { populationUniqueness } from '../../src/privacy/anonymity/population-uniqueness.ts';
import { measureSensitive, type SensitiveMeasures } from '../../src/privacy/anonymity/sensitive-measures.ts';
import { sharedFolder } from '../analyses/orders-in-engine.ts';
import { readAdult } from './adult-records.ts';

const shared = sharedFolder() ?? '';
const adult = shared === '' ? null : readAdult(shared);

function golden(name: string): unknown {
  return JSON.parse(readFileSync(path.join(shared, 'golden', name), 'utf8'));
}

/** Goldens write what no class meets as null. */
function finite(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}

/** Expects a figure to be that of a golden, to nine digits. */
function near(actual: number | null, expected: number | null, what: string): void {
  if (actual === null || expected === null) {
    expect(actual, what).toBe(expected);
    return;
  }
  const allowed = 1e-9 * Math.max(1e-6, Math.abs(expected));
  expect(Math.abs(actual - expected), `${what}: ${actual} for ${expected}`).toBeLessThanOrEqual(allowed);
}

interface Levels {
  readonly levels: Readonly<Record<string, number>>;
}

/** Classes of Adult at levels, and what they give away of a sensitive attribute. */
function measured(
  { levels }: Levels,
  sensitive: string,
  distance: { readonly hierarchical: boolean },
): { classes: ReturnType<typeof equivalenceClasses>; measures: SensitiveMeasures } {
  if (adult === null) throw new Error('no data');
  const names = Object.keys(levels);
  const groups = names.map((name) =>
    levels[name] === 0 ? null : (adult.coded(name).groups[levels[name] ?? 0] ?? null),
  );
  const tuples = generalised(cached(names, sensitive), groups);
  const classes = equivalenceClasses(tuples);
  const codes = tuples.sensitive[0] ?? new Int32Array();
  const totals = totalsOf(codes, tuples.counts, -1);
  const tree = distance.hierarchical ? valueTree(adult.coded(sensitive)) : null;
  return { classes, measures: measureSensitive(classes, { codes, counts: tuples.counts }, totals, tree) };
}

const made = new Map<string, ReturnType<NonNullable<typeof adult>['tuples']>>();
function cached(names: readonly string[], sensitive: string) {
  const key = [...names, sensitive].join();
  const known = made.get(key) ?? adult?.tuples(names, [sensitive]);
  if (known === undefined) throw new Error('no data');
  made.set(key, known);
  return known;
}

interface Klt extends Levels {
  readonly name: string;
  readonly sensitive: string;
  readonly N: number;
  readonly classes: number;
  readonly k: number;
  readonly maxClass: number;
  readonly avgClass: number;
  readonly uniqueRecords: number;
  readonly recordsInClassesSmallerThan: Readonly<Record<string, number>>;
  readonly averageRisk_classesOverRecords: number;
  readonly maxRisk: number;
  readonly classSizeHistogram: readonly (readonly [number, number])[];
  readonly distinctL: number;
  readonly entropyL_expH: number;
  readonly alpha: number;
  readonly t_equalDistance: number;
  readonly t_orderedDistance: number | null;
  readonly t_hierarchicalDistance: number | null;
  readonly basicBeta: number;
  readonly deltaDisclosure_log2: number;
  readonly recursive_c_infimum: Readonly<Record<string, number | null>>;
}

interface LatticeNode extends Levels {
  readonly classes: number;
  readonly k: number;
  readonly maxClass: number;
  readonly uniques: number;
  readonly distinctL: number;
  readonly entropyL: number;
  readonly recursiveC: Readonly<Record<string, number | null>>;
  readonly tEqual: number;
  readonly tHierarchical: number;
  readonly alpha: number;
  readonly basicBeta: number;
  readonly deltaLn: number;
}

interface RiskSets {
  readonly sets: readonly {
    readonly set: string;
    readonly qis: readonly string[];
    readonly risk: Readonly<Record<string, number>> & {
      readonly summaryThreshold: number;
      readonly prosecutor: { readonly recordsAtRisk: number; readonly successRate: number };
      readonly classSizeHistogram: readonly (readonly [number, number])[];
    };
    readonly populationUniqueness: readonly {
      readonly samplingFraction: number;
      readonly dankar: number;
      readonly model: string;
      readonly pitman: number;
      readonly zayatz: number;
      readonly snb: number;
    }[];
  }[];
  readonly attributeRisks_qi5: readonly {
    readonly identifier: readonly string[];
    readonly distinction: number;
    readonly separation: number;
  }[];
}

describe.skipIf(adult === null)('anonymity of Adult', () => {
  test('k, diversity, closeness and likeness of 16 sets equal brute force', () => {
    const { results } = golden('bruteforce-adult-klt.json') as { results: readonly Klt[] };
    expect(results).toHaveLength(16);
    for (const expected of results) {
      const hierarchical = expected.t_hierarchicalDistance !== null;
      const { classes, measures } = measured(expected, expected.sensitive, { hierarchical });
      const risks = prosecutorRisks(classes, 0.2);
      const of = (what: string): string => `${expected.name}: ${what}`;
      const sizes = sizeDistribution(classes);
      expect(
        sizes.map(({ size, classes: many }) => [size, many]),
        of('sizes'),
      ).toEqual(expected.classSizeHistogram);
      expect(classes.records).toBe(expected.N);
      expect(classes.sizes.length, of('classes')).toBe(expected.classes);
      expect(sizes[0]?.size, of('k')).toBe(expected.k);
      expect(sizes.at(-1)?.size, of('largest')).toBe(expected.maxClass);
      expect(risks.sampleUniques, of('uniques')).toBe(expected.uniqueRecords);
      near(risks.averageRisk, expected.averageRisk_classesOverRecords, of('average risk'));
      near(risks.highestRisk, expected.maxRisk, of('highest risk'));
      for (const [size, records] of Object.entries(expected.recordsInClassesSmallerThan)) {
        const below = sizes.filter((each) => each.size < Number(size));
        expect(
          below.reduce((sum, each) => sum + each.records, 0),
          of(`below ${size}`),
        ).toBe(records);
      }
      expect(measures.distinctL, of('l')).toBe(expected.distinctL);
      near(measures.entropyL, expected.entropyL_expH, of('entropy l'));
      near(measures.alpha, expected.alpha, of('alpha'));
      near(measures.tEqual, expected.t_equalDistance, of('t equal'));
      if (expected.t_orderedDistance !== null)
        near(measures.tOrdered, expected.t_orderedDistance, of('t ordered'));
      near(measures.tHierarchical, expected.t_hierarchicalDistance, of('t hierarchical'));
      near(measures.basicBeta, expected.basicBeta, of('beta'));
      near(measures.deltaDisclosure, expected.deltaDisclosure_log2, of('delta'));
      const c = Object.values(expected.recursive_c_infimum);
      measures.recursiveC.forEach((value, place) => {
        near(finite(value), c[place] ?? null, of(`recursive c ${place}`));
      });
    }
  });

  test('every node of a lattice of 240 equals brute force', () => {
    const { nodes } = golden('bruteforce-adult-qi5-lattice-240.json') as { nodes: readonly LatticeNode[] };
    expect(nodes).toHaveLength(240);
    for (const node of nodes) {
      const { classes, measures } = measured(node, 'occupation', { hierarchical: true });
      const sizes = sizeDistribution(classes);
      const of = (what: string): string => `${JSON.stringify(node.levels)}: ${what}`;
      expect(
        {
          classes: classes.sizes.length,
          k: sizes[0]?.size,
          maxClass: sizes.at(-1)?.size,
          uniques: sizes[0]?.size === 1 ? sizes[0].classes : 0,
          distinctL: measures.distinctL,
        },
        of('counts'),
      ).toEqual({
        classes: node.classes,
        k: node.k,
        maxClass: node.maxClass,
        uniques: node.uniques,
        distinctL: node.distinctL,
      });
      near(measures.entropyL, node.entropyL, of('entropy l'));
      near(measures.tEqual, node.tEqual, of('t equal'));
      near(measures.tHierarchical, node.tHierarchical, of('t hierarchical'));
      near(measures.alpha, node.alpha, of('alpha'));
      near(measures.basicBeta, node.basicBeta, of('beta'));
      near(measures.deltaDisclosure * Math.LN2, node.deltaLn, of('delta'));
      measures.recursiveC.forEach((value, place) => {
        near(finite(value), Object.values(node.recursiveC)[place] ?? null, of(`recursive c ${place}`));
      });
    }
  });

  test('risks of 5 sets equal ARX', () => {
    const { sets } = golden('arx-adult-input-risks.json') as RiskSets;
    expect(sets).toHaveLength(5);
    for (const { set, qis, risk, populationUniqueness: estimates } of sets) {
      const classes = equivalenceClasses(
        adult?.tuples(qis, []) ?? { quasi: [], sensitive: [], counts: new Float64Array() },
      );
      const sizes = sizeDistribution(classes);
      const risks = prosecutorRisks(classes, risk.summaryThreshold);
      expect(
        sizes.map(({ size, classes: many }) => [size, many]),
        set,
      ).toEqual(risk.classSizeHistogram);
      near(risks.averageRisk, risk['averageRisk'] ?? null, `${set} average`);
      near(risks.highestRisk, risk['highestRisk'] ?? null, `${set} highest`);
      near(risks.lowestRisk, risk['lowestRisk'] ?? null, `${set} lowest`);
      near(risks.recordsAtHighestRisk, risk['fractionRecordsAtHighestRisk'] ?? null, `${set} at highest`);
      near(risks.recordsAtLowestRisk, risk['fractionRecordsAtLowestRisk'] ?? null, `${set} at lowest`);
      near(risks.recordsAtRisk, risk.prosecutor.recordsAtRisk, `${set} at risk`);
      expect(risks.sampleUniques).toBe(risk['sampleUniqueRecords']);
      for (const expected of estimates) {
        const estimate = populationUniqueness(sizes, expected.samplingFraction);
        const of = (what: string): string => `${set} ${expected.samplingFraction} ${what}`;
        near(estimate.pitman, expected.pitman, of('Pitman'));
        near(estimate.zayatz, expected.zayatz, of('Zayatz'));
        near(estimate.chosen, expected.dankar, of('chosen'));
        // ARX writes 0 where its search for the two parameters did not end.
        if (expected.snb > 0)
          near(estimate.slideNegativeBinomial, expected.snb, of('slide negative binomial'));
      }
    }
  });

  test('distinction and separation of all 31 sets of attributes equal ARX', () => {
    const { attributeRisks_qi5: expected } = golden('arx-adult-input-risks.json') as RiskSets;
    const names = ['sex', 'age', 'race', 'marital-status', 'education'];
    const tuples = adult?.tuples(names, []);
    if (tuples === undefined) throw new Error('no data');
    const sets = attributeSets(names.length);
    expect(sets).toHaveLength(expected.length);
    for (const set of sets) {
      const risk = attributeRisk(tuples, set);
      const wanted = set
        .map((place) => names[place] ?? '')
        .sort()
        .join();
      const found = expected.find(({ identifier }) => identifier.toSorted().join() === wanted);
      near(risk.distinction, found?.distinction ?? null, `distinction of ${wanted}`);
      near(risk.separation, found?.separation ?? null, `separation of ${wanted}`);
    }
  });
});
