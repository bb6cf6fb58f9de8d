import fc from 'fast-check';
import type { PrivacyModel } from '../../../src/contract/records.ts';
import { totalsOf, valueTree } from '../../../src/privacy/anonymity/class-measures.ts';
import type { CodedHierarchy } from '../../../src/privacy/anonymity/tuples.ts';
import type { SearchProblem } from '../../../src/privacy/deidentify/search-problem.ts';

/** A hierarchy on codes in which each level puts neighbouring groups together, and the last all. */
export function codedHierarchy(values: number, fans: readonly number[]): CodedHierarchy {
  const groups = [Int32Array.from({ length: values }, (_, code) => code)];
  for (const fan of fans) {
    const below = groups.at(-1) ?? new Int32Array(0);
    groups.push(below.map((group) => Math.floor(group / fan)));
  }
  groups.push(new Int32Array(values));
  const sizes = groups.map((codes) => Math.max(...codes) + 1);
  const leaves = groups.map((codes, level) => {
    const counts = new Float64Array(sizes[level] ?? 0);
    for (const group of codes) counts[group] = (counts[group] ?? 0) + 1;
    return counts;
  });
  return { groups, sizes, leaves };
}

/** A table of records by code, with what it is searched under. */
interface RandomTable {
  readonly hierarchies: readonly CodedHierarchy[];
  readonly values: number;
  readonly rows: readonly (readonly number[])[];
}

const hierarchy = fc
  .tuple(fc.integer({ min: 1, max: 9 }), fc.array(fc.integer({ min: 2, max: 3 }), { maxLength: 2 }))
  .map(([values, fans]) => codedHierarchy(values, fans));

const table: fc.Arbitrary<RandomTable> = fc
  .tuple(fc.array(hierarchy, { minLength: 1, maxLength: 4 }), fc.integer({ min: 2, max: 5 }))
  .chain(([hierarchies, values]) =>
    fc
      .array(
        fc.tuple(
          ...hierarchies.map(({ sizes }) => fc.nat({ max: (sizes[0] ?? 1) - 1 })),
          fc.nat({ max: values - 1 }),
        ),
        { minLength: 1, maxLength: 120 },
      )
      .map((rows) => ({ hierarchies, values, rows })),
  );

/** Numbers values of a sensitive attribute again, so that every one of them occurs. */
function dense(codes: readonly number[]): Int32Array {
  const known = [...new Set(codes)].sort((a, b) => a - b);
  return Int32Array.from(codes, (code) => known.indexOf(code));
}

/** A problem with one sensitive attribute `s` and, for k-map, a population of twice the records and a few more. */
function problemOf({ hierarchies, rows }: RandomTable): Omit<SearchProblem, 'models'> {
  const keyed = new Map<string, { row: readonly number[]; count: number }>();
  for (const row of rows) {
    const entry = keyed.get(row.join()) ?? { row, count: 0 };
    keyed.set(row.join(), { row, count: entry.count + 1 });
  }
  const entries = [...keyed.values()];
  const counts = Float64Array.from(entries, ({ count }) => count);
  const sensitive = dense(entries.map(({ row }) => row.at(-1) ?? 0));
  const totals = totalsOf(sensitive, counts, -1);
  return {
    tuples: {
      quasi: hierarchies.map((_, place) => Int32Array.from(entries, ({ row }) => row[place] ?? 0)),
      sensitive: [sensitive],
      counts,
    },
    population: counts.map((count, place) => 2 * count + (place % 3)),
    hierarchies,
    sensitive: [{ name: 's', totals, tree: valueTree(codedHierarchy(totals.counts.length, [2])) }],
    bounds: hierarchies.map(({ groups }) => ({ from: 0, to: groups.length - 1 })),
    suppressible: 0,
    metric: 'loss',
    aggregate: 'geometric',
  };
}

/** Random problems without models, of at most four attributes with at most four levels each. */
export const problems = table.map(problemOf);

/** Every model, with parameters that small tables meet now and then. */
export const MODELS: Readonly<Record<PrivacyModel['model'], readonly PrivacyModel[]>> = {
  kAnonymity: [{ model: 'kAnonymity', k: 3 }],
  kMap: [{ model: 'kMap', k: 7 }],
  distinctLDiversity: [{ model: 'distinctLDiversity', sensitive: 's', l: 2 }],
  entropyLDiversity: [{ model: 'entropyLDiversity', sensitive: 's', l: 1.8 }],
  recursiveCLDiversity: [{ model: 'recursiveCLDiversity', sensitive: 's', c: 2, l: 2 }],
  alphaK: [{ model: 'alphaK', sensitive: 's', alpha: 0.6, k: 2 }],
  tCloseness: (['equal', 'ordered', 'hierarchical'] as const).map((distance) => ({
    model: 'tCloseness',
    sensitive: 's',
    t: 0.25,
    distance,
  })),
  deltaDisclosure: [{ model: 'deltaDisclosure', sensitive: 's', delta: 1 }],
  betaLikeness: [false, true].map((enhanced) => ({
    model: 'betaLikeness',
    sensitive: 's',
    beta: 0.9,
    enhanced,
  })),
};
