import type { UtilityMetric } from '../../contract/records.ts';
import { kullbackLeibler, nonUniformEntropy } from './entropy-metrics.ts';
import type { Levels } from './lattice.ts';
import { LossMetric } from './loss-metric.ts';
import type { SearchProblem } from './search-problem.ts';
import { ambiguity, averageClassSize, discernibility, height, precision } from './size-metrics.ts';
import { utilityBase, type UtilityMeasure } from './utility.ts';

/** The measure of loss that a problem asks for. */
export function utilityMeasure(problem: SearchProblem): UtilityMeasure {
  const base = utilityBase(problem);
  switch (problem.metric) {
    case 'loss':
      return new LossMetric(base);
    case 'discernibility':
      return discernibility(base);
    case 'averageClassSize':
      return averageClassSize(base);
    case 'precision':
      return precision(base);
    case 'nonUniformEntropy':
      return nonUniformEntropy(base);
    case 'ambiguity':
      return ambiguity(base);
    case 'kullbackLeibler':
      return kullbackLeibler(base);
    case 'height':
      return height();
  }
}

/** Metrics that levels alone have a share in. */
const BY_LEVELS: readonly UtilityMetric[] = ['loss', 'precision', 'nonUniformEntropy', 'height'];

/**
 * What generalising loses by itself, whatever is suppressed: by the metric that a problem asks for, or by the loss
 * metric where that has no such part.
 */
export function generalisationMeasure(problem: SearchProblem): UtilityMeasure {
  const measure = BY_LEVELS.includes(problem.metric)
    ? utilityMeasure(problem)
    : new LossMetric(utilityBase(problem));
  const leastByLevels = (levels: Levels): number => measure.leastByLevels(levels);
  return { loss: leastByLevels, leastByLevels, leastByClasses: () => 0 };
}
