import { type FilterClause, type Selection, TIME_DIMENSION } from '../../src/contract/dashboard.ts';
import { selectionKey } from '../../src/crossfilter/selection.ts';
import type { CustomerAxis, DashboardData, OrderAxis } from './dashboard-data.ts';
import { onAxes, type OrderCells, type Summed } from './order-cells.ts';
import {
  type Counted,
  customersByGroup,
  type GroupTime,
  ordersByGroup,
  sumByGroup,
  type SumsByGroup,
} from './tally.ts';

/** Figures of the groups that some dimensions make under some conditions, each counted when it is first asked for. */
export class Tally {
  readonly #counted: Counted;
  readonly #sums = new Map<Summed, SumsByGroup | null>();
  #orders: Float64Array | null = null;
  #customers: { readonly all: Float64Array; readonly newcomers: Float64Array } | null = null;

  /** Places of every group among the values of each dimension, in the order they were asked for. */
  readonly groups: readonly Int32Array[];

  constructor(counted: Counted, groups: readonly Int32Array[]) {
    this.#counted = counted;
    this.groups = groups;
  }

  /** Number of groups there can be. */
  get size(): number {
    return this.#counted.codeGroups * this.#counted.customerGroups;
  }

  get orders(): Float64Array {
    this.#orders ??= ordersByGroup(this.#counted);
    return this.#orders;
  }

  get customers(): { readonly all: Float64Array; readonly newcomers: Float64Array } {
    this.#customers ??= customersByGroup(this.#counted);
    return this.#customers;
  }

  /** Null when the data do not have the figure. */
  sum(name: Summed): SumsByGroup | null {
    const before = this.#sums.get(name);
    if (before !== undefined) return before;
    const sums = this.#counted.cells.sums[name];
    const found = sums === undefined ? null : sumByGroup(this.#counted, sums);
    this.#sums.set(name, found);
    return found;
  }
}

/**
 * Which values of a dimension meet a condition, by their place.
 *
 * Stretches are told by text, which is how periods, cohorts and bands sort.
 */
export function allowed(values: readonly string[], clause: FilterClause): Uint8Array {
  const meets =
    clause.op === 'in'
      ? (value: string) => clause.values.includes(value)
      : (value: string) => clause.low <= value && value <= clause.high;
  return Uint8Array.from(values, (value) => (meets(value) ? 1 : 0));
}

/** An order axis with where on it each code lies. */
interface PlacedAxis extends OrderAxis {
  readonly digits: Int32Array;
}

/** Counts groups of orders and customers under conditions, on the fewest cells that tell what is asked. */
export class Tallies {
  readonly #data: DashboardData;
  readonly #cells = new Map<string, OrderCells>();

  constructor(data: DashboardData) {
    this.#data = data;
  }

  /**
   * @param dimensions that groups are made by
   * @param selection conditions in force; those on a dimension that is not there are met by nobody
   */
  count(dimensions: readonly string[], selection: Selection): Tally {
    const { customerAxes, orderAxes } = this.#data;
    const named = [...dimensions, ...selection.map(({ dimension }) => dimension)];
    const cells = this.#onAxes(
      orderAxes.map(({ dimension }) => dimension.name).filter((name) => named.includes(name)),
    );
    const placed = cells.axes.map((axis, at): PlacedAxis => {
      const found = orderAxes.find(({ dimension }) => dimension.name === axis.name);
      const digits = cells.places.digits[at];
      if (found === undefined || digits === undefined) throw new RangeError(`no axis ${axis.name}`);
      return { ...found, digits };
    });
    const byCodes = dimensions.flatMap(
      (name) => placed.find(({ dimension }) => dimension.name === name) ?? [],
    );
    const byCustomers = dimensions.flatMap(
      (name) => customerAxes.find(({ dimension }) => dimension.name === name) ?? [],
    );
    const codes = codeGroups(cells.places.codes, placed, byCodes, selection);
    const people = customerGroups(byCustomers);
    const total = codes.count * people.count;
    const groups = dimensions.map((name) => {
      const ofCode = codes.digits.get(name);
      const ofCustomer = people.digits.get(name);
      return Int32Array.from({ length: total }, (_, group) =>
        ofCode === undefined
          ? (ofCustomer?.[Math.floor(group / codes.count)] ?? 0)
          : (ofCode[group % codes.count] ?? 0),
      );
    });
    const times = byCodes.flatMap(({ first, dimension }): GroupTime[] => {
      const ofGroup = codes.digits.get(dimension.name);
      return first === null || ofGroup === undefined ? [] : [{ first, ofGroup }];
    });
    const counted: Counted = {
      cells,
      customers: this.#chosen(selection),
      groupOfCode: codes.of,
      codeGroups: codes.count,
      groupOfCustomer: byCustomers.length === 0 ? null : people.of,
      customerGroups: people.count,
      began: this.#began(selection),
      times,
    };
    return new Tally(counted, groups);
  }

  /** Cells on some of the axes, made out of the smallest that tell them apart. */
  #onAxes(names: readonly string[]): OrderCells {
    const key = names.join('\n');
    const found = this.#cells.get(key);
    if (found !== undefined) return found;
    const all = this.#data.cells;
    const wider = [...this.#cells.values()].filter(({ axes }) =>
      names.every((name) => axes.some((axis) => axis.name === name)),
    );
    const from = wider.reduce((best, each) => (each.code.length < best.code.length ? each : best), all);
    const made = names.length === all.axes.length ? all : onAxes(from, names);
    this.#cells.set(key, made);
    return made;
  }

  /** Customers who meet the conditions on them; null: all do. */
  #chosen(selection: Selection): Uint8Array | null {
    const { customerAxes, orderAxes, cells } = this.#data;
    const chosen = new Uint8Array(cells.starts.length - 1).fill(1);
    let asked = false;
    for (const clause of selection) {
      if (orderAxes.some(({ dimension }) => dimension.name === clause.dimension)) continue;
      asked = true;
      const axis = customerAxes.find(({ dimension }) => dimension.name === clause.dimension);
      if (axis === undefined) return chosen.fill(0);
      const may = allowed(axis.dimension.values, clause);
      for (const [customer, value] of axis.of.entries()) if (may[value] !== 1) chosen[customer] = 0;
    }
    return asked ? chosen : null;
  }

  /** Customers whose first order of all meets the conditions on time; null: all do. */
  #began(selection: Selection): Uint8Array | null {
    const { orderAxes, cells } = this.#data;
    const began = new Uint8Array(cells.starts.length - 1).fill(1);
    let asked = false;
    for (const { dimension, first } of orderAxes) {
      const clause = selection.find((each) => each.dimension === dimension.name);
      if (clause === undefined || first === null) continue;
      asked = true;
      const may = allowed(dimension.values, clause);
      for (const [customer, value] of first.entries()) if (may[value] !== 1) began[customer] = 0;
    }
    return asked ? began : null;
  }
}

interface Grouping<T> {
  readonly of: T;
  readonly count: number;
  /** By dimension, where each group lies on it. */
  readonly digits: ReadonlyMap<string, Int32Array>;
}

/** Digits of groups by dimension: the first counts most. */
function digitsOfGroups(sizes: readonly (readonly [string, number])[]): {
  readonly count: number;
  readonly digits: ReadonlyMap<string, Int32Array>;
} {
  const count = sizes.reduce((all, [, size]) => all * size, 1);
  let below = count;
  const digits = sizes.map(([name, size]): [string, Int32Array] => {
    below /= size;
    return [name, Int32Array.from({ length: count }, (_, group) => Math.floor(group / below) % size)];
  });
  return { count, digits: new Map(digits) };
}

function codeGroups(
  codes: number,
  placed: readonly PlacedAxis[],
  by: readonly PlacedAxis[],
  selection: Selection,
): Grouping<Int32Array> {
  const rules = placed.flatMap(({ dimension, digits }) => {
    const clause = selection.find((each) => each.dimension === dimension.name);
    return clause === undefined ? [] : [{ digits, may: allowed(dimension.values, clause) }];
  });
  const of = new Int32Array(codes);
  for (let code = 0; code < codes; code += 1) {
    of[code] = rules.every(({ digits, may }) => may[digits[code] ?? 0] === 1)
      ? by.reduce((all, { dimension, digits }) => all * dimension.values.length + (digits[code] ?? 0), 0)
      : -1;
  }
  return { of, ...digitsOfGroups(by.map(({ dimension }) => [dimension.name, dimension.values.length])) };
}

function customerGroups(by: readonly CustomerAxis[]): Grouping<Uint16Array> {
  const made = digitsOfGroups(by.map(({ dimension }) => [dimension.name, dimension.values.length]));
  const [first, second] = by;
  if (first === undefined || second === undefined) return { of: first?.of ?? new Uint16Array(), ...made };
  const size = second.dimension.values.length;
  return { of: first.of.map((value, customer) => value * size + (second.of[customer] ?? 0)), ...made };
}

/** A text that is equal for the same groups under the same conditions. */
export function tallyKey(dimensions: readonly string[], selection: Selection): string {
  return JSON.stringify([dimensions, selectionKey(selection)]);
}

/** Conditions without those on time. */
export function timeless(selection: Selection): Selection {
  return selection.filter(({ dimension }) => dimension !== TIME_DIMENSION);
}
