import type { ColourToken, Label } from '../../../charts/chart-spec.ts';
import { dimensionValueColour, dimensionValueLabel } from '../words/dimension-words.ts';
import { measureKey } from '../words/measure-words.ts';
import { chosenOf, rowsOf, valuesOf, type GroupsDrawn } from './groups-rows.ts';

/** Most lines, or parts of a bar, that colours tell apart. */
const MOST_SERIES = 6;
const SERIES = ['series1', 'series2', 'series3', 'series4', 'series5', 'series6'] as const;

/** One series for each value of the dimension that is not the axis; one alone where there is none. */
export function seriesOf(
  drawn: GroupsDrawn,
  axis: number,
): {
  readonly places: readonly string[];
  /** Value that each series stands for; null where there is one alone. */
  readonly names: readonly (string | null)[];
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
      label:
        other === null ? ({ key: measureKey(drawn.measure) } as const) : dimensionValueLabel(dimension, name),
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
  const kept = all.flatMap((each, at) => (largest.has(each) ? [{ each, name: names[at] ?? '' }] : []));
  return {
    places,
    names: kept.map(({ name }) => (other === null ? null : name)),
    series: kept.map(({ each }) => each),
  };
}
