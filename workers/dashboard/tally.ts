import { type CustomerBits, isAmong } from './customer-bits.ts';
import type { OrderCells } from './order-cells.ts';

/** The group of each customer; `of` null: all are in one. */
export interface PeopleGroups {
  readonly of: Int32Array | null;
  readonly count: number;
}

/** The group of each code, -1 for those that are not counted. */
export interface CodeGroups {
  readonly of: Int32Array;
  readonly count: number;
}

/** A dimension of time: where the first order of all of each customer lies on it, and where each code does. */
export interface CodeTime {
  readonly first: Int32Array;
  readonly ofCode: Int32Array;
}

/** Who is counted; null: all are. */
export type Chosen = CustomerBits | null;

// Each kind of array is read by a function of its own: shared, they would be slow for all. Places outside are 0.
const whole = (values: Int32Array, at: number): number => values[at] ?? 0;
const real = (values: Float64Array, at: number): number => values[at] ?? 0;

function groupOf({ of }: PeopleGroups, customer: number): number {
  return of === null ? 0 : (of[customer] ?? 0);
}

/** Adds cells of chosen customers up by code, groups of customers apart. */
export function sumByCode(
  { starts, code, places }: OrderCells,
  chosen: Chosen,
  people: PeopleGroups,
  values: Float64Array,
): Float64Array {
  const { codes } = places;
  const sums = new Float64Array(codes * people.count);
  for (let customer = 0; customer < starts.length - 1; customer += 1) {
    if (chosen !== null && !isAmong(chosen, customer)) continue;
    const base = groupOf(people, customer) * codes;
    const to = whole(starts, customer + 1);
    for (let at = whole(starts, customer); at < to; at += 1) {
      const place = base + whole(code, at);
      sums[place] = real(sums, place) + real(values, at);
    }
  }
  return sums;
}

/** Puts sums by code together by group. */
export function gatherCodes(sums: Float64Array, codes: CodeGroups, { count }: PeopleGroups): Float64Array {
  const found = new Float64Array(codes.count * count);
  const all = codes.of.length;
  for (let people = 0; people < count; people += 1) {
    for (let code = 0; code < all; code += 1) {
      const group = whole(codes.of, code);
      if (group < 0) continue;
      const place = people * codes.count + group;
      found[place] = real(found, place) + real(sums, people * all + code);
    }
  }
  return found;
}

/** Counts distinct chosen customers by group; with `time`, only in cells of the time of their first order of all. */
export function distinctByGroup(
  { starts, code }: OrderCells,
  chosen: Chosen,
  people: PeopleGroups,
  codes: CodeGroups,
  time: CodeTime | null,
): Float64Array {
  const counts = new Float64Array(codes.count * people.count);
  // The last customer who was seen in a group, counted from 1.
  const seen = new Int32Array(codes.count);
  for (let customer = 0; customer < starts.length - 1; customer += 1) {
    if (chosen !== null && !isAmong(chosen, customer)) continue;
    const base = groupOf(people, customer) * codes.count;
    const first = time === null ? -1 : whole(time.first, customer);
    const to = whole(starts, customer + 1);
    for (let at = whole(starts, customer); at < to; at += 1) {
      const group = whole(codes.of, whole(code, at));
      if (group < 0 || whole(seen, group) === customer + 1) continue;
      if (time !== null && whole(time.ofCode, whole(code, at)) !== first) continue;
      seen[group] = customer + 1;
      counts[base + group] = real(counts, base + group) + 1;
    }
  }
  return counts;
}

/** Adds spread orders to counts of orders by group: each counts once in every group it touches. */
export function addSpread(
  counts: Float64Array,
  { spread }: OrderCells,
  chosen: Chosen,
  people: PeopleGroups,
  codes: CodeGroups,
): void {
  const seen = new Int32Array(codes.count);
  for (let order = 0; order < spread.customer.length; order += 1) {
    const customer = whole(spread.customer, order);
    if (chosen !== null && !isAmong(chosen, customer)) continue;
    const base = groupOf(people, customer) * codes.count;
    const to = whole(spread.starts, order + 1);
    for (let at = whole(spread.starts, order); at < to; at += 1) {
      const group = whole(codes.of, whole(spread.code, at));
      if (group < 0 || whole(seen, group) === order + 1) continue;
      seen[group] = order + 1;
      counts[base + group] = real(counts, base + group) + 1;
    }
  }
}
