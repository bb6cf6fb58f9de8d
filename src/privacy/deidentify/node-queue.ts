import type { Levels } from './lattice.ts';

/** A node that waits for its turn. */
export interface WaitingNode {
  readonly levels: Levels;
  /** Least loss of the node and of all above it. */
  readonly least: number;
  /** Number in the lattice; decides between nodes of equal bounds. */
  readonly index: number;
}

function isBefore(a: WaitingNode, b: WaitingNode): boolean {
  return a.least < b.least || (a.least === b.least && a.index < b.index);
}

/** Nodes in the order of the least they can lose: a binary heap. */
export class NodeQueue {
  readonly #heap: WaitingNode[] = [];

  push(node: WaitingNode): void {
    const heap = this.#heap;
    let place = heap.length;
    heap.push(node);
    while (place > 0) {
      const above = (place - 1) >> 1;
      const parent = heap[above];
      if (parent === undefined || !isBefore(node, parent)) break;
      heap[place] = parent;
      place = above;
    }
    heap[place] = node;
  }

  /** Takes the node that can lose least; undefined when none waits. */
  pop(): WaitingNode | undefined {
    const heap = this.#heap;
    const [first] = heap;
    const last = heap.pop();
    if (last === undefined || heap.length === 0) return first;
    let place = 0;
    for (;;) {
      const left = heap[2 * place + 1];
      const right = heap[2 * place + 2];
      if (left === undefined) break;
      const [next, from] =
        right !== undefined && isBefore(right, left) ? [right, 2 * place + 2] : [left, 2 * place + 1];
      if (!isBefore(next, last)) break;
      heap[place] = next;
      place = from;
    }
    heap[place] = last;
    return first;
  }
}
