import type {
  CategorySpec,
  ChartSpec,
  HeatmapSpec,
  LineSpec,
  SeriesBarSpec,
} from '../../charts/chart-spec.ts';
import { TIME_DIMENSION, type TileChart } from '../../contract/dashboard.ts';
import { dimensionLabel, dimensionValueColour, dimensionValueLabel } from './dimension-words.ts';
import { measureKey, measureUnit } from './measure-names.ts';
import { chosenOf, rowsOf, valuesOf, type GroupRow, type GroupsDrawn } from './groups-rows.ts';
import { seriesOf } from './groups-series.ts';

/** A value of a dimension that a mark stands for. */
export interface MarkValue {
  readonly dimension: string;
  readonly value: string;
}

/** A chart of groups, and what its marks stand for. */
export interface GroupsDrawing {
  readonly spec: ChartSpec;
  /** Values that a mark stands for, by its place in drawing order and that of its series. */
  readonly markValues: (mark: number, series: number | null) => readonly MarkValue[];
  /** Values along the axis; null where marks have no axis in common. */
  readonly axis: { readonly dimension: string; readonly values: readonly string[] } | null;
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

function categories(drawn: GroupsDrawn, kind: 'bar' | 'treemap'): GroupsDrawing {
  const [dimension = ''] = drawn.dimensions;
  const all = rowsOf(drawn);
  const order = valuesOf(drawn, all, 0);
  const placeOf = ({ places: [value = ''] }: GroupRow): number => order.indexOf(value);
  const rows = [...all].sort((one, other) => placeOf(one) - placeOf(other));
  const values = rows.map(({ places: [value = ''] }) => value);
  const spec: CategorySpec = {
    kind,
    ...baseOf(drawn),
    ...chosenOf(drawn, dimension, values),
    categories: rows.map(({ places: [value = ''], value: figure, withheld, ghost }) => ({
      label: dimension === '' ? { key: 'metric.value.all' } : dimensionValueLabel(dimension, value),
      value: figure,
      withheld,
      ghost,
      colour: dimensionValueColour(dimension, value) ?? 'accent',
    })),
  };
  return {
    spec,
    markValues: (mark) => markValue(dimension, values[mark]),
    axis: kind === 'bar' && dimension !== '' ? { dimension, values } : null,
  };
}

function markValue(dimension: string, value: string | null | undefined): readonly MarkValue[] {
  return dimension === '' || value === null || value === undefined ? [] : [{ dimension, value }];
}

/** Which dimension goes along the axis: time where there is one. */
function axisOf({ dimensions }: GroupsDrawn): number {
  return dimensions.length > 1 && isTime(dimensions[1]) && !isTime(dimensions[0]) ? 1 : 0;
}

/** Series over the values of one dimension: lines, or bars. */
function overAxis(drawn: GroupsDrawn, kind: 'line' | 'area' | 'grouped' | 'stacked'): GroupsDrawing {
  const axis = axisOf(drawn);
  const dimension = drawn.dimensions[axis] ?? '';
  const other = drawn.dimensions[1 - axis] ?? '';
  const { places, names, series } = seriesOf(drawn, axis);
  const title = dimensionLabel(dimension);
  const labels = places.map((place) => dimensionValueLabel(dimension, place));
  const base = { ...baseOf(drawn), ...chosenOf(drawn, dimension, places) };
  const spec: LineSpec | SeriesBarSpec =
    kind === 'grouped' || kind === 'stacked'
      ? { kind, ...base, x: { title, labels }, series }
      : {
          kind: 'line',
          ...base,
          x: { title, kind: 'category', values: places, labels },
          series: series.map((each) => ({
            ...each,
            style: 'solid',
            ...(kind === 'area' ? { area: true } : {}),
          })),
          zeroBased: true,
        };
  return {
    spec,
    markValues: (mark, at) => [
      ...markValue(dimension, places[mark]),
      ...markValue(other, at === null ? null : names[at]),
    ],
    axis: { dimension, values: places },
  };
}

function heatmap(drawn: GroupsDrawn): GroupsDrawing {
  const across = axisOf(drawn) === 1 || !isTime(drawn.dimensions[0]) ? 1 : 0;
  const down = 1 - across;
  const rows = rowsOf(drawn);
  const [xs, ys] = [valuesOf(drawn, rows, across), valuesOf(drawn, rows, down)];
  const [x = '', y = ''] = [drawn.dimensions[across], drawn.dimensions[down]];
  const isChosen = ({ places }: GroupRow): boolean =>
    (drawn.isChosen?.(x, places[across] ?? '') ?? true) && (drawn.isChosen?.(y, places[down] ?? '') ?? true);
  const chosen = rows.map(isChosen);
  const spec: HeatmapSpec = {
    kind: 'heatmap',
    scale: 'sequential',
    ...baseOf(drawn),
    ...(chosen.every(Boolean) ? {} : { chosen }),
    x: { title: dimensionLabel(x), labels: xs.map((value) => dimensionValueLabel(x, value)) },
    y: { title: dimensionLabel(y), labels: ys.map((value) => dimensionValueLabel(y, value)), first: 'top' },
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
  return {
    spec,
    markValues: (mark) => [
      ...markValue(x, rows[mark]?.places[across]),
      ...markValue(y, rows[mark]?.places[down]),
    ],
    axis: null,
  };
}

/** What is drawn where the reader has not chosen: a line over time, bars else, a heat map of two dimensions. */
function usualChart({ dimensions }: Pick<GroupsDrawn, 'dimensions'>): TileChart {
  const times = dimensions.filter(isTime).length;
  if (dimensions.length > 1) return times === 1 ? 'line' : 'heatmap';
  return times === 1 ? 'line' : 'bar';
}

/** The chart of a tile of groups. */
export function groupsChart(drawn: GroupsDrawn): GroupsDrawing {
  const { dimensions } = drawn;
  if (dimensions.length === 0) return categories(drawn, 'bar');
  const chosen = drawn.chart === 'auto' || drawn.chart === 'table' ? usualChart(drawn) : drawn.chart;
  const two = dimensions.length > 1;
  switch (chosen) {
    case 'line':
    case 'area':
    case 'stacked':
    case 'grouped':
      return overAxis(drawn, chosen);
    case 'heatmap':
      return two ? heatmap(drawn) : categories(drawn, 'bar');
    case 'treemap':
      return two ? heatmap(drawn) : categories(drawn, 'treemap');
    default:
      // Bars over time stand upright, in their order.
      return two || isTime(dimensions[0]) ? overAxis(drawn, 'grouped') : categories(drawn, 'bar');
  }
}
