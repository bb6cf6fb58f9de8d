import {
  bitsOf,
  type CustomerBits,
  type Presence,
  presenceAt,
  presenceOf,
  presentByGroup,
  presentByPeriod,
  rowsTogether,
  wordsOf,
} from './presence.ts';
import type { KeptFigures, TallyQuestion, TimeQuestion } from './tally-question.ts';
import { type Chosen, type CodeGroups, type CodeTime, distinctByGroup } from './tally.ts';

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

/** A row for each period of each group of codes. */
function periodRows({ outer, periodOfCode, may }: TimeQuestion): CodeGroups {
  const of = outer.of.map((group, code) => (group < 0 ? -1 : group * may.length + (periodOfCode[code] ?? 0)));
  return { of, count: outer.count * may.length };
}

/** Who is there when, read off who is there at each code where that can be held. */
function presenceFor({ cells, when }: TallyQuestion, kept: KeptFigures): Presence {
  const { codes } = cells.places;
  const rows = periodRows(when);
  if (codes * wordsOf(cells.starts.length - 1) > kept.room.words) return presenceOf(cells, rows);
  const each = kept.presenceAtCodes.get('codes', () =>
    presenceOf(cells, { of: Int32Array.from({ length: codes }, (_, code) => code), count: codes }),
  );
  return rowsTogether(each, rows);
}

/** By who is there when: kept for as long as the conditions on orders stay, those on periods left aside. */
function byPresence(question: TallyQuestion, kept: KeptFigures): CountedCustomers {
  const { people, codes, when, chosen, beginning } = question;
  const { ofGroup, may, outer, outerKey } = when;
  const presence = (): Presence => kept.presence.get(outerKey, () => presenceFor(question, kept));
  const asBits = (who: Chosen): CustomerBits | null => {
    if (who === null) return null;
    const bits = kept.bits.get(who) ?? bitsOf(who);
    kept.bits.set(who, bits);
    return bits;
  };
  if (ofGroup === null) {
    const count = (who: Chosen): Float64Array =>
      presentByGroup(presence(), outer.count, asBits(who), people, may);
    return { customers: () => count(chosen), newcomers: () => count(beginning) };
  }
  const periods = may.length;
  const count = (who: Chosen, first: Presence | null): Float64Array => {
    const rows = { groups: outer.count, periods };
    const counts = presentByPeriod(presence(), rows, asBits(who), people, first);
    return Float64Array.from({ length: people.count * codes.count }, (_, place) => {
      const group = place % codes.count;
      const base = Math.floor(place / codes.count) * outer.count + (ofGroup.outer[group] ?? 0);
      const period = ofGroup.period[group] ?? 0;
      return may[period] === 1 ? (counts[base * periods + period] ?? 0) : 0;
    });
  };
  const first = (): Presence => kept.presenceAtCodes.get('first', () => presenceAt(when.first, periods));
  return { customers: () => count(chosen, null), newcomers: () => count(beginning, first()) };
}

/**
 * Counts distinct customers of groups. New ones are those whose first order of all is in the group's time and meets the
 * conditions on time.
 */
export function countCustomers(question: TallyQuestion, kept: KeptFigures): CountedCustomers {
  const { cells, codes, people, chosen, beginning, times, when } = question;
  const byCells = {
    customers: () => distinctByGroup(cells, chosen, people, codes, null),
    newcomers: () => distinctByGroup(cells, beginning, people, codes, oneTime(times)),
  };
  if (when.outer.count * when.may.length > kept.room.rows) return byCells;
  const counted = byPresence(question, kept);
  return when.hasOtherTimes ? { ...counted, newcomers: byCells.newcomers } : counted;
}
