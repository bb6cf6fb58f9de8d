import { isAtOrBelow, type Lattice, type Levels } from './lattice.ts';

/** Largest lattice of which every node is marked in memory, one byte each. */
const MOST_MARKED = 2 ** 24;

/**
 * Nodes that are known to be no solution because a node at or above them is none (predictive tagging of down-sets).
 * Sound only for conditions that a node above keeps when a node below it meets them.
 */
export interface FailedNodes {
  has(levels: Levels): boolean;
  /** Marks a node and all below it. */
  add(levels: Levels): void;
}

/** A mark for each node; each is set once, so that all marking together costs no more than the lattice is large. */
class MarkedNodes implements FailedNodes {
  readonly #lattice: Lattice;
  readonly #marks: Uint8Array;

  constructor(lattice: Lattice) {
    this.#lattice = lattice;
    this.#marks = new Uint8Array(lattice.size);
  }

  has(levels: Levels): boolean {
    return this.#marks[this.#lattice.indexOf(levels)] === 1;
  }

  add(levels: Levels): void {
    const waiting: Levels[] = [levels];
    for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
      const index = this.#lattice.indexOf(node);
      if (this.#marks[index] === 1) continue;
      this.#marks[index] = 1;
      waiting.push(...this.#lattice.predecessors(node));
    }
  }
}

/** The most general failed nodes only, for lattices too large to mark. */
class FailedFront implements FailedNodes {
  #front: Levels[] = [];

  has(levels: Levels): boolean {
    return this.#front.some((failed) => isAtOrBelow(levels, failed));
  }

  add(levels: Levels): void {
    if (this.has(levels)) return;
    this.#front = this.#front.filter((failed) => !isAtOrBelow(failed, levels));
    this.#front.push(levels);
  }
}

/** No node is known to fail yet. */
export function failedNodes(lattice: Lattice, mostMarked = MOST_MARKED): FailedNodes {
  return lattice.size <= mostMarked ? new MarkedNodes(lattice) : new FailedFront();
}
