import { ClassJudge } from './class-judge.ts';
import { ClassRollUp } from './class-roll-up.ts';
import { type FailedNodes, failedNodes } from './failed-nodes.ts';
import { Lattice, type Levels } from './lattice.ts';
import { recordsOf, type SearchProblem } from './search-problem.ts';
import { utilityMeasure } from './utility-measures.ts';
import type { UtilityMeasure } from './utility.ts';

/** A generalisation that meets all models, in figures. */
export interface Solution {
  readonly levels: Levels;
  readonly loss: number;
  /** Classes that stay, and the records of the smallest and the largest. */
  readonly classes: number;
  readonly smallest: number;
  readonly largest: number;
  readonly suppressed: number;
}

/** What is known of a node that was looked at. */
export interface NodeCheck {
  /** Null when it is none. */
  readonly solution: Solution | null;
  /** Whether this and all nodes below fail. */
  readonly failsBelow: boolean;
  /** True when it would be a solution but for suppressing every record. */
  readonly empty: boolean;
  /** Least loss of the node and of all above it. */
  readonly least: number;
}

/** Looks at nodes of a lattice, each at most once, and remembers what that tells about others. */
export class NodeChecker {
  readonly problem: SearchProblem;
  readonly records: number;
  readonly lattice: Lattice;
  readonly #failed: FailedNodes;
  readonly judge: ClassJudge;
  readonly rollUp: ClassRollUp;
  readonly measure: UtilityMeasure;
  readonly #checks = new Map<number, NodeCheck>();

  /**
   * @param known what a search may start from: another measure of loss than the one that the problem asks for,
   *   what was found of nodes when there were more records, and groupings of the same tuples
   */
  constructor(
    problem: SearchProblem,
    known: {
      readonly measure?: UtilityMeasure;
      readonly failed?: FailedNodes;
      readonly rollUp?: ClassRollUp;
    } = {},
  ) {
    this.problem = problem;
    this.records = recordsOf(problem);
    this.lattice = new Lattice(problem.bounds);
    this.#failed = known.failed ?? failedNodes(this.lattice);
    this.judge = new ClassJudge(problem);
    this.rollUp = known.rollUp ?? new ClassRollUp(problem, this.lattice.bottom);
    this.measure = known.measure ?? utilityMeasure(problem);
  }

  /** Whether a node is known to be no solution without having been looked at. */
  fails(levels: Levels): boolean {
    return this.#failed.has(levels, this.records - this.problem.suppressible);
  }

  /** Nodes looked at so far. */
  get checked(): number {
    return this.#checks.size;
  }

  /** Solutions among them, in the order in which they were found. */
  solutions(): readonly Solution[] {
    return [...this.#checks.values()].flatMap(({ solution }) => solution ?? []);
  }

  /** Looks at a node. */
  check(levels: Levels): NodeCheck {
    const index = this.lattice.indexOf(levels);
    const known = this.#checks.get(index);
    if (known !== undefined) return known;
    const classes = this.rollUp.at(levels);
    const judgement = this.judge.judge(classes);
    const { suppressed, suppressedBelow, keptClasses, smallest, largest } = judgement;
    const failsBelow = suppressedBelow > this.problem.suppressible;
    const meets = suppressed <= this.problem.suppressible;
    const solved = meets && suppressed < this.records;
    const check: NodeCheck = {
      solution: solved
        ? {
            levels,
            loss: this.measure.loss(levels, classes, judgement),
            classes: keptClasses,
            smallest,
            largest,
            suppressed,
          }
        : null,
      failsBelow,
      empty: meets && !solved,
      least: failsBelow ? 0 : this.measure.leastByClasses(levels, classes),
    };
    if (failsBelow) this.#failed.add(levels, this.records - suppressedBelow);
    this.#checks.set(index, check);
    return check;
  }
}
