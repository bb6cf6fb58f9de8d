import {
  type DashboardFigures,
  type DashboardGrain,
  type DashboardMeasure,
  type FilterClause,
  type Selection,
  type TileFigures,
  type TileQuestion,
  TIME_DIMENSION,
} from '../../src/contract/dashboard.ts';
import type { ResultColumn, ResultSet } from '../../src/contract/result-set.ts';
import { clauseOn, seenBy, withClause, withoutDimension } from '../../src/crossfilter/selection.ts';
import type { DashboardData } from './dashboard-data.ts';
import { MEASURE_RULES } from './measure-values.ts';
import { allowed } from './chosen-customers.ts';
import { type Tallies, tallyKey } from './tallies.ts';
import type { Tally } from './tally-question.ts';

type Figures = Readonly<Partial<Record<DashboardMeasure, number | null>>>;

/** Periods of a grain in a year. Years of 53 weeks are compared by 52, as is usual in trade. */
const PERIODS_A_YEAR: Readonly<Record<DashboardGrain, number>> = { week: 52, month: 12, quarter: 4 };

/** First and last period, by place. */
type Stretch = readonly [number, number];

function measureColumns(
  measures: readonly DashboardMeasure[],
  tally: Tally,
  groups: readonly number[],
): ResultColumn[] {
  return measures.map((name) => {
    const { type, unit, read } = MEASURE_RULES[name];
    return { name, type, unit, values: groups.map((group) => read(tally, group)) };
  });
}

/** Reads tiles off the prepared data under one selection. */
export class TileReader {
  readonly #data: DashboardData;
  readonly #tallies: Tallies;
  readonly #grain: DashboardGrain;
  /** Of this selection; tiles that ask the same share it. */
  readonly #counted = new Map<string, Tally>();

  constructor(data: DashboardData, tallies: Tallies, grain: DashboardGrain) {
    this.#data = data;
    this.#tallies = tallies;
    this.#grain = grain;
  }

  /** How many meet all conditions. */
  population(selection: Selection): DashboardFigures['population'] {
    const tally = this.#all(selection);
    return { customers: tally.customers()[0] ?? 0, orders: tally.orders()[0] ?? 0 };
  }

  /** @throws RangeError for a dimension that was not prepared */
  read(question: TileQuestion, selection: Selection): TileFigures {
    switch (question.kind) {
      case 'groups':
        return this.#groups(question, selection);
      case 'figure':
        return this.#figure(question, selection);
    }
  }

  #count(dimensions: readonly string[], selection: Selection): Tally {
    const key = tallyKey(dimensions, selection);
    const tally = this.#counted.get(key) ?? this.#tallies.count(dimensions, selection);
    this.#counted.set(key, tally);
    return tally;
  }

  #all(selection: Selection): Tally {
    return this.#count([], selection);
  }

  #values(name: string): readonly string[] {
    const axes = [...this.#data.orderAxes, ...this.#data.customerAxes];
    const found = axes.find(({ dimension }) => dimension.name === name);
    if (found === undefined) throw new RangeError(`dimension ${name} was not prepared`);
    return found.dimension.values;
  }

  #groups(question: Extract<TileQuestion, { kind: 'groups' }>, selection: Selection): TileFigures {
    const { tile, dimensions, measures } = question;
    const values = dimensions.map((name) => this.#values(name));
    const tally = this.#count(dimensions, seenBy(selection, dimensions));
    // Who is counted anyway tells which groups there are.
    const rows = measures.some((name) => name.includes('customer')) ? tally.customers : tally.orders;
    const places = (group: number): number[] => tally.groups.map((each) => each[group] ?? 0);
    const groups = Array.from({ length: tally.size }, (_, group) => group)
      .filter((group) => (rows()[group] ?? 0) > 0)
      .sort((one, other) => {
        const [left, right] = [places(one), places(other)];
        const differs = left.findIndex((place, at) => place !== right[at]);
        return (left[differs] ?? 0) - (right[differs] ?? 0);
      });
    const names = dimensions.map((name, at): ResultColumn => ({
      name,
      type: 'text',
      values: groups.map((group) => values[at]?.[tally.groups[at]?.[group] ?? 0] ?? null),
    }));
    const table: ResultSet = {
      columns: [...names, ...measureColumns(measures, tally, groups)],
      rowCount: groups.length,
    };
    return { kind: 'groups', tile, table };
  }

  #figure(question: Extract<TileQuestion, { kind: 'figure' }>, selection: Selection): TileFigures {
    const { tile, measures } = question;
    const periods = this.#values(TIME_DIMENSION);
    const others = withoutDimension(selection, TIME_DIMENSION);
    const byPeriod = this.#count([TIME_DIMENSION], others);
    const all = periods.map((_, place) => place);
    const series: ResultSet = {
      columns: [
        { name: TIME_DIMENSION, type: 'text', values: periods },
        ...measureColumns(measures, byPeriod, all),
      ],
      rowCount: periods.length,
    };
    const condition = clauseOn(selection, TIME_DIMENSION);
    const window = this.#window(question.window, condition);
    const over = (back: number): Figures => {
      if (window === null || window[0] < back) return nothing(measures);
      const [low = '', high = ''] = window.map((place) => periods[place - back]);
      const clause = { dimension: TIME_DIMENSION, op: 'between' as const, low, high };
      return figures(measures, this.#all(withClause(others, clause)));
    };
    return {
      kind: 'figure',
      tile,
      series,
      window: window === null ? null : [periods[window[0]] ?? '', periods[window[1]] ?? ''],
      now: window === null && condition !== undefined ? figures(measures, this.#all(selection)) : over(0),
      before: over(window === null ? 0 : window[1] - window[0] + 1),
      yearBefore: over(PERIODS_A_YEAR[this.#grain]),
    };
  }

  /** The window that is asked for; null when it is no stretch, or lies outside of the data. */
  #window(asked: readonly [string, string] | null, condition: FilterClause | undefined): Stretch | null {
    const periods = this.#values(TIME_DIMENSION);
    if (asked !== null) {
      const [from, to] = asked.map((name) => periods.indexOf(name));
      return from === undefined || to === undefined || from < 0 || to < from ? null : [from, to];
    }
    if (condition !== undefined) {
      const may = allowed(periods, condition);
      const [from, to] = [may.indexOf(1), may.lastIndexOf(1)];
      const isStretch = from >= 0 && may.subarray(from, to + 1).every((each) => each === 1);
      return isStretch ? [from, to] : null;
    }
    const last = periods.length - (this.#data.lastIsIncomplete && periods.length > 1 ? 2 : 1);
    return last < 0 ? null : [last, last];
  }
}

function figures(measures: readonly DashboardMeasure[], tally: Tally): Figures {
  return Object.fromEntries(measures.map((name) => [name, MEASURE_RULES[name].read(tally, 0)]));
}

function nothing(measures: readonly DashboardMeasure[]): Figures {
  return Object.fromEntries(measures.map((name) => [name, null]));
}
