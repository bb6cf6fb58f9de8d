import type { CellNetwork } from './cell-network.ts';

/** A rise or a fall of a cell. */
export type Direction = 1 | -1;

/**
 * What somebody who has the published cells can work out about the withheld ones, on a network: how far each can
 * move while the others make up for it and none falls below zero. It is the attacker's linear programme, solved as a
 * maximum flow on layers of shortest paths (Dinic, Soviet Math. Dokl. 11 (1970) 1277–1280); with whole numbers the
 * bounds are attained by whole numbers.
 */
export class NetworkAttacker {
  readonly #network: CellNetwork;
  /** How far each cell can rise and fall. */
  readonly #up: Float64Array;
  readonly #down: Float64Array;
  readonly #value: Float64Array;
  readonly #hidden: Uint8Array;
  /** Movable cells at each node. */
  readonly #movable: number[][];
  /** How far each cell has moved in the flow that is being built. */
  readonly #shift: Float64Array;
  readonly #moved: number[] = [];
  readonly #via: Int32Array;
  /** Distance of each node in the flow, the next cell to try there, and the cells of the path so far. */
  readonly #layers: Int32Array;
  readonly #next: Int32Array;
  readonly #steps: Int32Array;
  readonly #queue: Int32Array;
  readonly #distance: Float64Array;
  readonly #done: Uint8Array;
  readonly #least: number;

  /**
   * @param network the table's network
   * @param values true value of each cell
   * @param signed whether values may be negative, so that nothing bounds a withheld one
   */
  constructor(network: CellNetwork, values: readonly number[], signed = false) {
    const cells = values.length;
    this.#network = network;
    this.#up = new Float64Array(cells);
    this.#down = new Float64Array(cells);
    this.#value = Float64Array.from(values, (value) => (signed ? Number.POSITIVE_INFINITY : value));
    this.#hidden = new Uint8Array(cells);
    this.#movable = Array.from({ length: network.nodes }, () => []);
    this.#shift = new Float64Array(cells);
    this.#via = new Int32Array(network.nodes);
    this.#layers = new Int32Array(network.nodes);
    this.#next = new Int32Array(network.nodes);
    this.#steps = new Int32Array(network.nodes);
    this.#queue = new Int32Array(network.nodes);
    this.#distance = new Float64Array(network.nodes);
    this.#done = new Uint8Array(network.nodes);
    // Sums of money carry noise of adding up; what is smaller than that is nothing.
    this.#least = 1e-9 * values.reduce((most, value) => Math.max(most, Math.abs(value)), 1e-300);
  }

  /** Differences up to this are noise of adding up. */
  get tolerance(): number {
    return this.#least;
  }

  isHidden(cell: number): boolean {
    return this.#hidden[cell] === 1;
  }

  /** Withholds a cell: it can rise without end and fall to zero. */
  hide(cell: number): void {
    if (this.#hidden[cell] === 1) return;
    this.#hidden[cell] = 1;
    this.#free(cell, Number.POSITIVE_INFINITY, this.#value[cell] ?? 0);
  }

  /** Lets a published cell move between bounds, as when it is published rounded. */
  loosen(cell: number, down: number, up: number): void {
    if (this.#hidden[cell] === 0) this.#free(cell, up, down);
  }

  #free(cell: number, up: number, down: number): void {
    const tail = this.#network.tail[cell] ?? 0;
    const head = this.#network.head[cell] ?? 0;
    this.#up[cell] = up;
    this.#down[cell] = down;
    if (tail === head) return;
    this.#movable[tail]?.push(cell);
    this.#movable[head]?.push(cell);
  }

  /** How far a withheld cell can move, `limit` at most; everything else that is published stays as it is. */
  reach(cell: number, direction: Direction, limit = Number.POSITIVE_INFINITY): number {
    const most = this.#own(cell, direction, limit);
    const [from, to] = this.#ends(cell, direction);
    const reached = from === to ? most : this.#flow(cell, from, to, most);
    this.#reset();
    return reached;
  }

  /**
   * Withholds further cells, the cheapest way round that there is, until a withheld cell can move far enough.
   *
   * @param cost of withholding each cell; infinite for those that must stay
   * @returns the cells it has withheld, or null when there is no way
   */
  widen(cell: number, direction: Direction, far: number, cost: Float64Array): number[] | null {
    const most = this.#own(cell, direction, far);
    const [from, to] = this.#ends(cell, direction);
    if (most < far - this.#least) return null;
    if (from === to) return [];
    const taken: number[] = [];
    let reached = this.#flow(cell, from, to, most);
    while (reached < most - this.#least) {
      const found = this.#cheapest(cell, from, to, cost);
      if (found === null) break;
      for (const each of found) {
        if (this.#hidden[each] === 1) continue;
        this.hide(each);
        taken.push(each);
      }
      reached += this.#flow(cell, from, to, most - reached);
    }
    this.#reset();
    return reached < most - this.#least ? null : taken;
  }

  #own(cell: number, direction: Direction, limit: number): number {
    const own = direction === 1 ? this.#up[cell] : this.#down[cell];
    return Math.min(limit, own ?? 0);
  }

  #ends(cell: number, direction: Direction): readonly [number, number] {
    const tail = this.#network.tail[cell] ?? 0;
    const head = this.#network.head[cell] ?? 0;
    return direction === 1 ? [head, tail] : [tail, head];
  }

  /** What is left of a cell's room when it is passed from a node: its rise from the tail, its fall from the head. */
  #room(cell: number, node: number): number {
    const shift = this.#shift[cell] ?? 0;
    return this.#network.tail[cell] === node
      ? (this.#up[cell] ?? 0) - shift
      : (this.#down[cell] ?? 0) + shift;
  }

  #across(cell: number, node: number): number {
    const tail = this.#network.tail[cell] ?? 0;
    return tail === node ? (this.#network.head[cell] ?? 0) : tail;
  }

  /** Sends as much as it can, `limit` at most, along shortest paths of movable cells other than `except`. */
  #flow(except: number, from: number, to: number, limit: number): number {
    let sent = 0;
    while (sent < limit - this.#least && this.#layer(except, from, to)) {
      this.#next.fill(0);
      for (;;) {
        const length = this.#path(except, from, to);
        if (length === 0) break;
        const amount = this.#bottleneck(from, length, limit - sent);
        if (amount === Number.POSITIVE_INFINITY) return amount;
        this.#push(from, length, amount);
        sent += amount;
        if (sent >= limit - this.#least) break;
      }
    }
    return sent;
  }

  /** Numbers nodes by their distance from a node; false when the other one cannot be reached. */
  #layer(except: number, from: number, to: number): boolean {
    const layer = this.#layers.fill(-1);
    const queue = this.#queue;
    let last = 1;
    queue[0] = from;
    layer[from] = 0;
    for (let first = 0; first < last; first += 1) {
      const node = queue[first] ?? 0;
      for (const cell of this.#movable[node] ?? []) {
        const next = this.#across(cell, node);
        if (layer[next] !== -1 || cell === except || this.#room(cell, node) <= this.#least) continue;
        layer[next] = (layer[node] ?? 0) + 1;
        if (next === to) return true;
        queue[last] = next;
        last += 1;
      }
    }
    return false;
  }

  /** A path from layer to layer, into `path`; its length, or 0 when no more is left. Dead ends are not tried again. */
  #path(except: number, from: number, to: number): number {
    let node = from;
    let length = 0;
    while (node !== to) {
      const cell = this.#step(except, node, to);
      if (cell === -1) {
        if (length === 0) return 0;
        length -= 1;
        node = this.#across(this.#steps[length] ?? 0, node);
        this.#next[node] = (this.#next[node] ?? 0) + 1;
        continue;
      }
      this.#steps[length] = cell;
      length += 1;
      node = this.#across(cell, node);
    }
    return length;
  }

  /** The next cell at a node that leads one layer on, or −1. */
  #step(except: number, node: number, to: number): number {
    const movable = this.#movable[node] ?? [];
    const deeper = (this.#layers[node] ?? 0) + 1;
    for (let at = this.#next[node] ?? 0; at < movable.length; at += 1) {
      this.#next[node] = at;
      const cell = movable[at] ?? 0;
      const next = this.#across(cell, node);
      const leads = this.#layers[next] === deeper && (next === to || deeper < (this.#layers[to] ?? 0));
      if (leads && cell !== except && this.#room(cell, node) > this.#least) return cell;
    }
    this.#next[node] = movable.length;
    return -1;
  }

  #bottleneck(from: number, length: number, limit: number): number {
    let amount = limit;
    let node = from;
    for (let at = 0; at < length; at += 1) {
      const cell = this.#steps[at] ?? 0;
      amount = Math.min(amount, this.#room(cell, node));
      node = this.#across(cell, node);
    }
    return amount;
  }

  #push(from: number, length: number, amount: number): void {
    let node = from;
    for (let at = 0; at < length; at += 1) {
      const cell = this.#steps[at] ?? 0;
      if (this.#shift[cell] === 0) this.#moved.push(cell);
      this.#shift[cell] = (this.#shift[cell] ?? 0) + (this.#network.tail[cell] === node ? amount : -amount);
      node = this.#across(cell, node);
    }
  }

  #reset(): void {
    for (const cell of this.#moved) this.#shift[cell] = 0;
    this.#moved.length = 0;
  }

  /**
   * Cheapest path on which something can move, withholding what must be withheld (Dijkstra 1959, without a heap: the
   * networks are dense). Of equally cheap ones the first in the order of cells.
   *
   * @returns its cells, or null when there is none
   */
  #cheapest(except: number, from: number, to: number, cost: Float64Array): number[] | null {
    this.#distance.fill(Number.POSITIVE_INFINITY)[from] = 0;
    this.#done.fill(0);
    this.#via.fill(-1);
    let node = this.#nearest();
    for (; node !== to; node = this.#nearest()) {
      if (node === -1) return null;
      this.#done[node] = 1;
      this.#relax(except, node, cost);
    }
    const cells: number[] = [];
    while (node !== from) {
      const cell = this.#via[node] ?? 0;
      cells.push(cell);
      node = this.#across(cell, node);
    }
    return cells;
  }

  /** The nearest node that is not done yet; −1 when none can be reached. */
  #nearest(): number {
    let node = -1;
    let nearest = Number.POSITIVE_INFINITY;
    for (let each = 0; each < this.#network.nodes; each += 1) {
      const far = this.#distance[each] ?? nearest;
      if (this.#done[each] === 1 || far >= nearest) continue;
      nearest = far;
      node = each;
    }
    return node;
  }

  #relax(except: number, node: number, cost: Float64Array): void {
    const sofar = this.#distance[node] ?? 0;
    for (const cell of this.#network.at[node] ?? []) {
      const next = this.#across(cell, node);
      if (this.#done[next] === 1 || cell === except) continue;
      const isHidden = this.#hidden[cell] === 1;
      const further = sofar + (isHidden ? 0 : (cost[cell] ?? Number.POSITIVE_INFINITY));
      if (further >= (this.#distance[next] ?? 0)) continue;
      if (this.#roomIfHidden(cell, node, isHidden) <= this.#least) continue;
      this.#distance[next] = further;
      this.#via[next] = cell;
    }
  }

  #roomIfHidden(cell: number, node: number, isHidden: boolean): number {
    if (isHidden) return this.#room(cell, node);
    return this.#network.tail[cell] === node ? Number.POSITIVE_INFINITY : (this.#value[cell] ?? 0);
  }
}
