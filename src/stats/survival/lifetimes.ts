/**
 * Lifetimes of a group, counted: how many ended and how many were still running when last seen, by time. Arrays of
 * equal length; times may repeat and stand in any order, and counts are whole or weights.
 */
export interface Lifetimes {
  /** From 0, in one unit. */
  readonly time: Float64Array;
  /** How many ended at the time. */
  readonly events: Float64Array;
  /** How many were seen up to the time and had not ended. */
  readonly censored: Float64Array;
}

/** What is left to observe at each distinct time, ascending. */
export interface RiskTable {
  readonly time: Float64Array;
  /** How many were observed just before the time. */
  readonly atRisk: Float64Array;
  readonly events: Float64Array;
}

/**
 * Counts who was at risk at each distinct time. Who is censored at a time was at risk until after its events.
 */
export function riskTable({ time, events, censored }: Lifetimes): RiskTable {
  const order = Uint32Array.from(time, (_, index) => index).sort((a, b) => (time[a] ?? 0) - (time[b] ?? 0));
  const times: number[] = [];
  const ended: number[] = [];
  const left: number[] = [];
  for (const index of order) {
    const at = time[index] ?? 0;
    if (times.at(-1) !== at) {
      times.push(at);
      ended.push(0);
      left.push(0);
    }
    const last = times.length - 1;
    ended[last] = (ended[last] ?? 0) + (events[index] ?? 0);
    left[last] = (left[last] ?? 0) + (events[index] ?? 0) + (censored[index] ?? 0);
  }
  const atRisk = new Float64Array(times.length);
  let remaining = 0;
  for (let place = times.length - 1; place >= 0; place -= 1) {
    remaining += left[place] ?? 0;
    atRisk[place] = remaining;
  }
  return { time: Float64Array.from(times), atRisk, events: Float64Array.from(ended) };
}
