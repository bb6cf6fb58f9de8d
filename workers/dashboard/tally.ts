import type { CellSums, OrderCells, Summed } from './order-cells.ts';

/** Who and what is counted, and into which group. */
export interface Counted {
  readonly cells: OrderCells;
  /** 1 for customers who are counted; null: all are. */
  readonly customers: Uint8Array | null;
  /** Group of each code, -1 for those that are not counted. */
  readonly groupOfCode: Int32Array;
  /** How many groups codes make. */
  readonly codeGroups: number;
  /** Group of each customer; null: all are in one. */
  readonly groupOfCustomer: Uint16Array | null;
  readonly customerGroups: number;
  /** 1 for customers whose first order of all meets the conditions on time that are in force; null: all do. */
  readonly began: Uint8Array | null;
  /** Where groups are of time: when each customer's first order of all was, and when each group of codes is. */
  readonly times: readonly GroupTime[];
}

/** One axis of time that groups are divided by. */
export interface GroupTime {
  readonly first: Int32Array;
  readonly ofGroup: Int32Array;
}

/** Figures of groups: those of codes within those of customers. */
export interface SumsByGroup {
  readonly values: Float64Array;
  /** 1 where a row says it. */
  readonly known: Uint8Array | null;
}

function groupsOf({ codeGroups, customerGroups }: Counted): number {
  return codeGroups * customerGroups;
}

/** Sums a figure up. */
export function sumByGroup(counted: Counted, { values, known }: CellSums): SumsByGroup {
  const { cells, customers, groupOfCode, codeGroups, groupOfCustomer } = counted;
  const { starts, code } = cells;
  const sums = new Float64Array(groupsOf(counted));
  const said = known === null ? null : new Uint8Array(groupsOf(counted));
  for (let customer = 0; customer < starts.length - 1; customer += 1) {
    if (customers !== null && customers[customer] === 0) continue;
    const base = groupOfCustomer === null ? 0 : (groupOfCustomer[customer] ?? 0) * codeGroups;
    const to = starts[customer + 1] ?? 0;
    for (let at = starts[customer] ?? 0; at < to; at += 1) {
      const group = groupOfCode[code[at] ?? 0] ?? -1;
      if (group < 0) continue;
      sums[base + group] = (sums[base + group] ?? 0) + (values[at] ?? 0);
      if (said !== null && known !== null && known[at] === 1) said[base + group] = 1;
    }
  }
  return { values: sums, known: said };
}

/** Counts orders: one whose rows lie in several cells counts once in every group it touches. */
export function ordersByGroup(counted: Counted): Float64Array {
  const { cells, customers, groupOfCode, codeGroups, groupOfCustomer } = counted;
  const { values } = sumByGroup(counted, { values: cells.orders, known: null });
  const { customer: owner, starts, code } = cells.spread;
  const seen = new Int32Array(codeGroups);
  for (let order = 0; order < owner.length; order += 1) {
    const customer = owner[order] ?? 0;
    if (customers !== null && customers[customer] === 0) continue;
    const base = groupOfCustomer === null ? 0 : (groupOfCustomer[customer] ?? 0) * codeGroups;
    const to = starts[order + 1] ?? 0;
    for (let at = starts[order] ?? 0; at < to; at += 1) {
      const group = groupOfCode[code[at] ?? 0] ?? -1;
      if (group < 0 || seen[group] === order + 1) continue;
      seen[group] = order + 1;
      values[base + group] = (values[base + group] ?? 0) + 1;
    }
  }
  return values;
}

/**
 * Counts distinct customers, and those among them whose first order of all is in the group's time and meets the
 * conditions on time.
 */
export function customersByGroup(counted: Counted): { all: Float64Array; newcomers: Float64Array } {
  const { cells, customers, groupOfCode, codeGroups, groupOfCustomer, began, times } = counted;
  const { starts, code } = cells;
  const [all, newcomers] = [new Float64Array(groupsOf(counted)), new Float64Array(groupsOf(counted))];
  // The last customer who was seen in a group, counted from 1.
  const seen = new Int32Array(codeGroups);
  for (let customer = 0; customer < starts.length - 1; customer += 1) {
    if (customers !== null && customers[customer] === 0) continue;
    const base = groupOfCustomer === null ? 0 : (groupOfCustomer[customer] ?? 0) * codeGroups;
    const mayBeNew = began === null || began[customer] === 1;
    const to = starts[customer + 1] ?? 0;
    for (let at = starts[customer] ?? 0; at < to; at += 1) {
      const group = groupOfCode[code[at] ?? 0] ?? -1;
      if (group < 0 || seen[group] === customer + 1) continue;
      seen[group] = customer + 1;
      all[base + group] = (all[base + group] ?? 0) + 1;
      const isNew = mayBeNew && times.every(({ first, ofGroup }) => first[customer] === ofGroup[group]);
      if (isNew) newcomers[base + group] = (newcomers[base + group] ?? 0) + 1;
    }
  }
  return { all, newcomers };
}

/** Names of figures that are summed up. */
export const SUMMED = ['revenue', 'units', 'margin'] as const satisfies readonly Summed[];
