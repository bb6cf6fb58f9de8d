import type { ColourToken, Label } from '../../charts/chart-spec.ts';
import type { DashboardMeasure } from '../../contract/dashboard.ts';
import { dimensionValueColour, dimensionValueLabel } from './dimension-words.ts';
import { measureKey } from './measure-names.ts';
import { chosenOf, rowsOf, valuesOf, type GroupRow, type GroupsDrawn } from './groups-rows.ts';

/** Most lines, or parts of a bar, that colours tell apart. */
const MOST_SERIES = 6;
const SERIES = ['series1', 'series2', 'series3', 'series4', 'series5', 'series6'] as const;

/** Sums of parts that have nothing in common: the parts that are not drawn one by one can be added up. */
const ADDITIVE: readonly DashboardMeasure[] = ['revenue', 'units', 'margin'];

/** One series of a chart of groups. */
interface GroupSeries {
  readonly label: Label;
  readonly colour: ColourToken;
  readonly values: readonly (number | null)[];
  readonly withheld: readonly boolean[];
  readonly incomplete: readonly boolean[];
  readonly ghosts: readonly (number | null)[];
  readonly chosen?: boolean;
}

/** Figures of one series over the places of the axis. */
type Cells = readonly (Pick<GroupRow, 'value' | 'withheld' | 'ghost'> | undefined)[];

function sizeOf(cells: Cells): number {
  return cells.reduce((sum, cell) => sum + (cell?.ghost ?? cell?.value ?? 0), 0);
}

/** Sums over series, place by place; withheld where any part is. */
function addedUp(all: readonly Cells[], places: number): Cells {
  return Array.from({ length: places }, (_, at) => {
    const cells = all.flatMap((each) => each[at] ?? []);
    const sum = (figures: readonly (number | null)[]): number | null =>
      figures.every((figure) => figure === null)
        ? null
        : figures.reduce<number>((all, each) => all + (each ?? 0), 0);
    const withheld = cells.some((cell) => cell.withheld);
    return {
      value: withheld ? null : sum(cells.map(({ value }) => value)),
      ghost: sum(cells.map(({ ghost }) => ghost)),
      withheld,
    };
  });
}

/** Names of the series that are drawn one by one: all that have a colour of their own, else the largest. */
function drawnNames(
  names: readonly string[],
  dimension: string,
  cellsOf: (name: string) => Cells,
): ReadonlySet<string> {
  const own = names.every((name) => dimensionValueColour(dimension, name) !== undefined);
  if (own || names.length <= MOST_SERIES) return new Set(names);
  const bySize = [...names].sort((one, other) => sizeOf(cellsOf(other)) - sizeOf(cellsOf(one)));
  return new Set(bySize.slice(0, MOST_SERIES));
}

/** Series over the values of one dimension, and the value of the other one that each stands for. */
export interface GroupSeriesOver {
  readonly places: readonly string[];
  /** Null where there is one series alone, and for the rest of them put together. */
  readonly names: readonly (string | null)[];
  readonly series: readonly GroupSeries[];
}

/**
 * One series for each value of the dimension that is not the axis; one alone where there is none. Of more than colours
 * tell apart the largest are drawn, and the rest as one where that is a sum.
 */
export function seriesOf(drawn: GroupsDrawn, axis: number): GroupSeriesOver {
  const rows = rowsOf(drawn);
  const places = valuesOf(drawn, rows, axis);
  const incomplete = places.map((place) => place === drawn.incomplete);
  const built = (label: Label, colour: ColourToken, cells: Cells): GroupSeries => ({
    label,
    colour,
    values: cells.map((cell) => cell?.value ?? null),
    withheld: cells.map((cell) => cell?.withheld ?? false),
    incomplete,
    ghosts: cells.map((cell) => cell?.ghost ?? null),
  });
  const byPlace = new Map(
    rows.map((row) => [`${row.places[axis] ?? ''}\n${row.places[1 - axis] ?? ''}`, row]),
  );
  const cellsOf = (name: string): Cells => places.map((place) => byPlace.get(`${place}\n${name}`));
  const dimension = drawn.dimensions[1 - axis];
  if (drawn.dimensions.length < 2 || dimension === undefined) {
    return {
      places,
      names: [null],
      series: [built({ key: measureKey(drawn.measure) }, 'accent', cellsOf(''))],
    };
  }
  const names = valuesOf(drawn, rows, 1 - axis);
  const shown = drawnNames(names, dimension, cellsOf);
  const listed = names.filter((name) => shown.has(name));
  const { chosen } = chosenOf(drawn, dimension, listed);
  const series = listed.map((name, at) => ({
    ...built(
      dimensionValueLabel(dimension, name),
      dimensionValueColour(dimension, name) ?? SERIES[at % MOST_SERIES] ?? 'series1',
      cellsOf(name),
    ),
    ...(chosen === undefined ? {} : { chosen: chosen[at] ?? false }),
  }));
  const rest = names.filter((name) => !shown.has(name));
  if (rest.length === 0 || !ADDITIVE.includes(drawn.measure)) return { places, names: listed, series };
  const others = built({ key: 'metric.value.others' }, 'other', addedUp(rest.map(cellsOf), places.length));
  return { places, names: [...listed, null], series: [...series, others] };
}
