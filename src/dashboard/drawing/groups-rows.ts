import { column, type ResultSet } from '../../contract/result-set.ts';
import type { DashboardMeasure, TileChart } from '../../contract/dashboard.ts';
import { isSum } from '../figure-change.ts';

/** Groups as they are to be drawn. */
export interface GroupsDrawn {
  /** Columns are the dimensions by name, then the measures by name. */
  readonly table: ResultSet;
  readonly dimensions: readonly string[];
  /** The measure that is drawn. */
  readonly measure: DashboardMeasure;
  readonly chart: TileChart;
  readonly currency: string | null;
  /** Customers behind all of it; null when that is not known. */
  readonly customers: number | null;
  /** Values of a dimension in their order; null where it has none. */
  readonly orderOf: (dimension: string) => readonly string[] | null;
  /** The period within which the data end; null when they end with one. */
  readonly incomplete: string | null;
  /** Rows that the gate has withheld; absent: none. */
  readonly withheld?: readonly boolean[];
  /** The same groups of everyone, drawn pale behind; null where nothing is selected. */
  readonly everyone?: ResultSet | null;
  /** Whether a value of a dimension is chosen; absent: nothing is. */
  readonly isChosen?: (dimension: string, value: string) => boolean;
}

/** One group. */
export interface GroupRow {
  readonly places: readonly string[];
  readonly value: number | null;
  readonly withheld: boolean;
  /** The figure of everyone; null where it is not drawn. */
  readonly ghost: number | null;
}

function keyOf(places: readonly string[]): string {
  return JSON.stringify(places);
}

function figuresOf(
  table: ResultSet,
  dimensions: readonly string[],
  measure: string,
): readonly { readonly places: readonly string[]; readonly value: number | null }[] {
  const names = dimensions.map((name) => column(table, name).values);
  return column(table, measure).values.map((value, at) => ({
    places: names.map((values) => String(values[at] ?? '')),
    value: typeof value === 'number' ? value : null,
  }));
}

/** Groups with those that only everyone has, so that marks do not come and go while filters change. */
export function rowsOf({ table, dimensions, measure, withheld, everyone }: GroupsDrawn): readonly GroupRow[] {
  const rows = figuresOf(table, dimensions, measure);
  const all = everyone == null ? [] : figuresOf(everyone, dimensions, measure);
  const ghosts = new Map(all.map(({ places, value }) => [keyOf(places), value]));
  const there = new Set(rows.map(({ places }) => keyOf(places)));
  const none = isSum(measure) ? 0 : null;
  return [
    ...rows.map((row, at) => ({
      ...row,
      withheld: withheld?.[at] ?? false,
      ghost: ghosts.get(keyOf(row.places)) ?? null,
    })),
    ...all
      .filter(({ places }) => !there.has(keyOf(places)))
      .map(({ places, value }) => ({ places, value: none, withheld: false, ghost: value })),
  ];
}

/** Values of a dimension that rows have, in their order. */
export function valuesOf(drawn: GroupsDrawn, rows: readonly GroupRow[], place: number): readonly string[] {
  const there = new Set(rows.map(({ places }) => places[place] ?? ''));
  const order = drawn.orderOf(drawn.dimensions[place] ?? '') ?? [];
  const known = order.filter((value) => there.has(value));
  return [...known, ...[...there].filter((value) => !order.includes(value))];
}

/** Which of some values are chosen; nothing where no condition is on their dimension. */
export function chosenOf(
  { isChosen }: GroupsDrawn,
  dimension: string,
  values: readonly string[],
): { readonly chosen?: readonly boolean[] } {
  if (isChosen === undefined || dimension === '') return {};
  const chosen = values.map((value) => isChosen(dimension, value));
  return chosen.every(Boolean) ? {} : { chosen };
}
