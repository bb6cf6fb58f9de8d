import { type Selection, TIME_DIMENSION } from '../../src/contract/dashboard.ts';
import { clauseOn, selectionKey, withoutDimension } from '../../src/crossfilter/selection.ts';
import { allowed, ChosenCustomers } from './chosen-customers.ts';
import type { CustomerAxis, DashboardData, OrderAxis } from './dashboard-data.ts';
import { codeTally, once, peopleTally } from './group-figures.ts';
import { cellsAtCodes, narrowTo } from './narrow-cells.ts';
import { onAxes, type OrderCells } from './order-cells.ts';
import { RecentValues } from './recent-values.ts';
import type { KeptFigures, Tally, TallyQuestion, TimeQuestion } from './tally-question.ts';
import type { PeopleGroups } from './tally.ts';

/** Figures by code that are kept: some hundred kilobytes each at most. */
const KEPT_BY_CODE = 200;
/** Figures by customer that are kept: eight bytes a customer each. */
const KEPT_BY_CUSTOMER = 16;
/** Kept lists of who is there when: eight bytes a customer for five years of months, and for each group of orders. */
const KEPT_PRESENCE = 8;
/** Cells under conditions on orders are taken by themselves up to this share of all. */
const FEW_CELLS = 0.4;
/** How often that is kept: twenty bytes a cell each. */
const KEPT_NARROW = 4;
/** Cells on fewer axes are made where these many at least fall away. */
const FEWER_AXES = 2;

/** An order axis with where on it each code lies. */
interface PlacedAxis extends OrderAxis {
  readonly digits: Int32Array;
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
  selection: Selection,
): Int32Array {
  const rules = placed.flatMap(({ dimension, digits }) => {
    const clause = selection.find((each) => each.dimension === dimension.name);
    return clause === undefined ? [] : [{ digits, may: allowed(dimension.values, clause) }];
  });
  const codes = placed[0]?.digits.length ?? 1;
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
  readonly #narrow = new RecentValues<OrderCells>(KEPT_NARROW);
  readonly #people = new Map<string, PeopleGroups>();
  readonly #kept: KeptFigures = {
    byCode: new RecentValues(KEPT_BY_CODE),
    byCustomer: new RecentValues(KEPT_BY_CUSTOMER),
    marked: new RecentValues(KEPT_BY_CUSTOMER),
    presence: new RecentValues(KEPT_PRESENCE),
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
    const all = this.#onAxes(namesOf(orderAxes).filter((name) => asked.has(name)));
    const placed = this.#placed(all);
    const byCodes = dimensions.flatMap(
      (name) => placed.find(({ dimension }) => dimension.name === name) ?? [],
    );
    const byPeople = dimensions.flatMap(
      (name) => customerAxes.find(({ dimension }) => dimension.name === name) ?? [],
    );
    const [codeDigits, peopleDigits] = [digitsOfGroups(byCodes), digitsOfGroups(byPeople)];
    const ofCode = codeGroups(placed, byCodes, selection);
    const onCustomers = this.#chosen.clauses(selection);
    const onOrders = selection.filter((clause) => !onCustomers.includes(clause));
    const { cells, cellsKey } = this.#narrowed(all, placed, withoutDimension(onOrders, TIME_DIMENSION));
    const question: TallyQuestion = {
      cells,
      cellsKey,
      codes: { of: ofCode, count: codeDigits.count },
      codesKey: selectionKey(onOrders),
      people: this.#grouped(byPeople, peopleDigits.count),
      peopleKey: namesOf(byPeople).join(),
      chosen: this.#chosen.meeting(selection),
      chosenKey: selectionKey(onCustomers),
      beginning: this.#chosen.beginning(selection),
      when: this.#when(placed, byCodes, codeDigits, onOrders),
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

  #when(
    placed: readonly PlacedAxis[],
    by: readonly PlacedAxis[],
    digits: Digits,
    onOrders: Selection,
  ): TimeQuestion {
    const isPeriod = ({ dimension }: OrderAxis): boolean => dimension.name === TIME_DIMENSION;
    const time = placed.find(isPeriod);
    const outerBy = by.filter((axis) => !isPeriod(axis));
    const others = withoutDimension(onOrders, TIME_DIMENSION);
    const outer = { of: codeGroups(placed, outerBy, others), count: digitsOfGroups(outerBy).count };
    const clause = clauseOn(onOrders, TIME_DIMENSION);
    const values = time?.dimension.values ?? [''];
    const period = digits.on.get(TIME_DIMENSION);
    const outerOf = outerBy.reduce((all, { dimension }) => {
      const on = digits.on.get(dimension.name);
      return all.map((place, group) => place * dimension.values.length + (on?.[group] ?? 0));
    }, new Int32Array(digits.count));
    return {
      outer,
      outerKey: `${namesOf(outerBy).join()}\n${selectionKey(others)}`,
      periodOfCode: time?.digits ?? null,
      may: clause === undefined ? new Uint8Array(values.length).fill(1) : allowed(values, clause),
      ofGroup: period === undefined ? null : { outer: outerOf, period },
      first: this.#data.orderAxes.find(isPeriod)?.first ?? new Int32Array(),
      hasOtherTimes: outerBy.some(({ first }) => first !== null),
    };
  }

  /** Everyone under some conditions, out of the figures of periods where they can be added up. */
  all(selection: Selection): Tally {
    const everyone = this.count([], selection);
    const byPeriod = this.count([TIME_DIMENSION], withoutDimension(selection, TIME_DIMENSION));
    const clause = clauseOn(selection, TIME_DIMENSION);
    const values = this.periods;
    const may = clause === undefined ? new Uint8Array(values.length).fill(1) : allowed(values, clause);
    const added = (figures: Float64Array): Float64Array =>
      Float64Array.of(figures.reduce((sum, each, period) => (may[period] === 1 ? sum + each : sum), 0));
    const addsUp = this.#data.cells.spread.customer.length === 0;
    return {
      ...everyone,
      orders: once(() => (addsUp ? added(byPeriod.orders()) : everyone.orders())),
      sum(name) {
        const sums = byPeriod.sum(name);
        if (sums === null) return null;
        return { values: added(sums.values), known: sums.known === null ? null : added(sums.known) };
      },
    };
  }

  /** Periods from the first order to the last. */
  get periods(): readonly string[] {
    const axis = this.#data.orderAxes.find(({ dimension }) => dimension.name === TIME_DIMENSION);
    return axis?.dimension.values ?? [];
  }

  /**
   * Where conditions on orders leave few cells, those by themselves: much follows that looks at all of them. Conditions on
   * periods are left aside, as they change while a stretch is brushed.
   */
  #narrowed(
    cells: OrderCells,
    placed: readonly PlacedAxis[],
    onOrders: Selection,
  ): { readonly cells: OrderCells; readonly cellsKey: string } {
    const axes = cells.axes.map(({ name }) => name).join();
    if (onOrders.length === 0) return { cells, cellsKey: axes };
    const keep = Uint8Array.from(codeGroups(placed, [], onOrders), (group) => (group < 0 ? 0 : 1));
    const atCodes = this.#kept.byCode.get(`cells\n${axes}`, () => cellsAtCodes(cells));
    const count = atCodes.reduce((sum, each, code) => sum + each * (keep[code] ?? 0), 0);
    if (count > cells.code.length * FEW_CELLS) return { cells, cellsKey: axes };
    const cellsKey = `${axes}\n${selectionKey(onOrders)}`;
    return { cells: this.#narrow.get(cellsKey, () => narrowTo(cells, keep, count)), cellsKey };
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

  /**
   * Cells that tell some axes apart: those on one axis at most are much fewer and are made of their own; else all of them,
   * which are hardly more than those on two axes of three.
   */
  #onAxes(names: readonly string[]): OrderCells {
    const { cells } = this.#data;
    if (names.length > cells.axes.length - FEWER_AXES) return cells;
    const key = names.join('\n');
    const found = this.#cells.get(key) ?? onAxes(cells, names);
    this.#cells.set(key, found);
    return found;
  }
}

/** A text that is equal for the same groups under the same conditions. */
export function tallyKey(dimensions: readonly string[], selection: Selection): string {
  return JSON.stringify([dimensions, selectionKey(selection)]);
}
