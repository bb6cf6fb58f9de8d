/**
 * The i-th value of a column. Callers stay within its length; what lies outside counts as 0.
 *
 * @param values numbers
 * @param i a place from 0
 */
export function at(values: Float64Array, i: number): number {
  return values[i] ?? 0;
}

/** The i-th place of a column of places, as {@link at}. */
export function placeAt(places: Int32Array, i: number): number {
  return places[i] ?? 0;
}
