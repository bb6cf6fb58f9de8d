import type { Classes } from './class-roll-up.ts';
import type { Levels } from './lattice.ts';
import { domainOf, heightOf, leavesByCode, type UtilityBase, type UtilityMeasure } from './utility.ts';

/** Sums a figure of the classes that have records, or of those of them that stay. */
function sumOver(classes: Classes, kept: Uint8Array | null, figure: (each: number) => number): number {
  let sum = 0;
  for (let each = 0; each < classes.count; each += 1) {
    if ((classes.records[each] ?? 0) > 0 && kept?.[each] !== 0) sum += figure(each);
  }
  return sum;
}

/**
 * Discernibility: Σ n² over classes that stay, and N for each suppressed record.
 *
 * @see Bayardo & Agrawal, Data Privacy through Optimal k-Anonymization, 2005
 */
export function discernibility({ records }: UtilityBase): UtilityMeasure {
  const squares = (classes: Classes, kept: Uint8Array | null): number =>
    sumOver(classes, kept, (each) => (classes.records[each] ?? 0) ** 2);
  return {
    loss: (_, classes, { kept, suppressed }) => squares(classes, kept) + suppressed * records,
    leastByLevels: () => 0,
    leastByClasses: (_, classes) => squares(classes, null),
  };
}

/**
 * Average class size: records per class, where all suppressed records are one class.
 *
 * @see LeFevre, DeWitt & Ramakrishnan, Mondrian, 2006, without its division by k
 */
export function averageClassSize({ records }: UtilityBase): UtilityMeasure {
  return {
    loss: (_, __, { keptClasses, suppressed }) => records / (keptClasses + (suppressed > 0 ? 1 : 0)),
    leastByLevels: () => 0,
    // Above, there are at most as many classes, and one more of what is suppressed.
    leastByClasses: (_, classes) => records / (sumOver(classes, null, () => 1) + 1),
  };
}

/**
 * Ambiguity: for each record the combinations of values that its generalised ones may stand for.
 *
 * @see Nergiz & Clifton, Thoughts on k-Anonymization, 2007; ARX, metric `Ambiguity`
 */
export function ambiguity({ problem }: UtilityBase): UtilityMeasure {
  const leaves = problem.hierarchies.map(leavesByCode);
  const domain = problem.hierarchies.reduce((product, hierarchy) => product * domainOf(hierarchy), 1);
  const meanings = (levels: Levels, classes: Classes, kept: Uint8Array | null): number =>
    sumOver(classes, kept, (each) => {
      const tuple = classes.tuple[each] ?? 0;
      let product = classes.records[each] ?? 0;
      for (let place = 0; place < levels.length; place += 1) {
        product *= leaves[place]?.[levels[place] ?? 0]?.[problem.tuples.quasi[place]?.[tuple] ?? 0] ?? 1;
      }
      return product;
    });
  return {
    loss: (levels, classes, { kept, suppressed }) => meanings(levels, classes, kept) + suppressed * domain,
    leastByLevels: () => 0,
    leastByClasses: (levels, classes) => meanings(levels, classes, null),
  };
}

/**
 * Precision, as a loss: the mean over attributes of level by height, and 1 for suppressed records.
 *
 * @see Sweeney, Achieving k-Anonymity Privacy Protection Using Generalization and Suppression, 2002, §2.5
 */
export function precision({ problem, records }: UtilityBase): UtilityMeasure {
  const shares = (levels: Levels): number => {
    const sum = problem.hierarchies.reduce(
      (total, hierarchy, place) => total + (levels[place] ?? 0) / Math.max(1, heightOf(hierarchy)),
      0,
    );
    return sum / Math.max(1, levels.length);
  };
  return {
    loss: (levels, _, { suppressed }) =>
      records === 0 ? 0 : ((records - suppressed) * shares(levels) + suppressed) / records,
    leastByLevels: shares,
    leastByClasses: () => 0,
  };
}

/** Height: the sum of levels, whatever is suppressed. */
export function height(): UtilityMeasure {
  const sum = (levels: Levels): number => levels.reduce((total, level) => total + level, 0);
  return { loss: sum, leastByLevels: sum, leastByClasses: () => 0 };
}
