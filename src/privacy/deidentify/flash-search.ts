import type { Levels } from './lattice.ts';
import type { NodeCheck, NodeChecker, Solution } from './node-checker.ts';
import { NodeQueue } from './node-queue.ts';

/** Losses that differ by less are the same. */
export const SAME_LOSS = 1e-12;

/** Whether one loss is less than another by more than rounding. */
export function losesLess(loss: number, than: number): boolean {
  return loss < than - SAME_LOSS * Math.max(1, Math.abs(than));
}

/** What a search is told by and tells. */
export interface SearchWatch {
  /** Whether the time is up. */
  readonly late: () => boolean;
  /** Told each solution that is better than those before. */
  readonly onBetter: (solution: Solution) => void;
}

/** How a search ended. */
export interface SearchEnd {
  readonly best: Solution | null;
  /** Whether some node was refused only because it suppresses every record. */
  readonly empty: boolean;
  /** False when the time was up before every node was settled. */
  readonly complete: boolean;
}

/**
 * Finds the generalisation with the least loss among those that meet all models: Flash (Kohlmayer, Prasser, Eckert,
 * Kemper & Kuhn, 2012) with bounds.
 *
 * As in Flash, paths run from a node to the top of the lattice and are searched by halves, and a node that fails
 * marks all below it, where the models allow that conclusion (see `KeptBy`). Unlike there, nodes have their turn in
 * the order of the least they can lose, and paths and search end where a node can lose no less than the best so far.
 * So no solution is passed over, also when loss rises and falls with suppression and when a model allows no
 * conclusions: then each node that could be better is looked at.
 */
export class FlashSearch {
  readonly #checker: NodeChecker;
  readonly #watch: SearchWatch;
  #best: Solution | null = null;
  #empty = false;

  constructor(checker: NodeChecker, watch: SearchWatch) {
    this.#checker = checker;
    this.#watch = watch;
  }

  run(): SearchEnd {
    const { lattice } = this.#checker;
    const queue = new NodeQueue();
    const push = (levels: Levels, least: number): void => {
      const bound = Math.max(least, this.#checker.measure.leastByLevels(levels));
      if (this.#mayBeBest(bound)) queue.push({ levels, least: bound, index: lattice.indexOf(levels) });
    };
    push(lattice.bottom, 0);
    // A first solution early on, whatever the models allow to conclude.
    this.#climb(lattice.bottom);
    for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
      const { levels, least } = next;
      if (!this.#mayBeBest(least)) break;
      if (this.#watch.late()) return { best: this.#best, empty: this.#empty, complete: false };
      let known = 0;
      if (!this.#checker.fails(levels)) {
        if (this.#checker.judge.predicts) this.#climb(levels);
        if (!this.#checker.fails(levels)) known = this.#check(levels).least;
      }
      for (const branch of lattice.branches(levels)) push(branch, Math.max(least, known));
    }
    return { best: this.#best, empty: this.#empty, complete: true };
  }

  #mayBeBest(least: number): boolean {
    return this.#best === null || losesLess(least, this.#best.loss);
  }

  #check(levels: Levels): NodeCheck {
    const check = this.#checker.check(levels);
    if (check.empty) this.#empty = true;
    const { solution } = check;
    if (solution !== null && (this.#best === null || losesLess(solution.loss, this.#best.loss))) {
      this.#best = solution;
      this.#watch.onBetter(solution);
    }
    return check;
  }

  /** Searches a path by halves for where nodes cease to fail. */
  #climb(start: Levels): void {
    const path = this.#path(start);
    let [low, high] = [0, path.length - 1];
    while (low <= high) {
      const middle = (low + high) >> 1;
      const levels = path[middle];
      if (levels === undefined) return;
      const check = this.#check(levels);
      if (check.failsBelow || (!this.#checker.judge.predicts && check.solution === null)) low = middle + 1;
      else high = middle - 1;
    }
  }

  /** From a node upwards, each time to the successor that can lose least, as long as it may be better. */
  #path(start: Levels): Levels[] {
    const { lattice, measure } = this.#checker;
    const path: Levels[] = [];
    for (let at: Levels | null = start; at !== null;) {
      path.push(at);
      let next: Levels | null = null;
      let least = Infinity;
      for (const above of lattice.successors(at)) {
        const bound = measure.leastByLevels(above);
        if (bound < least && this.#mayBeBest(bound) && !this.#checker.fails(above))
          [next, least] = [above, bound];
      }
      at = next;
    }
    return path;
  }
}
