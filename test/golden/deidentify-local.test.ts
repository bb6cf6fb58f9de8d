import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { recodeLocally } from '../../src/privacy/deidentify/local-recoding.ts';
import { SUPPRESSED } from '../../src/privacy/deidentify/recoding.ts';
import type { SearchProblem } from '../../src/privacy/deidentify/search-problem.ts';
import { domainOf, leavesByCode } from '../../src/privacy/deidentify/utility.ts';
import { sharedFolder } from '../analyses/orders-in-engine.ts';
import { adultTuples } from './adult-tuples.ts';

const shared = sharedFolder();
const QI8 = [
  'sex',
  'age',
  'race',
  'marital-status',
  'education',
  'native-country',
  'workclass',
  'occupation',
];

interface LocalRun {
  readonly k: number;
  readonly classes: number;
  readonly suppressed: number;
  readonly granularityGain_1minusLoss: Readonly<Record<string, number>>;
}

function published(): readonly LocalRun[] {
  if (shared === null) return [];
  const text = readFileSync(path.join(shared, 'golden', 'arx-adult-local-recoding.json'), 'utf8');
  return (JSON.parse(text) as { readonly runs: readonly LocalRun[] }).runs;
}

type Recoded = ReturnType<typeof recodeLocally>['recoding'];

/** Generalised values of each tuple that stays, as groups by attribute with their level. */
function labelsOf({ hierarchies, tuples }: SearchProblem, { nodes, nodeOf }: Recoded): (string | null)[] {
  return Array.from(nodeOf, (node, tuple) => {
    if (node === SUPPRESSED) return null;
    const levels = nodes[node] ?? [];
    return levels
      .map(
        (level, place) =>
          `${level}:${hierarchies[place]?.groups[level]?.[tuples.quasi[place]?.[tuple] ?? 0]}`,
      )
      .join();
  });
}

/** Mean over attributes of 1 − loss, counted record by record. */
function granularity({ hierarchies, tuples }: SearchProblem, { nodes, nodeOf }: Recoded): number {
  const records = tuples.counts.reduce((sum, count) => sum + count, 0);
  const gains = hierarchies.map((hierarchy, place) => {
    const domain = domainOf(hierarchy);
    const leaves = leavesByCode(hierarchy);
    const sum = tuples.counts.reduce((total, count, tuple) => {
      const level = nodes[nodeOf[tuple] ?? SUPPRESSED]?.[place];
      const under = level === undefined ? domain : (leaves[level]?.[tuples.quasi[place]?.[tuple] ?? 0] ?? 0);
      return total + (count * under) / domain;
    }, 0);
    return 1 - (sum - records / domain) / (records - records / domain);
  });
  return gains.reduce((sum, gain) => sum + gain, 0) / gains.length;
}

describe.skipIf(shared === null)('local recoding of Adult', () => {
  test.each(published().map((run) => [run.k, run] as const))(
    'keeps at least the classes and the granularity that ARX keeps, for k = %i',
    (k, run) => {
      const problem: SearchProblem = {
        ...adultTuples(QI8),
        models: [{ model: 'kAnonymity', k }],
        suppressible: 0,
        metric: 'loss',
        aggregate: 'geometric',
      };
      const top = problem.bounds.map(({ to }) => to);
      const recoded = recodeLocally(problem, top, () => false);
      const labels = labelsOf(problem, recoded.recoding);
      const sizes = new Map<string | null, number>();
      labels.forEach((label, tuple) => {
        sizes.set(label, (sizes.get(label) ?? 0) + (problem.tuples.counts[tuple] ?? 0));
      });

      expect(Math.min(...sizes.values())).toBeGreaterThanOrEqual(k);
      expect(sizes.size).toBe(recoded.classes);
      expect(recoded.suppressed).toBe(0);
      expect(recoded.suppressed).toBeLessThanOrEqual(run.suppressed);
      expect(recoded.classes).toBeGreaterThanOrEqual(run.classes);
      const gain = granularity(problem, recoded.recoding);
      const mean = run.granularityGain_1minusLoss['__arithmeticMean'] ?? 1;
      expect(gain).toBeGreaterThanOrEqual(mean);
      console.log(
        `k = ${k}: ${recoded.classes} classes, granularity ${gain.toFixed(4)}; ARX ${run.classes}, ${mean.toFixed(4)}`,
      );
    },
  );
});
