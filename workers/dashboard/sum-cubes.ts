import type { Selection } from '../../src/contract/dashboard.ts';
import { codeGroups, type PlacedDimension } from './code-groups.ts';
import type { DashboardData } from './dashboard-data.ts';
import type { Addend } from './group-figures.ts';
import { type CellAxis, type CellPlaces, fewerPlaces } from './order-cells.ts';
import { sumByCode } from './tally.ts';

/** Places of all cubes that are kept, eight bytes each. */
const KEPT_PLACES = 16_777_216;

/** What is asked of a cube. */
export interface CubeQuestion extends Addend {
  /** Dimensions that make groups: customers' and orders'. */
  readonly people: readonly string[];
  readonly orders: readonly string[];
  readonly selection: Selection;
}

/** Places on the dimensions of customers, or on those of orders. */
interface Side {
  readonly names: readonly string[];
  readonly axes: readonly CellAxis[];
  readonly places: CellPlaces;
}

/** Groups of customers by some of their dimensions. */
interface Profiles extends Side {
  readonly of: Int32Array;
}

interface Cube {
  readonly people: Side;
  readonly codes: Side;
  readonly values: Float64Array;
}

function hasAll(side: Side, names: readonly string[]): boolean {
  return names.every((name) => side.names.includes(name));
}

function fewer(side: Side, names: readonly string[]): Side & { readonly codeOf: Int32Array } {
  const { axes, places, codeOf } = fewerPlaces(side, names);
  return { names, axes, places, codeOf };
}

/**
 * Sums of cells at each place on some dimensions of customers and of orders: whatever the conditions on these are, figures
 * are read off a cube without looking at cells. A cube is made of a larger one where there is one, else of cells; then it
 * gets more dimensions than are asked for, as many as it can hold, for what will be asked next.
 */
export class SumCubes {
  readonly #data: DashboardData;
  readonly #most: number;
  readonly #profiles = new Map<string, Profiles>();
  /** Lately used ones are the last. */
  readonly #cubes = new Map<string, Cube>();

  /** @param most places of a cube: with more, cells are added up for each question */
  constructor(data: DashboardData, most: number) {
    this.#data = data;
    this.#most = most;
  }

  /**
   * Sums by group: each group of customers, in it each of orders; null where a cube would get too many places, or where a
   * condition is on a dimension that is not there.
   */
  sums(question: CubeQuestion): Float64Array | null {
    const { people, orders, selection } = question;
    const conditions = selection.map(({ dimension }) => dimension);
    const cube = this.#cube(question, [...people, ...orders, ...conditions]);
    return cube === null ? null : this.#grouped(cube, question);
  }

  /** Makes the cube that sums by some dimensions, or under conditions on them, are read off, where it can be held. */
  makeReady(addend: Addend, names: readonly string[]): void {
    this.#cube(addend, names);
  }

  #cube(addend: Addend, dimensions: readonly string[]): Cube | null {
    const { customerAxes, orderAxes } = this.#data;
    const [people, orders] = [customerAxes, orderAxes].map((axes) =>
      axes.map(({ dimension }) => dimension.name).filter((name) => dimensions.includes(name)),
    );
    const names = { people: people ?? [], orders: orders ?? [] };
    const known = [...names.people, ...names.orders];
    if (dimensions.some((name) => !known.includes(name))) return null;
    const key = JSON.stringify([addend.name, names]);
    const cube = this.#cubes.get(key) ?? this.#derived(addend.name, names) ?? this.#ofCells(addend, names);
    if (cube !== null) this.#keep(key, cube);
    return cube;
  }

  #keep(key: string, cube: Cube): void {
    this.#cubes.delete(key);
    this.#cubes.set(key, cube);
    let places = 0;
    for (const { values } of this.#cubes.values()) places += values.length;
    for (const [each, { values }] of this.#cubes) {
      if (places <= KEPT_PLACES || each === key) break;
      this.#cubes.delete(each);
      places -= values.length;
    }
  }

  /** Made of the smallest cube that has all dimensions. */
  #derived(
    name: string,
    names: { readonly people: readonly string[]; readonly orders: readonly string[] },
  ): Cube | null {
    const prefix = `[${JSON.stringify(name)},`;
    let from: Cube | null = null;
    for (const [key, cube] of this.#cubes) {
      const has =
        key.startsWith(prefix) && hasAll(cube.people, names.people) && hasAll(cube.codes, names.orders);
      if (has && (from === null || cube.values.length < from.values.length)) from = cube;
    }
    if (from === null) return null;
    const [people, codes] = [fewer(from.people, names.people), fewer(from.codes, names.orders)];
    const width = from.codes.places.codes;
    const values = new Float64Array(people.places.codes * codes.places.codes);
    for (let profile = 0; profile < from.people.places.codes; profile += 1) {
      const base = (people.codeOf[profile] ?? 0) * codes.places.codes;
      for (let code = 0; code < width; code += 1) {
        const place = base + (codes.codeOf[code] ?? 0);
        values[place] = (values[place] ?? 0) + (from.values[profile * width + code] ?? 0);
      }
    }
    return { people, codes, values };
  }

  #ofCells(
    { name, values }: Addend,
    names: { readonly people: readonly string[]; readonly orders: readonly string[] },
  ): Cube | null {
    const { cells, customerAxes } = this.#data;
    const all = { names: cells.axes.map((axis) => axis.name), axes: cells.axes, places: cells.places };
    let profiles = this.#profilesBy(names.people);
    const few = fewer(all, names.orders);
    const room = Math.floor(this.#most / profiles.places.codes);
    if (few.places.codes > room) return null;
    if (all.places.codes > room) {
      const { codeOf } = few;
      const code = cells.code.map((each) => codeOf[each] ?? 0);
      const sums = sumByCode({ ...cells, code, places: few.places }, null, peopleOf(profiles), values());
      return { people: profiles, codes: few, values: sums };
    }
    for (const { dimension } of customerAxes) {
      if (profiles.names.includes(dimension.name)) continue;
      const more = this.#profilesBy(
        customerAxes
          .map((axis) => axis.dimension.name)
          .filter((each) => each === dimension.name || profiles.names.includes(each)),
      );
      if (more.places.codes * all.places.codes <= this.#most) profiles = more;
    }
    const cube = {
      people: profiles,
      codes: all,
      values: sumByCode(cells, null, peopleOf(profiles), values()),
    };
    this.#keep(JSON.stringify([name, { people: profiles.names, orders: all.names }]), cube);
    return this.#derived(name, names);
  }

  #profilesBy(names: readonly string[]): Profiles {
    const key = names.join('\n');
    const found = this.#profiles.get(key) ?? profilesOf(this.#data, names);
    this.#profiles.set(key, found);
    return found;
  }

  #grouped({ people, codes, values }: Cube, question: CubeQuestion): Float64Array {
    const { selection } = question;
    const [placedPeople, placedCodes] = [
      this.#placed(people, question.people),
      this.#placed(codes, question.orders),
    ];
    const ofProfile = codeGroups(placedPeople.all, placedPeople.by, selection);
    const ofCode = codeGroups(placedCodes.all, placedCodes.by, selection);
    const count = placedCodes.groups;
    const sums = new Float64Array(placedPeople.groups * count);
    const asked = Int32Array.from(ofCode.keys()).filter((code) => (ofCode[code] ?? -1) >= 0);
    for (const [profile, group] of ofProfile.entries()) {
      if (group < 0) continue;
      const from = profile * ofCode.length;
      for (const code of asked) {
        const place = group * count + (ofCode[code] ?? 0);
        sums[place] = (sums[place] ?? 0) + (values[from + code] ?? 0);
      }
    }
    return sums;
  }

  #placed(
    { names, places }: Side,
    groups: readonly string[],
  ): {
    readonly all: readonly PlacedDimension[];
    readonly by: readonly PlacedDimension[];
    readonly groups: number;
  } {
    const { customerAxes, orderAxes } = this.#data;
    const axes = [...customerAxes, ...orderAxes];
    const all = names.flatMap((name, at): PlacedDimension[] => {
      const axis = axes.find(({ dimension }) => dimension.name === name);
      const digits = places.digits[at];
      return axis === undefined || digits === undefined ? [] : [{ dimension: axis.dimension, digits }];
    });
    const by = groups.flatMap((name) => all.find(({ dimension }) => dimension.name === name) ?? []);
    return { all, by, groups: by.reduce((product, each) => product * each.dimension.values.length, 1) };
  }
}

function peopleOf({ of, places }: Profiles): { of: Int32Array; count: number } {
  return { of, count: places.codes };
}

/** Numbers what customers are on some dimensions of theirs; only what occurs gets a number. */
function profilesOf({ cells, customerAxes }: DashboardData, names: readonly string[]): Profiles {
  const axes = customerAxes.filter(({ dimension }) => names.includes(dimension.name));
  const customers = cells.starts.length - 1;
  const of = new Int32Array(customers);
  const found = new Map<number, number>();
  const first: number[] = [];
  for (let customer = 0; customer < customers; customer += 1) {
    let place = 0;
    for (const axis of axes) place = place * axis.dimension.values.length + (axis.of[customer] ?? 0);
    let profile = found.get(place);
    if (profile === undefined) {
      profile = found.size;
      found.set(place, profile);
      first.push(customer);
    }
    of[customer] = profile;
  }
  return {
    names: axes.map(({ dimension }) => dimension.name),
    axes: axes.map(({ dimension }) => ({ name: dimension.name, size: dimension.values.length })),
    places: {
      codes: first.length,
      digits: axes.map((axis) => Int32Array.from(first, (customer) => axis.of[customer] ?? 0)),
    },
    of,
  };
}
