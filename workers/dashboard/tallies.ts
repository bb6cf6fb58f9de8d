import { type Selection, TIME_DIMENSION } from '../../src/contract/dashboard.ts';
import { clauseOn, selectionKey, withoutDimension } from '../../src/crossfilter/selection.ts';
import { allowed, ChosenCustomers } from './chosen-customers.ts';
import { codeGroups, type PlacedDimension } from './code-groups.ts';
import { presenceAtPlaces } from './count-customers.ts';
import type { CustomerAxis, DashboardData, OrderAxis } from './dashboard-data.ts';
import { addendsOf, groupFigures } from './group-figures.ts';
import type { Needs } from './measure-values.ts';
import { fewerPlaces } from './order-cells.ts';
import { RecentValues } from './recent-values.ts';
import { SumCubes } from './sum-cubes.ts';
import type {
  FewPlaces,
  KeptFigures,
  Tally,
  TallyQuestion,
  TallyRoom,
  TimeQuestion,
} from './tally-question.ts';
import type { PeopleGroups } from './tally.ts';

/** At most 32 MB a cube, a tenth of a kilobyte a customer for who is there when, and 128 MB for who is at each place. */
const ROOM: TallyRoom = { places: 4_194_304, rows: 768, words: 33_554_432 };
/** Figures by code that are kept: some hundred kilobytes each at most. */
const KEPT_BY_CODE = 200;
/** Kept lists of who is there when: a bit a customer for each period of each group of orders. */
const KEPT_PRESENCE = 8;
/** The same with periods put together: a bit a customer for each group of orders. */
const KEPT_IN_PERIODS = 24;

/** An order axis with where on it each code lies. */
interface PlacedAxis extends OrderAxis, PlacedDimension {}

/** Places on some dimensions of orders, and where on these each lies. */
interface PlacedFew extends FewPlaces {
  readonly placed: readonly PlacedDimension[];
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

function peopleGroups(by: readonly CustomerAxis[]): Int32Array | null {
  const [first, second] = by;
  if (first === undefined) return null;
  if (second === undefined) return Int32Array.from(first.of);
  const size = second.dimension.values.length;
  return Int32Array.from(first.of, (value, customer) => value * size + (second.of[customer] ?? 0));
}

function namesOf(axes: readonly Pick<OrderAxis, 'dimension'>[]): string[] {
  return axes.map(({ dimension }) => dimension.name);
}

/** Counts groups of orders and customers under conditions. */
export class Tallies {
  readonly #data: DashboardData;
  readonly #chosen: ChosenCustomers;
  readonly #placed: readonly PlacedAxis[];
  readonly #people = new Map<string, PeopleGroups>();
  readonly #places = new Map<string, PlacedFew>();
  readonly #kept: KeptFigures;

  constructor(data: DashboardData, room: TallyRoom = ROOM) {
    this.#data = data;
    this.#chosen = new ChosenCustomers(data);
    this.#placed = data.orderAxes.flatMap((axis, at) => {
      const digits = data.cells.places.digits[at];
      return digits === undefined ? [] : [{ ...axis, digits }];
    });
    this.#kept = {
      room,
      cubes: new SumCubes(data, room.places),
      byCode: new RecentValues(KEPT_BY_CODE),
      presence: new RecentValues(KEPT_PRESENCE),
      presenceInPeriods: new RecentValues(KEPT_IN_PERIODS),
      newInPeriods: new RecentValues(KEPT_PRESENCE),
      presenceAtPlaces: new RecentValues(room.words, ({ bits }) => bits.length),
      firstInPeriods: new RecentValues(1),
    };
  }

  /**
   * @param dimensions that groups are made by
   * @param selection conditions in force; nobody meets one on a dimension that is not there
   */
  count(dimensions: readonly string[], selection: Selection): Tally {
    const { customerAxes, cells } = this.#data;
    const placed = this.#placed;
    const byCodes = dimensions.flatMap(
      (name) => placed.find(({ dimension }) => dimension.name === name) ?? [],
    );
    const byPeople = dimensions.flatMap(
      (name) => customerAxes.find(({ dimension }) => dimension.name === name) ?? [],
    );
    const [codeDigits, peopleDigits] = [digitsOfGroups(byCodes), digitsOfGroups(byPeople)];
    const onCustomers = this.#chosen.clauses(selection);
    const onOrders = selection.filter((clause) => !onCustomers.includes(clause));
    const question: TallyQuestion = {
      dimensions: { people: namesOf(byPeople), orders: namesOf(byCodes) },
      selection,
      cells,
      codes: { of: codeGroups(placed, byCodes, selection), count: codeDigits.count },
      people: this.#grouped(byPeople, peopleDigits.count),
      peopleKey: namesOf(byPeople).join(),
      chosen: this.#chosen.meeting(selection),
      chosenKey: selectionKey(onCustomers),
      beginning: this.#chosen.beginning(selection),
      when: this.#when(byCodes, codeDigits, onOrders),
      times: byCodes.flatMap(({ first, digits }) => (first === null ? [] : [{ first, ofCode: digits }])),
    };
    const size = codeDigits.count * peopleDigits.count;
    const groups = dimensions.map((name) => {
      const [ofCodes, ofPeople] = [codeDigits.on.get(name), peopleDigits.on.get(name)];
      return Int32Array.from(
        { length: size },
        (_, group) =>
          ofCodes?.[group % codeDigits.count] ?? ofPeople?.[Math.floor(group / codeDigits.count)] ?? 0,
      );
    });
    return { ...groupFigures(question, this.#kept), groups, size };
  }

  /**
   * Makes what figures by some dimensions, or under conditions on them, are read off.
   *
   * @param needs figures that are added up, and whether customers are counted
   */
  makeReady(dimensions: readonly string[], { sums, customers }: Needs): void {
    const { cells } = this.#data;
    for (const sum of sums) {
      for (const addend of addendsOf(cells, sum)) this.#kept.cubes.makeReady(addend, dimensions);
    }
    if (customers) presenceAtPlaces(cells, this.#few([TIME_DIMENSION, ...dimensions]), this.#kept);
  }

  #when(by: readonly PlacedAxis[], digits: Digits, onOrders: Selection): TimeQuestion {
    const isPeriod = ({ dimension }: Pick<OrderAxis, 'dimension'>): boolean =>
      dimension.name === TIME_DIMENSION;
    const placed = this.#placed;
    const time = placed.find(isPeriod);
    if (time?.first == null) throw new RangeError('cells do not tell periods');
    const outerBy = by.filter((axis) => !isPeriod(axis));
    const others = withoutDimension(onOrders, TIME_DIMENSION);
    const asked = [TIME_DIMENSION, ...namesOf(outerBy), ...others.map(({ dimension }) => dimension)];
    const few = this.#few(asked);
    const fewOf = (axes: readonly PlacedAxis[]): PlacedDimension[] =>
      axes.flatMap(({ dimension }) => few.placed.find((each) => each.dimension === dimension) ?? []);
    const outer = {
      of: codeGroups(few.placed, fewOf(outerBy), others),
      count: digitsOfGroups(outerBy).count,
    };
    const clause = clauseOn(onOrders, TIME_DIMENSION);
    const { values } = time.dimension;
    const period = digits.on.get(TIME_DIMENSION);
    const outerOf = outerBy.reduce((all, { dimension }) => {
      const on = digits.on.get(dimension.name);
      return all.map((place, group) => place * dimension.values.length + (on?.[group] ?? 0));
    }, new Int32Array(digits.count));
    return {
      few,
      outer,
      outerKey: `${namesOf(outerBy).join()}\n${selectionKey(others)}`,
      periodOfPlace: few.placed.find(isPeriod)?.digits ?? time.digits,
      may: clause === undefined ? new Uint8Array(values.length).fill(1) : allowed(values, clause),
      ofGroup: period === undefined ? null : { outer: outerOf, period },
      first: time.first,
      hasOtherTimes: outerBy.some(({ first }) => first !== null),
    };
  }

  /** Places on those of some dimensions that are of orders. */
  #few(asked: readonly string[]): PlacedFew {
    const names = namesOf(this.#placed).filter((name) => asked.includes(name));
    const key = names.join('\n');
    const found = this.#places.get(key);
    if (found !== undefined) return found;
    const { axes, places, codeOf } = fewerPlaces(this.#data.cells, names);
    const placed = axes.flatMap(({ name }, at) => {
      const axis = this.#placed.find(({ dimension }) => dimension.name === name);
      const digits = places.digits[at];
      return axis === undefined || digits === undefined ? [] : [{ dimension: axis.dimension, digits }];
    });
    const few = { key, ofCode: { of: codeOf, count: places.codes }, placed };
    this.#places.set(key, few);
    return few;
  }

  #grouped(by: readonly CustomerAxis[], count: number): PeopleGroups {
    const key = namesOf(by).join('\n');
    const found = this.#people.get(key) ?? { of: peopleGroups(by), count };
    this.#people.set(key, found);
    return found;
  }
}

/** A text that is equal for the same groups under the same conditions. */
export function tallyKey(dimensions: readonly string[], selection: Selection): string {
  return JSON.stringify([dimensions, selectionKey(selection)]);
}
