import { appError, type AppError } from '../contract/error.ts';
import type { CellId } from '../contract/ids.ts';

/** What the graph knows of a cell. */
export interface GraphNode {
  readonly id: CellId;
  /** What others call it; null for a cell without a name. */
  readonly name: string | null;
  /** What its name stands for: relations `name` and `name.table`, the parameter `$name`, or nothing one can read. */
  readonly makes: 'relations' | 'input' | 'nothing';
  /** Relations, such as `vip` or `rfm.segments`, and inputs written `$name`. */
  readonly reads: readonly string[];
}

/** Which cell reads which, derived of what they say; it is never stored. */
export interface Graph {
  /** Cells in an order in which each comes after those it reads; the order of the document decides the rest. */
  readonly order: readonly CellId[];
  /** Cells that a cell reads, and those that read it, in the order of the document. */
  readonly reads: ReadonlyMap<CellId, readonly CellId[]>;
  readonly readBy: ReadonlyMap<CellId, readonly CellId[]>;
  /** What a cell reads that nothing makes, as written. */
  readonly missing: ReadonlyMap<CellId, readonly string[]>;
  /** Cells that cannot run for their place in the graph: `cell.cycle`, `cell.nameTaken`. */
  readonly faults: ReadonlyMap<CellId, AppError>;
}

/** A name as DuckDB compares it: letter case does not count. */
export function sameName(name: string): string {
  return name.toLowerCase();
}

/**
 * Key of what a cell reads: `rfm.segments` is of the cell `rfm`, `$top` of the input `top`. Inputs and relations are told
 * apart, as SQL tells them apart.
 */
function keyOf(written: string): string {
  return sameName(written.startsWith('$') ? written : (written.split('.', 1)[0] ?? ''));
}

interface Names {
  /** Who makes what is read under a key; null for loaded data. */
  readonly makers: ReadonlyMap<string, CellId | null>;
  readonly faults: Map<CellId, AppError>;
}

function namesOf(nodes: readonly GraphNode[], loaded: readonly string[]): Names {
  const makers = new Map<string, CellId | null>(loaded.map((name) => [sameName(name), null]));
  const taken = new Set(makers.keys());
  const faults = new Map<CellId, AppError>();
  for (const { id, name, makes } of nodes) {
    if (name === null) continue;
    const key = sameName(name);
    if (taken.has(key)) {
      faults.set(id, appError('cell.nameTaken', { name }));
      continue;
    }
    taken.add(key);
    if (makes !== 'nothing') makers.set(makes === 'input' ? `$${key}` : key, id);
  }
  return { makers, faults };
}

/**
 * Groups of cells that wait for one another (strongly connected components), each after those it reads.
 * SOURCE: R. Tarjan, Depth-first search and linear graph algorithms, SIAM J. Comput. 1 (1972), §4.
 */
function groupsOf(ids: readonly CellId[], reads: ReadonlyMap<CellId, readonly CellId[]>): CellId[][] {
  const groups: CellId[][] = [];
  const index = new Map<CellId, number>();
  const low = new Map<CellId, number>();
  const open: CellId[] = [];
  const isOpen = new Set<CellId>();
  const lowOf = (id: CellId): number => low.get(id) ?? Infinity;

  function visit(id: CellId): void {
    const at = index.size;
    index.set(id, at);
    low.set(id, at);
    open.push(id);
    isOpen.add(id);
    for (const read of reads.get(id) ?? []) {
      if (!index.has(read)) visit(read);
      if (isOpen.has(read)) low.set(id, Math.min(lowOf(id), lowOf(read)));
    }
    if (lowOf(id) !== at) return;
    const group = open.splice(open.indexOf(id));
    for (const each of group) isOpen.delete(each);
    groups.push(group);
  }

  for (const id of ids) if (!index.has(id)) visit(id);
  return groups;
}

/**
 * Derives which cell reads which.
 *
 * A name stands for the first cell of the document that has it; a later one is told that it is taken. A cell may read
 * one that stands below it.
 *
 * @param nodes cells in the order of the document
 * @param loaded names of relations that are there without a cell
 */
export function graphOf(nodes: readonly GraphNode[], loaded: readonly string[]): Graph {
  const { makers, faults } = namesOf(nodes, loaded);
  const place = new Map(nodes.map(({ id }, at) => [id, at]));
  const inDocument = (a: CellId, b: CellId): number => (place.get(a) ?? 0) - (place.get(b) ?? 0);
  const reads = new Map<CellId, readonly CellId[]>();
  const readBy = new Map<CellId, CellId[]>(nodes.map(({ id }) => [id, []]));
  const missing = new Map<CellId, readonly string[]>();
  for (const { id, reads: written } of nodes) {
    const found = written.map((each) => makers.get(keyOf(each)));
    const unknown = written.filter((_, at) => found[at] === undefined);
    const cells = new Set(found.filter((maker) => maker !== undefined && maker !== null));
    reads.set(id, [...cells].sort(inDocument));
    if (unknown.length > 0) missing.set(id, unknown);
    for (const cell of cells) readBy.get(cell)?.push(id);
  }
  const nameOf = new Map(nodes.map(({ id, name }) => [id, name ?? '']));
  const order: CellId[] = [];
  for (const group of groupsOf([...place.keys()], reads)) {
    group.sort(inDocument);
    order.push(...group);
    const [first] = group;
    if (first === undefined || (group.length === 1 && reads.get(first)?.includes(first) !== true)) continue;
    const names = group.map((id) => nameOf.get(id)).join(', ');
    for (const id of group) if (!faults.has(id)) faults.set(id, appError('cell.cycle', { names }));
  }
  return { order, reads, readBy, missing, faults };
}

/** Cells that read one of some cells, at first or second hand; these cells themselves are left out unless they do. */
export function readersOf(graph: Graph, ids: Iterable<CellId>): Set<CellId> {
  return reach(graph.readBy, ids);
}

/** Cells that some cells read, at first or second hand. */
export function sourcesOf(graph: Graph, ids: Iterable<CellId>): Set<CellId> {
  return reach(graph.reads, ids);
}

function reach(next: ReadonlyMap<CellId, readonly CellId[]>, ids: Iterable<CellId>): Set<CellId> {
  const found = new Set<CellId>();
  const waiting = [...ids];
  for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
    for (const each of next.get(id) ?? []) {
      if (found.has(each)) continue;
      found.add(each);
      waiting.push(each);
    }
  }
  return found;
}
