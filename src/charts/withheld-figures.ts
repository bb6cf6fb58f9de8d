import type { BoxSpec, ChartSpec, HeatmapSpec, InferredRange, ScatterSpec } from './chart-spec.ts';

/** A list with null in every place that is withheld. */
function masked<T>(values: readonly (T | null)[], withheld: readonly boolean[]): readonly (T | null)[] {
  return values.map((value, at) => (withheld[at] === true ? null : value));
}

interface Lists {
  readonly values: readonly (number | null)[];
  readonly withheld: readonly boolean[];
  readonly low?: readonly (number | null)[];
  readonly high?: readonly (number | null)[];
  readonly ghosts?: readonly (number | null)[];
}

/** Flags of withheld figures by place, and their ranges. */
interface Ranges {
  readonly withheld: readonly boolean[];
  readonly inferred?: readonly (InferredRange | null)[];
}

function maskedSeries<S extends Lists>(series: S): S {
  const { values, withheld, low, high, ghosts } = series;
  return {
    ...series,
    values: masked(values, withheld),
    ...(low === undefined ? {} : { low: masked(low, withheld) }),
    ...(high === undefined ? {} : { high: masked(high, withheld) }),
    ...(ghosts === undefined ? {} : { ghosts: masked(ghosts, withheld) }),
  };
}

interface WithheldMark {
  readonly value: number | null;
  readonly withheld: boolean;
  readonly ghost?: number | null;
}

/** A mark without its figure, should it be withheld. */
function maskedMark<M extends WithheldMark>(mark: M): M {
  if (!mark.withheld) return mark;
  return mark.ghost === undefined ? { ...mark, value: null } : { ...mark, value: null, ghost: null };
}

function maskedCell(cell: HeatmapSpec['cells'][number]): HeatmapSpec['cells'][number] {
  if (!cell.withheld) return cell;
  const { x, y, withheld, label, colour, incomplete, inferred } = cell;
  return {
    x,
    y,
    value: null,
    withheld,
    label,
    ...(colour === undefined ? {} : { colour }),
    ...(incomplete === undefined ? {} : { incomplete }),
    ...(inferred === undefined ? {} : { inferred }),
  };
}

/** A point without its place, should it be withheld. */
function maskedPoint(point: ScatterSpec['points'][number]): ScatterSpec['points'][number] {
  return point.withheld ? { ...point, x: null, value: null } : point;
}

/** A box without its figures, should they be withheld. */
function maskedBox(box: BoxSpec['boxes'][number]): BoxSpec['boxes'][number] {
  if (!box.withheld) return box;
  return { ...box, low: null, q1: null, median: null, q3: null, high: null, rows: null };
}

/**
 * A chart without the figures that are marked as withheld, their intervals and their notes, so that nothing that is
 * drawn, read or written can depend on them, should a view have left them in.
 */
export function withoutWithheld(spec: ChartSpec): ChartSpec {
  switch (spec.kind) {
    case 'heatmap':
      return { ...spec, cells: spec.cells.map(maskedCell) };
    case 'bar':
    case 'treemap':
    case 'funnel':
      return { ...spec, categories: spec.categories.map(maskedMark) };
    case 'scatter':
      return { ...spec, points: spec.points.map(maskedPoint) };
    case 'box':
      return { ...spec, boxes: spec.boxes.map(maskedBox) };
    case 'histogram':
      return {
        ...spec,
        counts: masked(spec.counts, spec.withheld),
        ...(spec.ghosts === undefined ? {} : { ghosts: masked(spec.ghosts, spec.withheld) }),
      };
    case 'line':
      return { ...spec, series: spec.series.map(maskedSeries) };
    case 'grouped':
    case 'stacked':
      return { ...spec, series: spec.series.map(maskedSeries) };
    case 'sankey':
      return { ...spec, links: spec.links.map(maskedMark) };
  }
}

/** What can be inferred of each withheld figure of a chart; null where nothing is known of one. */
export function withheldRanges(spec: ChartSpec): readonly (InferredRange | null)[] {
  const ofMarks = (
    marks: readonly { readonly withheld: boolean; readonly inferred?: InferredRange }[],
  ): (InferredRange | null)[] =>
    marks.filter(({ withheld }) => withheld).map(({ inferred }) => inferred ?? null);
  const ofLists = ({ withheld, inferred }: Ranges): (InferredRange | null)[] =>
    withheld.flatMap((is, at) => (is ? [inferred?.[at] ?? null] : []));
  switch (spec.kind) {
    case 'heatmap':
      return ofMarks(spec.cells);
    case 'bar':
    case 'treemap':
    case 'funnel':
      return ofMarks(spec.categories);
    case 'scatter':
      return ofMarks(spec.points);
    case 'box':
      return ofMarks(spec.boxes);
    case 'histogram':
      return ofLists(spec);
    case 'line':
    case 'grouped':
    case 'stacked':
      return spec.series.flatMap(ofLists);
    case 'sankey':
      return ofMarks(spec.links);
  }
}
