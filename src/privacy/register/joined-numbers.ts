/** Things that two numberings tell apart together. */
export interface JoinedNumbers {
  /** By thing: its joint number, from 0, in the order of its first number and then its second. */
  readonly joint: Int32Array;
  /** By joint number: the first and the second number, and how many things have both. */
  readonly first: Float64Array;
  readonly second: Float64Array;
  readonly count: Float64Array;
}

/**
 * Things in the order of their numbers, by counting.
 *
 * @param numbers whole numbers from 0, by thing
 * @param before the order in which things with the same number stay; null: that of the things
 */
export function sortedByNumber(numbers: Int32Array, before: Int32Array | null): Int32Array {
  const most = numbers.reduce((found, each) => Math.max(found, each), -1);
  const next = new Int32Array(most + 2);
  for (const each of numbers) next[each + 1] = (next[each + 1] ?? 0) + 1;
  for (let at = 1; at < next.length; at += 1) next[at] = (next[at] ?? 0) + (next[at - 1] ?? 0);
  const sorted = new Int32Array(numbers.length);
  for (let at = 0; at < numbers.length; at += 1) {
    const thing = before === null ? at : (before[at] ?? 0);
    const number = numbers[thing] ?? 0;
    const place = next[number] ?? 0;
    sorted[place] = thing;
    next[number] = place + 1;
  }
  return sorted;
}

/**
 * Numbers things anew that two numberings tell apart together, in two passes of counting sort: as long as there are
 * things and numbers, however many pairs of numbers there are.
 *
 * @param first whole numbers from 0, by thing
 * @param second as many
 */
export function joinedNumbers(first: Int32Array, second: Int32Array): JoinedNumbers {
  const order = sortedByNumber(first, sortedByNumber(second, null));
  const joint = new Int32Array(first.length);
  const starts: number[] = [];
  let [one, other] = [-1, -1];
  for (const [place, thing] of order.entries()) {
    const [own, its] = [first[thing] ?? 0, second[thing] ?? 0];
    if (own !== one || its !== other) {
      starts.push(place);
      [one, other] = [own, its];
    }
    joint[thing] = starts.length - 1;
  }
  const at = (numbers: Int32Array): Float64Array =>
    Float64Array.from(starts, (place) => numbers[order[place] ?? 0] ?? 0);
  return {
    joint,
    first: at(first),
    second: at(second),
    count: Float64Array.from(starts, (place, index) => (starts[index + 1] ?? order.length) - place),
  };
}
