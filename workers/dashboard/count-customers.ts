import { presenceOf, presenceWords, presentByGroup, presentByPeriod, type Presence } from './presence.ts';
import type { KeptFigures, TallyQuestion } from './tally-question.ts';
import { type Chosen, type CodeTime, distinctByGroup } from './tally.ts';

/** Most words that who is there when may take for each customer; with more, cells are looked at each time. */
const MOST_WORDS = 24;

/** Distinct customers of each group, and those who are new in it. */
interface CountedCustomers {
  readonly customers: () => Float64Array;
  readonly newcomers: () => Float64Array;
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

/** By who is there when: kept for as long as the conditions on orders stay, those on periods left aside. */
function byPresence(question: TallyQuestion, presence: () => Presence): CountedCustomers {
  const { people, codes, when, chosen, beginning } = question;
  const { ofGroup, may, outer } = when;
  if (ofGroup === null) {
    const count = (who: Chosen): Float64Array => presentByGroup(presence(), who, people, may);
    return { customers: () => count(chosen), newcomers: () => count(beginning) };
  }
  const count = (who: Chosen, first: Int32Array | null): Float64Array => {
    const counts = presentByPeriod(presence(), who, people, may.length, first);
    return Float64Array.from({ length: people.count * codes.count }, (_, place) => {
      const group = place % codes.count;
      const base = Math.floor(place / codes.count) * outer.count + (ofGroup.outer[group] ?? 0);
      return counts[base * may.length + (ofGroup.period[group] ?? 0)] ?? 0;
    });
  };
  return { customers: () => count(chosen, null), newcomers: () => count(beginning, when.first) };
}

/**
 * Counts distinct customers of groups. New ones are those whose first order of all is in the group's time and meets the
 * conditions on time.
 */
export function countCustomers(question: TallyQuestion, kept: KeptFigures): CountedCustomers {
  const { cells, cellsKey, codes, people, chosen, beginning, times, when } = question;
  const { outer, outerKey, periodOfCode, may, hasOtherTimes } = when;
  const byCells = {
    customers: () => distinctByGroup(cells, chosen, people, codes, null),
    newcomers: () => distinctByGroup(cells, beginning, people, codes, oneTime(times)),
  };
  if (presenceWords(outer.count, may.length) > MOST_WORDS) return byCells;
  const presence = (): Presence =>
    kept.presence.get(`${cellsKey}\n${outerKey}`, () => presenceOf(cells, outer, periodOfCode, may.length));
  const counted = byPresence(question, presence);
  return hasOtherTimes ? { ...counted, newcomers: byCells.newcomers } : counted;
}
