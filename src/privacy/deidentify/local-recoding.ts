import { FlashSearch } from './flash-search.ts';
import { failedNodes, type FailedNodes } from './failed-nodes.ts';
import { Lattice, type Levels } from './lattice.ts';
import { LossMetric } from './loss-metric.ts';
import { NodeChecker } from './node-checker.ts';
import { SUPPRESSED, type Recoding } from './recoding.ts';
import { recordsOf, type SearchProblem } from './search-problem.ts';
import { generalisationMeasure } from './utility-measures.ts';
import { utilityBase } from './utility.ts';

/** Most of the records that are left which a pass may leave to the next one. */
const LEFT_BY_PASS = 0.99;

/** A recoding by levels, in figures. */
export interface LevelRecoding {
  readonly recoding: Extract<Recoding, { kind: 'levels' }>;
  readonly classes: number;
  readonly suppressed: number;
  /** By the loss metric, whatever metric the search went by. */
  readonly loss: number;
  /** Records of the smallest and the largest class. */
  readonly smallest: number;
  readonly largest: number;
  /** False where the time was up before nothing more could be kept. */
  readonly complete: boolean;
}

/** What one pass has kept. */
interface Pass {
  readonly levels: Levels;
  /** Tuples that it worked on, and whether it has kept them. */
  readonly tuples: Int32Array;
  readonly kept: Uint8Array;
  readonly classes: number;
  readonly smallest: number;
  readonly largest: number;
}

/** Entries of some tuples; a loop, since `from` with a function takes many times as long. */
function pick<T extends Int32Array | Float64Array>(into: T, values: T, tuples: Int32Array): T {
  for (let place = 0; place < tuples.length; place += 1) into[place] = values[tuples[place] ?? 0] ?? 0;
  return into;
}

/** The problem on some of its tuples. Distances of sensitive values stay those to the whole table. */
function problemOn(problem: SearchProblem, tuples: Int32Array): SearchProblem {
  const { quasi, sensitive, counts } = problem.tuples;
  const codesOf = (codes: Int32Array): Int32Array => pick(new Int32Array(tuples.length), codes, tuples);
  const amountsOf = (amounts: Float64Array): Float64Array =>
    pick(new Float64Array(tuples.length), amounts, tuples);
  return {
    ...problem,
    tuples: { quasi: quasi.map(codesOf), sensitive: sensitive.map(codesOf), counts: amountsOf(counts) },
    population: problem.population === null ? null : amountsOf(problem.population),
  };
}

/** Generalises some tuples at a node. */
function passAt(problem: SearchProblem, tuples: Int32Array, levels: Levels): Pass {
  const bounds = levels.map((level) => ({ from: level, to: level }));
  const checker = new NodeChecker({ ...problemOn(problem, tuples), bounds });
  const { classes, classOf } = checker.rollUp.withMembers(levels);
  const { kept, keptClasses, smallest, largest } = checker.judge.judge(classes);
  const keptTuples = new Uint8Array(tuples.length);
  for (let place = 0; place < tuples.length; place += 1) keptTuples[place] = kept[classOf[place] ?? 0] ?? 0;
  return { levels, tuples, kept: keptTuples, classes: keptClasses, smallest, largest };
}

/** What passes share: the time, and what was found of nodes when there were more records. */
interface PassContext {
  readonly late: () => boolean;
  readonly failed: FailedNodes;
}

/** The least generalisation of some tuples that leaves no more than a number of records, if there is one. */
function leastPass(
  problem: SearchProblem,
  tuples: Int32Array,
  suppressible: number,
  { late, failed }: PassContext,
): { readonly pass: Pass | null; readonly complete: boolean } {
  const part = { ...problemOn(problem, tuples), suppressible };
  const checker = new NodeChecker(part, { failed, measure: generalisationMeasure(part) });
  const { best, complete } = new FlashSearch(checker, { late, onBetter: () => undefined }).run();
  return { pass: best === null ? null : passAt(problem, tuples, best.levels), complete };
}

function leftBy({ tuples, kept }: Pass): Int32Array {
  return tuples.filter((_, place) => kept[place] === 0);
}

function recordsIn({ tuples }: SearchProblem, chosenTuples: Int32Array): number {
  return chosenTuples.reduce((sum, tuple) => sum + (tuples.counts[tuple] ?? 0), 0);
}

function gather(problem: SearchProblem, passes: readonly Pass[], complete: boolean): LevelRecoding {
  const nodeOf = new Int32Array(problem.tuples.counts.length).fill(SUPPRESSED);
  let kept = 0;
  passes.forEach((pass, node) => {
    pass.tuples.forEach((tuple, place) => {
      if (pass.kept[place] !== 1) return;
      nodeOf[tuple] = node;
      kept += problem.tuples.counts[tuple] ?? 0;
    });
  });
  const recoding = { kind: 'levels' as const, nodes: passes.map(({ levels }) => levels), nodeOf };
  return {
    recoding,
    loss: new LossMetric(utilityBase(problem)).lossOf(recoding),
    classes: passes.reduce((sum, { classes }) => sum + classes, 0),
    suppressed: recordsOf(problem) - kept,
    smallest: Math.min(...passes.map(({ smallest }) => smallest)),
    largest: Math.max(...passes.map(({ largest }) => largest)),
    complete,
  };
}

function allTuples({ tuples }: SearchProblem): Int32Array {
  return Int32Array.from({ length: tuples.counts.length }, (_, tuple) => tuple);
}

/** What one node makes of each tuple. */
export function recodeAt(problem: SearchProblem, levels: Levels): LevelRecoding {
  return gather(problem, [passAt(problem, allTuples(problem), levels)], true);
}

/**
 * Local recoding by repeated lattice search: each pass takes the least generalisation that keeps some of the records,
 * and those that it does not keep are searched again by themselves, until none is left or none can be kept. The last
 * pass is then made to keep all of its records where it can; and when more stay suppressed than may, passes are taken
 * back, the last ones first, until the rest can be kept together.
 *
 * A pass is chosen by what generalising loses, whatever it leaves: what is left is not lost, it has its turn.
 *
 * @param solution levels at which everything can be released, the last resort
 * @see Prasser, Kohlmayer & Kuhn, Efficient and Effective Pruning Strategies for Health Data De-identification, 2016;
 *   ARX, `optimizeIterativeFast`
 */
export function recodeLocally(problem: SearchProblem, solution: Levels, late: () => boolean): LevelRecoding {
  // What was found of nodes holds for fewer records, not for more: whatever takes a pass back starts anew.
  const unknown = (): PassContext => ({ late, failed: failedNodes(new Lattice(problem.bounds)) });
  const forward = unknown();
  const passes: Pass[] = [];
  let left = allTuples(problem);
  let complete = true;
  // Tuples that only a population has may be left, too; they are nobody's records.
  for (let records = recordsIn(problem, left); records > 0 && complete; records = recordsIn(problem, left)) {
    const most = Math.floor(records * LEFT_BY_PASS);
    const found = leastPass(problem, left, most, forward);
    complete = found.complete;
    if (found.pass === null) break;
    passes.push(found.pass);
    left = leftBy(found.pass);
  }
  const last = passes.at(-1);
  if (recordsIn(problem, left) > 0 && last !== undefined) {
    const { pass } = leastPass(problem, last.tuples, 0, unknown());
    if (pass !== null) {
      passes[passes.length - 1] = pass;
      left = leftBy(pass);
    }
  }
  while (recordsIn(problem, left) > problem.suppressible) {
    const undone = passes.pop();
    if (undone === undefined) return { ...recodeAt(problem, solution), complete };
    const { pass } = leastPass(problem, undone.tuples, problem.suppressible, unknown());
    if (pass !== null) passes.push(pass);
    left = pass === null ? undone.tuples : leftBy(pass);
  }
  return gather(problem, passes, complete);
}
