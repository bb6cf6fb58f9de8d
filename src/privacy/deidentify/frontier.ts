import type { Solution } from './node-checker.ts';

/** Highest risk that a record of a solution is found with: one by the records of the smallest class. */
export function highestRisk({ smallest }: Pick<Solution, 'smallest'>): number {
  return 1 / smallest;
}

/** Of solutions, those that no other beats in both loss and highest risk, by loss. */
export function frontier(solutions: readonly Solution[]): readonly Solution[] {
  const byLoss = solutions.toSorted(
    (a, b) => a.loss - b.loss || b.smallest - a.smallest || a.suppressed - b.suppressed,
  );
  let largest = 0;
  return byLoss.filter(({ smallest }) => {
    const better = smallest > largest;
    largest = Math.max(largest, smallest);
    return better;
  });
}
