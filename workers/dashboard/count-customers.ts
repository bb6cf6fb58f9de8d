import { wordsOf } from './customer-bits.ts';
import { type Presence, presenceAt, presenceOf, presentByRow, rowsTogether } from './presence.ts';
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

/** A row for each group of codes: who is there in one of the periods that count. */
function inAnyPeriod(presence: Presence, { outer, may }: TimeQuestion): Presence {
  const of = Int32Array.from({ length: presence.rows }, (_, row) =>
    may[row % may.length] === 1 ? Math.floor(row / may.length) : -1,
  );
  return rowsTogether(presence, { of, count: outer.count });
}

/** By who is there when: kept for as long as the conditions on orders stay, those on periods left aside. */
function byPresence(question: TallyQuestion, kept: KeptFigures): CountedCustomers {
  const { people, codes, when, chosen, beginning } = question;
  const { ofGroup, may, outer, outerKey } = when;
  const presence = (): Presence => kept.presence.get(outerKey, () => presenceFor(question, kept));
  if (ofGroup === null) {
    const present = (): Presence =>
      kept.presenceInPeriods.get(`${outerKey}\n${may.join('')}`, () => inAnyPeriod(presence(), when));
    const count = (who: Chosen): Float64Array => presentByRow(present(), who, people, null);
    return { customers: () => count(chosen), newcomers: () => count(beginning) };
  }
  const periods = may.length;
  const count = (who: Chosen, first: Presence | null): Float64Array => {
    const present = presentByRow(presence(), who, people, first);
    const counts = new Float64Array(people.count * codes.count);
    for (let place = 0; place < counts.length; place += 1) {
      const group = place % codes.count;
      const period = ofGroup.period[group] ?? 0;
      if (may[period] !== 1) continue;
      const base = Math.floor(place / codes.count) * outer.count + (ofGroup.outer[group] ?? 0);
      counts[place] = present[base * periods + period] ?? 0;
    }
    return counts;
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
