import { expect, it } from 'vitest';
import { dateCoverage } from '../../src/data/date-coverage.ts';

const DAY = 86_400_000;
const BEGIN = Date.UTC(2024, 0, 1);

const daysAt = (places: readonly number[]): { at: number; rows: number }[] =>
  places.map((place) => ({ at: BEGIN + place * DAY, rows: 2 }));
const upTo = (count: number): number[] => Array.from({ length: count }, (_, day) => day);
const gapsOf = (places: readonly number[]): readonly number[] =>
  dateCoverage('at', daysAt(places))?.gaps.map(({ days }) => days) ?? [];

it('takes a single missing day of daily data for a gap', () => {
  expect(gapsOf(upTo(60).filter((day) => day !== 30))).toEqual([1]);
});

it('takes Sundays of a shop that is shut on them for none, and a week of holidays for one', () => {
  const open = upTo(140).filter((day) => day % 7 !== 6);
  expect(gapsOf(open)).toEqual([]);
  expect(gapsOf(open.filter((day) => day < 70 || day > 76))).toEqual([8]);
});

it('takes a missing month of monthly data for a gap', () => {
  const months = upTo(24).map((month) => (Date.UTC(2022, month, 1) - BEGIN) / DAY);
  expect(gapsOf(months)).toEqual([]);
  expect(gapsOf(months.filter((_, month) => month !== 12))).toEqual([61]);
});

it('explains intervals that come by chance by chance', () => {
  // Intervals of an exponential distribution with a mean of ten days, by its quantiles, in a mixed order.
  const intervals = upTo(100).map((place) =>
    Math.max(1, Math.round(-10 * Math.log(1 - (((place * 37) % 100) + 0.5) / 100))),
  );
  const places = intervals.reduce<number[]>((all, days) => [...all, (all.at(-1) ?? 0) + days], [0]);
  expect(gapsOf(places)).toEqual([]);
  const last = places.at(-1) ?? 0;
  expect(gapsOf([...places, last + 120])).toEqual([119]);
});

it('counts rows by day, week or month, whichever gives some hundred at most', () => {
  expect(dateCoverage('at', daysAt(upTo(400)))?.step).toBe('day');
  const weeks = dateCoverage('at', daysAt(upTo(401)));
  expect(weeks?.step).toBe('week');
  // 1 January 2024 was a Monday.
  expect(weeks?.rows[0]).toEqual({ at: BEGIN, rows: 14 });
  expect(dateCoverage('at', daysAt(upTo(3000)))?.step).toBe('month');
});

it('has nothing to say without dates, and no rhythm with one', () => {
  expect(dateCoverage('at', [])).toBeNull();
  expect(dateCoverage('at', daysAt([3]))).toMatchObject({ rhythm: null, gaps: [] });
});
