import type { CodedHierarchy } from '../anonymity/tuples.ts';
import type { Judgement } from './class-judge.ts';
import type { Classes } from './class-roll-up.ts';
import type { Levels } from './lattice.ts';
import { recordsOf, type SearchProblem } from './search-problem.ts';

/**
 * A measure of what a generalisation loses; less is better. Its bounds never fall from a node to one above it, so
 * that they hold for all nodes above as well.
 */
export interface UtilityMeasure {
  /** Loss of a node with the classes that stay. */
  loss(levels: Levels, classes: Classes, judgement: Judgement): number;
  /** Least loss of a node, by its levels alone. */
  leastByLevels(levels: Levels): number;
  /** Least loss of a node and of all above it, by its classes. */
  leastByClasses(levels: Levels, classes: Classes): number;
}

/** What measures are made from: marginal counts and shares of each attribute. */
export interface UtilityBase {
  readonly problem: SearchProblem;
  readonly records: number;
  /** By attribute and code: records with that value. */
  readonly marginals: readonly Float64Array[];
}

/** Counts values of each quasi-identifier over all records. */
export function utilityBase(problem: SearchProblem): UtilityBase {
  const { counts, quasi } = problem.tuples;
  const marginals = quasi.map((codes, place) => {
    const marginal = new Float64Array(problem.hierarchies[place]?.sizes[0] ?? 0);
    for (let tuple = 0; tuple < codes.length; tuple += 1) {
      const code = codes[tuple] ?? 0;
      marginal[code] = (marginal[code] ?? 0) + (counts[tuple] ?? 0);
    }
    return marginal;
  });
  return { problem, records: recordsOf(problem), marginals };
}

/** By level and code: values of the hierarchy under the code's group. */
export function leavesByCode({ groups, leaves }: CodedHierarchy): readonly Float64Array[] {
  return groups.map((codes, level) => Float64Array.from(codes, (group) => leaves[level]?.[group] ?? 0));
}

/** Values of the hierarchy in all. */
export function domainOf({ leaves }: CodedHierarchy): number {
  return leaves.at(-1)?.reduce((sum, each) => sum + each, 0) ?? 0;
}

/** Most levels an attribute can be generalised by. */
export function heightOf({ groups }: CodedHierarchy): number {
  return groups.length - 1;
}

/** Puts parts of single attributes together: geometric Π(1 + part)^(1/n) − 1, or their mean. */
export function aggregated(parts: readonly number[], aggregate: SearchProblem['aggregate']): number {
  if (parts.length === 0) return 0;
  if (aggregate === 'arithmetic') return parts.reduce((sum, part) => sum + part, 0) / parts.length;
  return parts.reduce((product, part) => product * (part + 1), 1) ** (1 / parts.length) - 1;
}
