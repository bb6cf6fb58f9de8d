import { kullbackLeibler, nonUniformEntropy } from './entropy-metrics.ts';
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
