import { isAtOrBelow, type Lattice, type Levels } from './lattice.ts';

/** Largest lattice of which every node has a figure of its own in memory, eight bytes each. */
const MOST_NODES = 2 ** 23;

/**
 * What is known of how many records nodes can keep at most, from nodes above them that were looked at (predictive
 * tagging of down-sets). Sound only for conditions that a node above meets when a node below it does. What a node can
 * keep of some records it cannot exceed on fewer of them, so what is known holds for later passes on the rest.
 */
export interface FailedNodes {
  /** Whether a node is known to keep fewer records than are needed. */
  has(levels: Levels, needed: number): boolean;
  /** Notes that a node, and so every node below it, keeps no more than `kept` records. */
  add(levels: Levels, kept: number): void;
}

/** A figure for each node. */
class BoundedNodes implements FailedNodes {
  readonly #lattice: Lattice;
  readonly #most: Float64Array;

  constructor(lattice: Lattice) {
    this.#lattice = lattice;
    this.#most = new Float64Array(lattice.size).fill(Infinity);
  }

  has(levels: Levels, needed: number): boolean {
    return (this.#most[this.#lattice.indexOf(levels)] ?? Infinity) < needed;
  }

  add(levels: Levels, kept: number): void {
    const waiting: Levels[] = [levels];
    for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
      const index = this.#lattice.indexOf(node);
      if ((this.#most[index] ?? 0) <= kept) continue;
      this.#most[index] = kept;
      waiting.push(...this.#lattice.predecessors(node));
    }
  }
}

/** The most general nodes only, for lattices too large for a figure each. */
class BoundedFront implements FailedNodes {
  #front: { readonly levels: Levels; readonly kept: number }[] = [];

  has(levels: Levels, needed: number): boolean {
    return this.#front.some((failed) => failed.kept < needed && isAtOrBelow(levels, failed.levels));
  }

  add(levels: Levels, kept: number): void {
    this.#front = this.#front.filter((failed) => failed.kept < kept || !isAtOrBelow(failed.levels, levels));
    this.#front.push({ levels, kept });
  }
}

/** Nothing is known of any node yet. */
export function failedNodes(lattice: Lattice, mostNodes = MOST_NODES): FailedNodes {
  return lattice.size <= mostNodes ? new BoundedNodes(lattice) : new BoundedFront();
}
