import { appError, AppFailure } from '../../contract/error.ts';
import type { DeidentifyOutcome, LatticeNode, PrivacyModel } from '../../contract/records.ts';
import { explainAlternatives, explainSolution } from './explanation.ts';
import { FlashSearch } from './flash-search.ts';
import { frontier, highestRisk } from './frontier.ts';
import { type LevelRecoding, recodeAt, recodeLocally } from './local-recoding.ts';
import { minimalSolutions } from './minimal-solutions.ts';
import { modelWords } from './model-words.ts';
import { NodeChecker, type Solution } from './node-checker.ts';
import type { SearchProblem } from './search-problem.ts';

/** How many minimal solutions are offered at most. */
const MOST_MINIMAL = 10;

/** How many times k the frontier is drawn to. */
const STRICTER = [2, 4, 10];

/** What is to be solved, and for how long. */
export interface SolveRequest {
  readonly problem: SearchProblem;
  /** Names of the quasi-identifiers. */
  readonly columns: readonly string[];
  readonly method: 'lattice' | 'local';
  /** After this time the best so far is the answer, ms. */
  readonly timeBudgetMs: number;
  /** Whether alternatives and explanations are wanted. */
  readonly alternatives: boolean;
}

/** What was found, and what becomes of each tuple. */
export interface Solved {
  readonly outcome: DeidentifyOutcome & { readonly best: LatticeNode };
  readonly recoding: LevelRecoding;
}

/** A solution as the page is shown it. */
function latticeNode(columns: readonly string[], records: number, solution: Solution): LatticeNode {
  const { levels, loss, classes, smallest, largest, suppressed } = solution;
  const kept = records - suppressed;
  return {
    levels: Object.fromEntries(columns.map((column, place) => [column, levels[place] ?? 0])),
    loss,
    classes,
    smallestClass: smallest,
    largestClass: largest,
    averageClass: kept / classes,
    suppressed,
    averageRisk: classes / kept,
    highestRisk: highestRisk(solution),
  };
}

function noSolution(models: readonly PrivacyModel[], records: number, empty: boolean): AppFailure {
  return new AppFailure(
    empty
      ? appError('deidentify.emptyRelease', { records })
      : appError('deidentify.noSolution', { models: models.map(modelWords).join(', ') }),
  );
}

/** Solutions under stricter k, for the frontier; none where k is not asked for. */
function stricterSolutions(checker: NodeChecker, late: () => boolean): readonly Solution[] {
  const { problem, rollUp } = checker;
  if (!problem.models.some(({ model }) => model === 'kAnonymity')) return [];
  return STRICTER.flatMap((times) => {
    if (late()) return [];
    const models = problem.models.map((model) =>
      model.model === 'kAnonymity' ? { ...model, k: times * model.k } : model,
    );
    const stricter = new NodeChecker({ ...problem, models }, { rollUp });
    return new FlashSearch(stricter, { late, onBetter: () => undefined }).run().best ?? [];
  });
}

/**
 * Searches for the generalisation that meets the models at the least loss, recodes locally where that is asked for,
 * and then looks for alternatives and reasons, as far as time allows.
 *
 * @param tell told the share of the time that has gone, with each better solution
 * @throws AppFailure `deidentify.noSolution`; `deidentify.emptyRelease` when nothing would be left
 */
export function solve(
  request: SolveRequest,
  tell: (share: number, soFar?: DeidentifyOutcome) => void,
): Solved {
  const { problem, columns, method, timeBudgetMs, alternatives } = request;
  const started = performance.now();
  const elapsed = (): number => performance.now() - started;
  const share = (): number => Math.min(1, elapsed() / timeBudgetMs);
  const checker = new NodeChecker(problem);
  const asNode = (solution: Solution): LatticeNode => latticeNode(columns, checker.records, solution);
  const outcomeOf = (best: Solution): Solved['outcome'] => ({
    best: asNode(best),
    minimal: [],
    frontier: [asNode(best)],
    latticeSize: checker.lattice.size,
    checked: checker.checked,
    complete: false,
    elapsedMs: elapsed(),
    recoded: null,
    explanation: [],
  });
  const late = (): boolean => {
    tell(share());
    return elapsed() > timeBudgetMs;
  };
  const onBetter = (best: Solution): void => {
    tell(share(), outcomeOf(best));
  };
  const { best, empty, complete } = new FlashSearch(checker, { late, onBetter }).run();
  if (best === null) throw noSolution(problem.models, checker.records, empty);
  const { checked } = checker;
  const recoding =
    method === 'local' ? recodeLocally(problem, best.levels, late) : recodeAt(problem, best.levels);
  const { classes, suppressed, loss, smallest } = recoding;
  const averageRisk = classes / (checker.records - suppressed);
  const found: Solved['outcome'] = {
    ...outcomeOf(best),
    checked,
    complete: complete && recoding.complete,
    recoded: method === 'local' ? { classes, suppressed, loss, smallestClass: smallest, averageRisk } : null,
  };
  if (!alternatives) return { outcome: { ...found, elapsedMs: elapsed() }, recoding };
  tell(share(), found);
  const minimal = minimalSolutions(checker, MOST_MINIMAL, late);
  const explained = explainSolution(checker, best, columns);
  const others = stricterSolutions(checker, late);
  return {
    outcome: {
      ...found,
      minimal: minimal.map(asNode),
      frontier: frontier([...checker.solutions(), ...others]).map(asNode),
      explanation: [...explained, ...explainAlternatives(problem, columns, late)],
      elapsedMs: elapsed(),
    },
    recoding,
  };
}
