import { isAtOrBelow, type Levels } from './lattice.ts';
import type { NodeChecker, Solution } from './node-checker.ts';
import { NodeQueue } from './node-queue.ts';

/**
 * Minimal solutions: those below which no solution stands, so that no attribute can be taken down a level (the
 * k-minimal nodes of El Emam et al., Optimal Lattice Anonymization, 2009). Nodes have their turn in the order of the
 * least they can lose; the search ends when enough are found.
 *
 * @param wanted how many are enough
 * @param late whether the time is up
 * @returns them by loss
 */
export function minimalSolutions(
  checker: NodeChecker,
  wanted: number,
  late: () => boolean,
): readonly Solution[] {
  const { lattice, measure } = checker;
  const queue = new NodeQueue();
  const minimal: Solution[] = [];
  const push = (levels: Levels): void => {
    queue.push({ levels, least: measure.leastByLevels(levels), index: lattice.indexOf(levels) });
  };
  push(lattice.bottom);
  for (let next = queue.pop(); next !== undefined && minimal.length < wanted; next = queue.pop()) {
    if (late()) break;
    const { levels } = next;
    const covered = minimal.some((below) => isAtOrBelow(below.levels, levels));
    if (!covered && !checker.fails(levels)) {
      const { solution } = checker.check(levels);
      if (solution !== null) minimal.push(solution);
    }
    lattice.branches(levels).forEach(push);
  }
  return minimal.toSorted((a, b) => a.loss - b.loss);
}
