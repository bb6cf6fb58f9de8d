import type { LinearTable } from './linear-table.ts';

/**
 * A table whose sums form a network: relations are nodes, cells are arcs, and a change of cells that keeps all sums is
 * a circulation. All tables of one and two dimensions with their margins, and hierarchies of one dimension, are of
 * this kind. (Cox, JASA 90 (1995) 1453–1462, on network models for two-way tables.)
 */
export interface CellNetwork {
  /** Relations, and one node more for what lies outside of the table. */
  readonly nodes: number;
  /** Node that a rise of the cell takes from, and the one it gives to. */
  readonly tail: Int32Array;
  readonly head: Int32Array;
  /** Cells at each node. */
  readonly at: readonly (readonly number[])[];
  /** Whether every cell is in one relation at most: then cells are interchangeable. */
  readonly isStar: boolean;
}

interface Place {
  readonly relation: number;
  readonly sign: 1 | -1;
}

function placesOf({ values, relations }: LinearTable): Place[][] {
  const places: Place[][] = values.map(() => []);
  relations.forEach(({ parts, total }, relation) => {
    for (const part of parts) places[part]?.push({ relation, sign: 1 });
    if (total !== null) places[total]?.push({ relation, sign: -1 });
  });
  return places;
}

/** A relation that shares a cell with another, and whether both must then be taken the same way round. */
interface Neighbour {
  readonly other: number;
  readonly same: boolean;
}

/** Which relations share cells; null when a cell is in more than two. */
function neighboursOf(count: number, places: readonly (readonly Place[])[]): Neighbour[][] | null {
  const shared: Neighbour[][] = Array.from({ length: count }, () => []);
  for (const [first, second, ...more] of places) {
    if (more.length > 0) return null;
    if (first === undefined || second === undefined) continue;
    const same = first.sign !== second.sign;
    shared[first.relation]?.push({ other: second.relation, same });
    shared[second.relation]?.push({ other: first.relation, same });
  }
  return shared;
}

/**
 * Turns some relations round so that each cell counts once for and once against; null when that cannot be done.
 * Relations that share a cell are visited from one to the next.
 */
function orientations(count: number, places: readonly (readonly Place[])[]): Int8Array | null {
  const neighbours = neighboursOf(count, places);
  const turned = new Int8Array(count);
  for (let start = 0; start < count; start += 1) {
    if (turned[start] !== 0) continue;
    turned[start] = 1;
    const waiting = [start];
    for (let at = waiting.pop(); at !== undefined; at = waiting.pop()) {
      for (const { other, same } of neighbours?.[at] ?? []) {
        const wanted = (turned[at] ?? 1) * (same ? 1 : -1);
        if (turned[other] !== 0 && turned[other] !== wanted) return null;
        if (turned[other] === 0) waiting.push(other);
        turned[other] = wanted;
      }
    }
  }
  return neighbours === null ? null : turned;
}

/**
 * Reads a table as a network.
 *
 * @returns the network, or null when a cell is in more than two relations or they cannot be oriented, as in tables
 *   of three dimensions
 */
export function networkOf(table: LinearTable): CellNetwork | null {
  const places = placesOf(table);
  const turned = orientations(table.relations.length, places);
  if (turned === null) return null;
  const outside = table.relations.length;
  const tail = new Int32Array(places.length).fill(outside);
  const head = new Int32Array(places.length).fill(outside);
  const at: number[][] = Array.from({ length: outside + 1 }, () => []);
  let isStar = true;
  places.forEach((mine, cell) => {
    for (const { relation, sign } of mine) {
      if (sign * (turned[relation] ?? 1) > 0) head[cell] = relation;
      else tail[cell] = relation;
    }
    if (mine.length > 1) isStar = false;
    if (mine.length === 0) return;
    at[tail[cell] ?? outside]?.push(cell);
    at[head[cell] ?? outside]?.push(cell);
  });
  return { nodes: outside + 1, tail, head, at, isStar };
}
