import { at, placeAt } from '../columns.ts';

/**
 * Repeat-transaction statistics, one entry per distinct (x, t_x, T); all arrays of equal length. Times are in any
 * one unit, which is then the unit of the models' time parameters.
 */
export interface CustomerBase {
  /** Repeat purchases: whole numbers from 0. */
  readonly x: Float64Array;
  /** Time of the last purchase since the first; 0 where x is 0. */
  readonly tx: Float64Array;
  /** Time from the first purchase to the end of the observation, at least t_x. */
  readonly T: Float64Array;
  /** Customers behind the entry. */
  readonly weight: Float64Array;
}

/** How many customers a base holds. */
export function customersIn(base: CustomerBase): number {
  return base.weight.reduce((sum, weight) => sum + weight, 0);
}

/** Repeat purchases of all customers together. */
export function repeatPurchasesIn(base: CustomerBase): number {
  return base.x.reduce((sum, x, i) => sum + x * (base.weight[i] ?? 0), 0);
}

/**
 * The same base with one entry per distinct (x, t_x, T), in the order in which they first appear, and the weights of
 * equal ones added. Entries without weight are left out.
 */
export function collapse(base: CustomerBase): CustomerBase {
  const [counts, lasts, ends] = [levelsOf(base.x), levelsOf(base.tx), levelsOf(base.T)];
  const places = new Map<number, number>();
  const weight = new Float64Array(base.x.length);
  const first = new Int32Array(base.x.length);
  for (let i = 0; i < base.x.length; i += 1) {
    const w = at(base.weight, i);
    if (w <= 0) continue;
    const pair = placeAt(ends.index, i) * lasts.values.length + placeAt(lasts.index, i);
    const key = pair * counts.values.length + placeAt(counts.index, i);
    let place = places.get(key);
    if (place === undefined) {
      place = places.size;
      places.set(key, place);
      first[place] = i;
    }
    weight[place] = at(weight, place) + w;
  }
  const kept = first.subarray(0, places.size);
  const pick = (values: Float64Array) => Float64Array.from(kept, (i) => at(values, i));
  return { x: pick(base.x), tx: pick(base.tx), T: pick(base.T), weight: weight.slice(0, places.size) };
}

/** The base with all times multiplied by a number. */
export function scaleTime(base: CustomerBase, factor: number): CustomerBase {
  return {
    ...base,
    tx: base.tx.map((time) => time * factor),
    T: base.T.map((time) => time * factor),
  };
}

/** Every n-th entry of a base, so that about `entries` remain. */
export function thin(base: CustomerBase, entries: number): CustomerBase {
  const step = base.x.length / entries;
  const pick = (values: Float64Array) =>
    Float64Array.from({ length: entries }, (_, i) => values[Math.floor(i * step)] ?? 0);
  return { x: pick(base.x), tx: pick(base.tx), T: pick(base.T), weight: pick(base.weight) };
}

/** Distinct values, and for every entry the place of its value among them. */
export interface Levels {
  readonly values: Float64Array;
  readonly index: Int32Array;
}

/**
 * Finds the distinct values of a column, so that a logarithm is taken once for each instead of once per entry. Times
 * counted in days have few; where a sample shows hardly any two alike, all are kept as they are.
 */
export function levelsOf(values: Float64Array): Levels {
  const sample = 2000;
  if (values.length > 2 * sample && new Set(values.subarray(0, sample)).size > 0.9 * sample) {
    return { values, index: Int32Array.from(values, (_, i) => i) };
  }
  const places = new Map<number, number>();
  const index = new Int32Array(values.length);
  for (let i = 0; i < values.length; i += 1) {
    const value = values[i] ?? 0;
    let place = places.get(value);
    if (place === undefined) {
      place = places.size;
      places.set(value, place);
    }
    index[i] = place;
  }
  return { values: Float64Array.from(places.keys()), index };
}
