import { wordsOf } from './customer-bits.ts';
import { type Presence, presenceAt, presenceOf, presentByRow, rowsAmong, rowsTogether } from './presence.ts';
import type { OrderCells } from './order-cells.ts';
import type { FewPlaces, KeptFigures, TallyQuestion, TimeQuestion } from './tally-question.ts';
import { type Chosen, type CodeGroups, type CodeTime, distinctByGroup, type PeopleGroups } from './tally.ts';

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

/** A row for each period of each group of places. */
function periodRows({ outer, periodOfPlace, may }: TimeQuestion): CodeGroups {
  const of = outer.of.map((group, place) =>
    group < 0 ? -1 : group * may.length + (periodOfPlace[place] ?? 0),
  );
  return { of, count: outer.count * may.length };
}

/** Who is there at each of few places, whatever the conditions are; null where that cannot be held. */
export function presenceAtPlaces(
  cells: OrderCells,
  { key, ofCode }: FewPlaces,
  kept: KeptFigures,
): Presence | null {
  if (ofCode.count * wordsOf(cells.starts.length - 1) > kept.room.words) return null;
  return kept.presenceAtPlaces.get(key, () => presenceOf(cells, ofCode));
}

/** Who is there when, read off who is there at each place where that can be held. */
function presenceFor({ cells, when }: TallyQuestion, kept: KeptFigures): Presence {
  const rows = periodRows(when);
  const each = presenceAtPlaces(cells, when.few, kept);
  if (each !== null) return rowsTogether(each, rows);
  return presenceOf(cells, {
    of: when.few.ofCode.of.map((place) => rows.of[place] ?? -1),
    count: rows.count,
  });
}

/** Who has their first order of all in one of the periods of a row's group: a row for each group of places. */
function newInPeriods(presence: Presence, first: Presence, { outer, may }: TimeQuestion): Presence {
  const of = Int32Array.from({ length: presence.rows }, (_, row) => Math.floor(row / may.length));
  return rowsTogether(rowsAmong(presence, first), { of, count: outer.count });
}

/** Groups of customers, in each of them the places they are at. */
function withinEach({ of, count }: PeopleGroups, at: Int32Array, places: number): PeopleGroups {
  const together = of === null ? at : at.map((place, customer) => (of[customer] ?? 0) * places + place);
  return { of: together, count: count * places };
}

/** A row for each group of places: who is there in one of the periods that count. */
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
    const count = (who: Chosen): Float64Array => presentByRow(present(), who, people);
    return { customers: () => count(chosen), newcomers: () => count(beginning) };
  }
  const periods = may.length;
  const byPeriod = (
    counted: Float64Array,
    at: (group: number, outer: number, period: number) => number,
  ): Float64Array => {
    const counts = new Float64Array(people.count * codes.count);
    for (let place = 0; place < counts.length; place += 1) {
      const code = place % codes.count;
      const period = ofGroup.period[code] ?? 0;
      if (may[period] !== 1) continue;
      const group = Math.floor(place / codes.count);
      counts[place] = counted[at(group, ofGroup.outer[code] ?? 0, period)] ?? 0;
    }
    return counts;
  };
  const newcomers = (): Presence =>
    kept.newInPeriods.get(outerKey, () => {
      const first = kept.firstInPeriods.get('', () => presenceAt(when.first, periods));
      return newInPeriods(presence(), first, when);
    });
  return {
    customers: () =>
      byPeriod(
        presentByRow(presence(), chosen, people),
        (group, row, period) => (group * outer.count + row) * periods + period,
      ),
    newcomers: () =>
      byPeriod(
        presentByRow(newcomers(), beginning, withinEach(people, when.first, periods)),
        (group, row, period) => (group * periods + period) * outer.count + row,
      ),
  };
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
