import type { Explanation, PrivacyModel } from '../../contract/records.ts';
import { FlashSearch } from './flash-search.ts';
import { LossMetric } from './loss-metric.ts';
import { NodeChecker, type Solution } from './node-checker.ts';
import type { SearchProblem } from './search-problem.ts';
import { utilityBase } from './utility.ts';

/** How much of the loss of a solution each attribute stands for, in the order of attributes; by the loss metric. */
function lossShares(checker: NodeChecker, { levels }: Solution): readonly number[] {
  const classes = checker.rollUp.at(levels);
  const judgement = checker.judge.judge(classes);
  const parts = new LossMetric(utilityBase(checker.problem)).partsOf(levels, classes, judgement);
  const sum = parts.reduce((total, part) => total + part, 0);
  return parts.map((part) => (sum > 0 ? part / sum : 0));
}

/** Why values and records went: the attributes by their share of the loss, and the models by what they suppress. */
export function explainSolution(
  checker: NodeChecker,
  solution: Solution,
  columns: readonly string[],
): readonly Explanation[] {
  const attributes = lossShares(checker, solution).map((lossShare, place) => ({
    kind: 'attribute' as const,
    column: columns[place] ?? '',
    level: solution.levels[place] ?? 0,
    lossShare,
  }));
  const failing = checker.judge.failing(checker.rollUp.at(solution.levels));
  const byModel = new Map<PrivacyModel['model'], number>();
  checker.judge.conditions.forEach(({ model }, condition) => {
    byModel.set(model, Math.max(byModel.get(model) ?? 0, failing[condition] ?? 0));
  });
  const suppressed = [...byModel].flatMap(([model, records]) =>
    records > 0 ? [{ kind: 'suppressed' as const, records, model }] : [],
  );
  return [...attributes.toSorted((a, b) => b.lossShare - a.lossShare), ...suppressed];
}

/** The problem without one of its quasi-identifiers. */
function withoutAttribute(problem: SearchProblem, place: number): SearchProblem {
  const { tuples } = problem;
  return {
    ...problem,
    tuples: { ...tuples, quasi: tuples.quasi.toSpliced(place, 1) },
    hierarchies: problem.hierarchies.toSpliced(place, 1),
    bounds: problem.bounds.toSpliced(place, 1),
  };
}

function solve(problem: SearchProblem, late: () => boolean): Solution | null {
  const { best, complete } = new FlashSearch(new NodeChecker(problem), {
    late,
    onBetter: () => undefined,
  }).run();
  return complete ? best : null;
}

/**
 * What giving up one attribute or one model would bring back: the search again without it. The loss without an
 * attribute is that of the others. What there is no time for is left out.
 */
export function explainAlternatives(
  problem: SearchProblem,
  columns: readonly string[],
  late: () => boolean,
): readonly Explanation[] {
  const explained: Explanation[] = [];
  const take = (best: Solution | null, entry: (best: Solution) => Explanation): void => {
    if (best !== null) explained.push(entry(best));
  };
  if (columns.length > 1) {
    columns.forEach((column, place) => {
      if (late()) return;
      take(solve(withoutAttribute(problem, place), late), ({ loss, suppressed }) => ({
        kind: 'without',
        column,
        loss,
        suppressed,
      }));
    });
  }
  if (problem.models.length > 1) {
    problem.models.forEach(({ model }, place) => {
      if (late()) return;
      const models = problem.models.toSpliced(place, 1);
      take(solve({ ...problem, models }, late), ({ loss, suppressed }) => ({
        kind: 'withoutModel',
        model,
        loss,
        suppressed,
      }));
    });
  }
  return explained;
}
