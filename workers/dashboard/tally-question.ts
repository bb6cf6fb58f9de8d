import type { OrderCells, Summed } from './order-cells.ts';
import type { Presence } from './presence.ts';
import type { RecentValues } from './recent-values.ts';
import type { Chosen, CodeGroups, CodeTime, PeopleGroups } from './tally.ts';

/** A sum for each group, and whether any of its rows says it; null where all do. */
export interface SumsByGroup {
  readonly values: Float64Array;
  readonly known: Float64Array | null;
}

/** Figures of the groups that some dimensions make under some conditions, each counted when it is first asked for. */
export interface Tally {
  /** Where every group lies on each of the dimensions, in the order they were asked for. */
  readonly groups: readonly Int32Array[];
  readonly size: number;
  readonly orders: () => Float64Array;
  readonly customers: () => Float64Array;
  readonly newcomers: () => Float64Array;
  /** Null when the data do not have the figure. */
  readonly sum: (name: Summed) => SumsByGroup | null;
}

/** Figures without where their groups lie. */
export type GroupFigures = Omit<Tally, 'groups' | 'size'>;

/** What is to be counted. */
export interface TallyQuestion {
  readonly cells: OrderCells;
  /** Names the cells. */
  readonly cellsKey: string;
  readonly codes: CodeGroups;
  /** Names what is counted of the codes. */
  readonly codesKey: string;
  readonly people: PeopleGroups;
  readonly peopleKey: string;
  readonly chosen: Chosen;
  readonly chosenKey: string;
  /** Those who are chosen and began in the time that is asked for. */
  readonly beginning: Chosen;
  /** Dimensions of time that make groups. */
  readonly times: readonly CodeTime[];
  readonly when: TimeQuestion;
}

/** How customers are told apart by periods: groups of codes with `period` left aside, and periods in them. */
export interface TimeQuestion {
  readonly outer: CodeGroups;
  readonly outerKey: string;
  /** Null where cells do not tell periods: all is one then. */
  readonly periodOfCode: Int32Array | null;
  /** Periods that are counted, as marks. */
  readonly may: Uint8Array;
  /** For each group of codes its outer one and its period; null where groups are not of periods. */
  readonly ofGroup: { readonly outer: Int32Array; readonly period: Int32Array } | null;
  /** Period of the first order of all of each customer. */
  readonly first: Int32Array;
  /** Whether groups are of another dimension of time than `period`. */
  readonly hasOtherTimes: boolean;
}

/** What has been computed lately and serves again when other conditions change. */
export interface KeptFigures {
  readonly byCode: RecentValues<Float64Array>;
  readonly byCustomer: RecentValues<Float64Array>;
  readonly marked: RecentValues<Uint8Array>;
  readonly presence: RecentValues<Presence>;
}
