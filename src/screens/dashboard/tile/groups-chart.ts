import type {
  CategorySpec,
  ChartSpec,
  ColourToken,
  HeatmapSpec,
  Label,
  LineSpec,
  SeriesBarSpec,
} from '../../../charts/chart-spec.ts';
import { TIME_DIMENSION, type DashboardMeasure } from '../../../contract/dashboard.ts';
import { column, type ResultSet } from '../../../contract/result-set.ts';
import type { TileChart } from '../../../dashboard/dashboard.ts';
import { isSum } from '../../../dashboard/figure-change.ts';
import { dimensionLabel, dimensionValueColour, dimensionValueLabel } from '../words/dimension-words.ts';
import { measureKey, measureUnit } from '../words/measure-words.ts';

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

/** Most lines, or parts of a bar, that colours tell apart. */
const MOST_SERIES = 6;
const SERIES = ['series1', 'series2', 'series3', 'series4', 'series5', 'series6'] as const;

interface Row {
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
function rowsOf({ table, dimensions, measure, withheld, everyone }: GroupsDrawn): readonly Row[] {
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
function valuesOf(drawn: GroupsDrawn, rows: readonly Row[], place: number): readonly string[] {
  const there = new Set(rows.map(({ places }) => places[place] ?? ''));
  const order = drawn.orderOf(drawn.dimensions[place] ?? '') ?? [];
  const known = order.filter((value) => there.has(value));
  return [...known, ...[...there].filter((value) => !order.includes(value))];
}

function labelOf(dimension: string, value: string): Label {
  return dimensionValueLabel(dimension, value);
}

function isTime(dimension: string | undefined): boolean {
  return dimension === TIME_DIMENSION || dimension === 'cohortMonth';
}

type Base = Pick<CategorySpec, 'title' | 'unit' | 'figure' | 'currency' | 'contributors'>;

function baseOf({ measure, currency, customers }: GroupsDrawn): Base {
  const unit = measureUnit(measure);
  return {
    title: measureKey(measure),
    unit,
    figure: measureKey(measure),
    currency: unit === 'currency' ? currency : null,
    contributors: customers,
  };
}

function categories(drawn: GroupsDrawn, kind: 'bar' | 'treemap'): CategorySpec {
  const [dimension = ''] = drawn.dimensions;
  const all = rowsOf(drawn);
  const order = valuesOf(drawn, all, 0);
  const placeOf = ({ places: [value = ''] }: Row): number => order.indexOf(value);
  const rows = [...all].sort((one, other) => placeOf(one) - placeOf(other));
  return {
    kind,
    ...baseOf(drawn),
    ...chosenOf(
      drawn,
      dimension,
      rows.map(({ places: [value = ''] }) => value),
    ),
    categories: rows.map(({ places: [value = ''], value: figure, withheld, ghost }) => ({
      label: dimension === '' ? { key: 'metric.value.all' } : labelOf(dimension, value),
      value: figure,
      withheld,
      ghost,
      colour: dimensionValueColour(dimension, value) ?? 'accent',
    })),
  };
}

/** Which of some values are chosen; nothing where no condition is on their dimension. */
function chosenOf(
  { isChosen }: GroupsDrawn,
  dimension: string,
  values: readonly string[],
): { readonly chosen?: readonly boolean[] } {
  if (isChosen === undefined || dimension === '') return {};
  const chosen = values.map((value) => isChosen(dimension, value));
  return chosen.every(Boolean) ? {} : { chosen };
}

/** One series for each value of the dimension that is not the axis; one alone where there is none. */
function seriesOf(
  drawn: GroupsDrawn,
  axis: number,
): {
  readonly places: readonly string[];
  readonly series: readonly {
    readonly label: Label;
    readonly colour: ColourToken;
    readonly values: readonly (number | null)[];
    readonly withheld: readonly boolean[];
    readonly incomplete: readonly boolean[];
    readonly ghosts: readonly (number | null)[];
    readonly chosen?: boolean;
  }[];
} {
  const rows = rowsOf(drawn);
  const places = valuesOf(drawn, rows, axis);
  const other = drawn.dimensions.length > 1 ? 1 - axis : null;
  const dimension = other === null ? '' : (drawn.dimensions[other] ?? '');
  const names = other === null ? [''] : valuesOf(drawn, rows, other);
  const byPlace = new Map(
    rows.map((row) => [`${row.places[axis] ?? ''}\n${other === null ? '' : (row.places[other] ?? '')}`, row]),
  );
  const { chosen: chosenNames } = chosenOf(drawn, dimension, names);
  const all = names.map((name, at) => {
    const cells = places.map((place) => byPlace.get(`${place}\n${name}`));
    return {
      label: other === null ? ({ key: measureKey(drawn.measure) } as const) : labelOf(dimension, name),
      colour:
        other === null
          ? ('accent' as const)
          : (dimensionValueColour(dimension, name) ?? SERIES[at % MOST_SERIES] ?? 'series1'),
      values: cells.map((cell) => cell?.value ?? null),
      withheld: cells.map((cell) => cell?.withheld ?? false),
      incomplete: places.map((place) => place === drawn.incomplete),
      ghosts: cells.map((cell) => cell?.ghost ?? null),
      ...(other === null || chosenNames === undefined ? {} : { chosen: chosenNames[at] ?? false }),
    };
  });
  const size = ({ values, ghosts }: (typeof all)[number]): number =>
    values.reduce<number>((sum, value, at) => sum + (ghosts[at] ?? value ?? 0), 0);
  const largest = new Set([...all].sort((a, b) => size(b) - size(a)).slice(0, MOST_SERIES));
  return { places, series: all.filter((each) => largest.has(each)) };
}

/** Which dimension goes along the axis: time where there is one. */
function axisOf({ dimensions }: GroupsDrawn): number {
  return dimensions.length > 1 && isTime(dimensions[1]) && !isTime(dimensions[0]) ? 1 : 0;
}

function lines(drawn: GroupsDrawn, area: boolean): LineSpec {
  const axis = axisOf(drawn);
  const dimension = drawn.dimensions[axis] ?? '';
  const { places, series } = seriesOf(drawn, axis);
  return {
    kind: 'line',
    ...baseOf(drawn),
    ...chosenOf(drawn, dimension, places),
    x: {
      title: dimensionLabel(dimension),
      kind: 'category',
      values: places,
      labels: places.map((place) => labelOf(dimension, place)),
    },
    series: series.map((each) => ({ ...each, style: 'solid', ...(area ? { area: true } : {}) })),
    zeroBased: true,
  };
}

function seriesBars(drawn: GroupsDrawn, kind: 'grouped' | 'stacked'): SeriesBarSpec {
  const axis = axisOf(drawn);
  const dimension = drawn.dimensions[axis] ?? '';
  const { places, series } = seriesOf(drawn, axis);
  return {
    kind,
    ...baseOf(drawn),
    ...chosenOf(drawn, dimension, places),
    x: { title: dimensionLabel(dimension), labels: places.map((place) => labelOf(dimension, place)) },
    series,
  };
}

function heatmap(drawn: GroupsDrawn): HeatmapSpec {
  const across = axisOf(drawn) === 1 || !isTime(drawn.dimensions[0]) ? 1 : 0;
  const down = 1 - across;
  const rows = rowsOf(drawn);
  const [xs, ys] = [valuesOf(drawn, rows, across), valuesOf(drawn, rows, down)];
  const [x = '', y = ''] = [drawn.dimensions[across], drawn.dimensions[down]];
  return {
    kind: 'heatmap',
    scale: 'sequential',
    ...baseOf(drawn),
    x: { title: dimensionLabel(x), labels: xs.map((value) => labelOf(x, value)) },
    y: { title: dimensionLabel(y), labels: ys.map((value) => labelOf(y, value)), first: 'top' },
    cells: rows.map(({ places, value, withheld, ghost }) => ({
      ghost,
      x: xs.indexOf(places[across] ?? ''),
      y: ys.indexOf(places[down] ?? ''),
      value,
      withheld,
      label: null,
      ...(isTime(x) && places[across] === drawn.incomplete ? { incomplete: true } : {}),
    })),
  };
}

/** What is drawn where the reader has not chosen: a line over time, bars else, a heat map of two dimensions. */
function usualChart({ dimensions }: Pick<GroupsDrawn, 'dimensions'>): TileChart {
  const times = dimensions.filter(isTime).length;
  if (dimensions.length > 1) return times === 1 ? 'line' : 'heatmap';
  return times === 1 ? 'line' : 'bar';
}

/** The chart of a tile of groups. */
export function groupsChart(drawn: GroupsDrawn): ChartSpec {
  const { dimensions } = drawn;
  const chosen = drawn.chart === 'auto' || drawn.chart === 'table' ? usualChart(drawn) : drawn.chart;
  const two = dimensions.length > 1;
  switch (chosen) {
    case 'line':
    case 'area':
      return dimensions.length === 0 ? categories(drawn, 'bar') : lines(drawn, chosen === 'area');
    case 'stacked':
    case 'grouped':
      return dimensions.length === 0 ? categories(drawn, 'bar') : seriesBars(drawn, chosen);
    case 'heatmap':
      return two ? heatmap(drawn) : categories(drawn, 'bar');
    case 'treemap':
      return two ? heatmap(drawn) : categories(drawn, 'treemap');
    default:
      // Bars over time stand upright, in their order.
      if (two) return seriesBars(drawn, 'grouped');
      return isTime(dimensions[0]) ? seriesBars(drawn, 'grouped') : categories(drawn, 'bar');
  }
}
