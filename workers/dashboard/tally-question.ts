import type { Selection } from '../../src/contract/dashboard.ts';
import type { OrderCells, Summed } from './order-cells.ts';
import type { Presence } from './presence.ts';
import type { RecentValues } from './recent-values.ts';
import type { SumCubes } from './sum-cubes.ts';
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
  readonly dimensions: { readonly people: readonly string[]; readonly orders: readonly string[] };
  readonly selection: Selection;
  readonly cells: OrderCells;
  readonly codes: CodeGroups;
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

/** Places on those dimensions of orders alone that a question is about. */
export interface FewPlaces {
  /** Names of the dimensions. */
  readonly key: string;
  /** Which of them each code is at. */
  readonly ofCode: CodeGroups;
}

/** How customers are told apart by periods: groups of places with `period` left aside, and periods in them. */
export interface TimeQuestion {
  readonly few: FewPlaces;
  /** Groups of the few places. */
  readonly outer: CodeGroups;
  readonly outerKey: string;
  /** Period of each of the few places. */
  readonly periodOfPlace: Int32Array;
  /** Periods that are counted, as marks. */
  readonly may: Uint8Array;
  /** For each group of codes its outer one and its period; null where groups are not of periods. */
  readonly ofGroup: { readonly outer: Int32Array; readonly period: Int32Array } | null;
  /** Period of the first order of all of each customer. */
  readonly first: Int32Array;
  /** Whether groups are of another dimension of time than `period`. */
  readonly hasOtherTimes: boolean;
}

/** How much of what serves again may be held. What is larger is read off cells for each question. */
export interface TallyRoom {
  /** Most places of a cube. */
  readonly places: number;
  /** Most rows of customers that who is there when may have. */
  readonly rows: number;
  /** Most words that who is there at each place may take. */
  readonly words: number;
}

/** What has been computed lately and serves again when other conditions change. */
export interface KeptFigures {
  readonly room: TallyRoom;
  readonly cubes: SumCubes;
  /** Sums by code, for what is too large for a cube. */
  readonly byCode: RecentValues<Float64Array>;
  readonly presence: RecentValues<Presence>;
  /** The same with periods that count put together: a row for each group of orders. */
  readonly presenceInPeriods: RecentValues<Presence>;
  /** Who is new in one of the periods: a row for each group of orders. */
  readonly newInPeriods: RecentValues<Presence>;
  /** Who has a cell at each place on some dimensions of orders, whatever the conditions are. */
  readonly presenceAtPlaces: RecentValues<Presence>;
  /** Whose first order of all lies in each period. */
  readonly firstInPeriods: RecentValues<Presence>;
}
