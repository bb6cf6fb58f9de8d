import { sortedByNumber } from './joined-numbers.ts';

/** Who is in which cells: customers who are in the same ones have the same signature. */
export interface Signatures {
  /** Of each customer, from 1 in the order of the first who has it; 0: in no cell. */
  readonly ofCustomer: Int32Array;
  /** By signature: the cells, ascending. The first is that of none. */
  readonly cells: readonly (readonly number[])[];
}

/** Spreads sets of numbers over all whole numbers of 32 bits. */
const SPREAD = 0x9e3779b1;

/**
 * Numbers the sets of cells that customers are in. Sets are compared entry by entry, so that no two are ever taken for one.
 *
 * @param cell of each entry, from 0
 * @param customer of each entry, from 0; nobody is twice in a cell
 * @param customers how many there are, those in no cell included
 */
export function signaturesOf(cell: Int32Array, customer: Int32Array, customers: number): Signatures {
  const order = sortedByNumber(customer, sortedByNumber(cell, null));
  const ofCustomer = new Int32Array(customers);
  const cells: number[][] = [[]];
  const byHash = new Map<number, number[]>();
  let from = 0;
  while (from < order.length) {
    const who = customer[order[from] ?? 0] ?? 0;
    let hash = 0;
    let to = from;
    for (; to < order.length && customer[order[to] ?? 0] === who; to += 1) {
      hash = Math.imul(hash ^ (cell[order[to] ?? 0] ?? 0), SPREAD) ^ (hash >>> 15);
    }
    const [start, length] = [from, to - from];
    from = to;
    const isSame = (signature: number): boolean => {
      const known = cells[signature];
      if (known?.length !== length) return false;
      for (let at = 0; at < length; at += 1) {
        if (known[at] !== cell[order[start + at] ?? 0]) return false;
      }
      return true;
    };
    const alike = byHash.get(hash) ?? [];
    let signature = alike.find(isSame);
    if (signature === undefined) {
      signature = cells.length;
      cells.push(Array.from({ length }, (_, at) => cell[order[start + at] ?? 0] ?? 0));
      byHash.set(hash, [...alike, signature]);
    }
    ofCustomer[who] = signature;
  }
  return { ofCustomer, cells };
}
