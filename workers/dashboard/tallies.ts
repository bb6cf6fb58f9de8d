import type { Selection } from '../../src/contract/dashboard.ts';
import { selectionKey } from '../../src/crossfilter/selection.ts';
import { allowed, ChosenCustomers } from './chosen-customers.ts';
import type { CustomerAxis, DashboardData, OrderAxis } from './dashboard-data.ts';
import { type CellSums, onAxes, type OrderCells, type Summed } from './order-cells.ts';
import { RecentValues } from './recent-values.ts';
import {
  addSpread,
  type Chosen,
  type CodeGroups,
  type CodeTime,
  countPeople,
  customersByCode,
  distinctByGroup,
  gatherCodes,
  type PeopleGroups,
  seenCustomers,
  sumByCode,
  sumByCustomer,
  sumOfPeople,
} from './tally.ts';

/** Figures by code that are kept: some hundred kilobytes each at most. */
const KEPT_BY_CODE = 200;
/** Figures by customer that are kept: eight bytes a customer each. */
const KEPT_BY_CUSTOMER = 16;

/** A sum for each group, and whether any of its rows says it; null where all do. */
export interface SumsByGroup {
  readonly values: Float64Array;
  readonly known: Float64Array | null;
}

/** Figures of the groups that some dimensions make under some conditions, each counted when it is first asked for. */
export interface Tally {
  /** Where every group lies on each of the dimensions, in the order they were asked for. */
  readonly groups: readonly Int32Array[];
  readonly size: number;
  orders(): Float64Array;
  customers(): Float64Array;
  newcomers(): Float64Array;
  /** Null when the data do not have the figure. */
  sum(name: Summed): SumsByGroup | null;
}

/** An order axis with where on it each code lies. */
interface PlacedAxis extends OrderAxis {
  readonly digits: Int32Array;
}

interface Question {
  readonly cells: OrderCells;
  /** Names the cells and what is chosen of them. */
  readonly cellsKey: string;
  readonly codes: CodeGroups;
  readonly codesKey: string;
  readonly people: PeopleGroups;
  readonly peopleKey: string;
  readonly chosen: Chosen;
  readonly chosenKey: string;
  /** Those who are chosen and began in the time that is asked for. */
  readonly beginning: Chosen;
  readonly times: readonly CodeTime[];
}

/** What has been computed lately and serves again when other conditions change. */
interface Kept {
  readonly byCode: RecentValues<Float64Array>;
  readonly byCustomer: RecentValues<Float64Array>;
  readonly seen: RecentValues<Uint8Array>;
}

/** Computes a figure once. */
function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | null = null;
  return () => (made ??= { value: make() }).value;
}

/** Computes each sum once; null for those that the data do not have. */
function sumsOnce(
  { sums }: OrderCells,
  make: (name: Summed, cells: CellSums) => SumsByGroup,
): (name: Summed) => SumsByGroup | null {
  const made = new Map<Summed, SumsByGroup>();
  return (name) => {
    const cells = sums[name];
    if (cells === undefined) return null;
    const found = made.get(name) ?? make(name, cells);
    made.set(name, found);
    return found;
  };
}

/**
 * Groups of customers only: what each customer adds is kept, for as long as the conditions on orders stay, so that a
 * change of those on customers costs one look at every customer.
 */
function peopleTally(question: Question, kept: Kept): Omit<Tally, 'groups' | 'size'> {
  const { cells, cellsKey, codes, codesKey, people, chosen, beginning } = question;
  const key = `${cellsKey}\n${codesKey}`;
  const added = (name: string, values: Float64Array): Float64Array =>
    kept.byCustomer.get(`${name}\n${key}`, () => sumByCustomer(cells, codes, values));
  const seen = (name: string, marks: Uint8Array | null): Uint8Array =>
    kept.seen.get(`${name}\n${key}`, () => seenCustomers(cells, codes, marks));
  const orders = once(() => {
    const counts = sumOfPeople(added('orders', cells.orders), chosen, people);
    // Codes that are counted make one group here.
    addSpreadTo(counts, question);
    return counts;
  });
  const customers = once(() => countPeople(seen('any', null), chosen, people));
  const newcomers = once(() => countPeople(seen('any', null), beginning, people));
  return {
    orders,
    customers,
    newcomers,
    sum: sumsOnce(cells, (name, { values, known }) => ({
      values: sumOfPeople(added(name, values), chosen, people),
      known: known === null ? null : countPeople(seen(name, known), chosen, people),
    })),
  };
}

function addSpreadTo(counts: Float64Array, { cells, chosen, people, codes }: Question): void {
  if (cells.spread.customer.length > 0) addSpread(counts, cells, chosen, people, codes);
}

/** Whether every group is one code at most, so that customers of codes can be taken for those of groups. */
function isByCode({ of, count }: CodeGroups): boolean {
  const taken = new Uint8Array(count);
  for (const group of of) {
    if (group < 0) continue;
    if (taken[group] === 1) return false;
    taken[group] = 1;
  }
  return true;
}

/**
 * Groups of time or of what orders differ in: figures by code are kept, for as long as the conditions on customers stay,
 * so that a change of those on orders costs one look at every code, but for distinct customers.
 */
function codeTally(question: Question, kept: Kept): Omit<Tally, 'groups' | 'size'> {
  const { cells, cellsKey, codes, people, peopleKey, chosen, chosenKey, beginning, times } = question;
  const key = `${cellsKey}\n${peopleKey}\n${chosenKey}`;
  const gathered = (name: string, values: Float64Array): Float64Array =>
    gatherCodes(
      kept.byCode.get(`${name}\n${key}`, () => sumByCode(cells, chosen, people, values)),
      codes,
      people,
    );
  const orders = once(() => {
    const counts = gathered('orders', cells.orders);
    addSpreadTo(counts, question);
    return counts;
  });
  const customers = once(() =>
    isByCode(codes)
      ? gatherCodes(
          kept.byCode.get(`customers\n${key}`, () => customersByCode(cells, chosen, people)),
          codes,
          people,
        )
      : distinctByGroup(cells, chosen, people, codes, null),
  );
  const newcomers = once(() => distinctByGroup(cells, beginning, people, codes, oneTime(times)));
  return {
    orders,
    customers,
    newcomers,
    sum: sumsOnce(cells, (name, { values, known }) => ({
      values: gathered(name, values),
      known: known === null ? null : gathered(`${name} known`, Float64Array.from(known)),
    })),
  };
}

/** Two dimensions of time as one: a place for each pair. */
function oneTime(times: readonly CodeTime[]): CodeTime | null {
  const [time, other] = times;
  if (time === undefined || other === undefined) return time ?? null;
  const size = 1 + other.ofCode.reduce((most, each) => Math.max(most, each), 0);
  const together = (one: Int32Array, two: Int32Array): Int32Array =>
    one.map((value, place) => value * size + (two[place] ?? 0));
  return {
    first: together(time.first, other.first),
    ofCode: together(time.ofCode, other.ofCode),
  };
}

/** Where groups lie on the dimensions that make them; the first counts most. */
interface Digits {
  readonly count: number;
  readonly on: ReadonlyMap<string, Int32Array>;
}

function digitsOfGroups(axes: readonly Pick<OrderAxis, 'dimension'>[]): Digits {
  const count = axes.reduce((all, { dimension }) => all * dimension.values.length, 1);
  let below = count;
  const on = axes.map(({ dimension: { name, values } }): [string, Int32Array] => {
    below /= values.length;
    return [
      name,
      Int32Array.from({ length: count }, (_, group) => Math.floor(group / below) % values.length),
    ];
  });
  return { count, on: new Map(on) };
}

function codeGroups(
  placed: readonly PlacedAxis[],
  by: readonly PlacedAxis[],
  codes: number,
  selection: Selection,
): Int32Array {
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
  return of;
}

function peopleGroups(by: readonly CustomerAxis[]): Uint16Array | null {
  const [first, second] = by;
  if (first === undefined || second === undefined) return first?.of ?? null;
  const size = second.dimension.values.length;
  return first.of.map((value, customer) => value * size + (second.of[customer] ?? 0));
}

function namesOf(axes: readonly Pick<OrderAxis, 'dimension'>[]): string[] {
  return axes.map(({ dimension }) => dimension.name);
}

/** Counts groups of orders and customers under conditions, on the fewest cells that tell what is asked. */
export class Tallies {
  readonly #data: DashboardData;
  readonly #chosen: ChosenCustomers;
  readonly #cells = new Map<string, OrderCells>();
  readonly #people = new Map<string, PeopleGroups>();
  readonly #kept: Kept = {
    byCode: new RecentValues(KEPT_BY_CODE),
    byCustomer: new RecentValues(KEPT_BY_CUSTOMER),
    seen: new RecentValues(KEPT_BY_CUSTOMER),
  };

  constructor(data: DashboardData) {
    this.#data = data;
    this.#chosen = new ChosenCustomers(data);
  }

  /**
   * @param dimensions that groups are made by
   * @param selection conditions in force; nobody meets one on a dimension that is not there
   */
  count(dimensions: readonly string[], selection: Selection): Tally {
    const { customerAxes, orderAxes } = this.#data;
    const asked = new Set([...dimensions, ...selection.map(({ dimension }) => dimension)]);
    const cells = this.#onAxes(namesOf(orderAxes).filter((name) => asked.has(name)));
    const placed = this.#placed(cells);
    const byCodes = dimensions.flatMap(
      (name) => placed.find(({ dimension }) => dimension.name === name) ?? [],
    );
    const byPeople = dimensions.flatMap(
      (name) => customerAxes.find(({ dimension }) => dimension.name === name) ?? [],
    );
    const [codeDigits, peopleDigits] = [digitsOfGroups(byCodes), digitsOfGroups(byPeople)];
    const ofCode = codeGroups(placed, byCodes, cells.places.codes, selection);
    const onCustomers = this.#chosen.clauses(selection);
    const onOrders = selection.filter((clause) => !onCustomers.includes(clause));
    const question: Question = {
      cells,
      cellsKey: cells.axes.map(({ name }) => name).join(),
      codes: { of: ofCode, count: codeDigits.count },
      codesKey: selectionKey(onOrders),
      people: this.#grouped(byPeople, peopleDigits.count),
      peopleKey: namesOf(byPeople).join(),
      chosen: this.#chosen.meeting(selection),
      chosenKey: selectionKey(onCustomers),
      beginning: this.#chosen.beginning(selection),
      times: byCodes.flatMap(({ first, digits }) => (first === null ? [] : [{ first, ofCode: digits }])),
    };
    const figures =
      byCodes.length === 0 ? peopleTally(question, this.#kept) : codeTally(question, this.#kept);
    const size = codeDigits.count * peopleDigits.count;
    const groups = dimensions.map((name) => {
      const [ofCodes, ofPeople] = [codeDigits.on.get(name), peopleDigits.on.get(name)];
      return Int32Array.from(
        { length: size },
        (_, group) =>
          ofCodes?.[group % codeDigits.count] ?? ofPeople?.[Math.floor(group / codeDigits.count)] ?? 0,
      );
    });
    return { ...figures, groups, size };
  }

  #placed(cells: OrderCells): readonly PlacedAxis[] {
    return cells.axes.map(({ name }, at) => {
      const axis = this.#data.orderAxes.find(({ dimension }) => dimension.name === name);
      const digits = cells.places.digits[at];
      if (axis === undefined || digits === undefined) throw new RangeError(`no axis ${name}`);
      return { ...axis, digits };
    });
  }

  #grouped(by: readonly CustomerAxis[], count: number): PeopleGroups {
    const key = namesOf(by).join('\n');
    const found = this.#people.get(key) ?? { of: peopleGroups(by), count };
    this.#people.set(key, found);
    return found;
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
}

/** A text that is equal for the same groups under the same conditions. */
export function tallyKey(dimensions: readonly string[], selection: Selection): string {
  return JSON.stringify([dimensions, selectionKey(selection)]);
}
