import type {
  CategorySpec,
  ChartSpec,
  HeatmapSpec,
  HistogramSpec,
  InferredRange,
  LineSpec,
  SankeySpec,
  SeriesBarSpec,
} from '../charts/chart-spec.ts';
import type { WithheldCell } from '../contract/privacy.ts';
import type { ResultSet, Value } from '../contract/result-set.ts';
import type { View, ViewContext } from './analysis.ts';

/** A table with a tracer in place of each figure of a withheld row, and what can be inferred where each stands. */
interface Traced {
  readonly table: ResultSet;
  readonly origins: ReadonlyMap<number, InferredRange>;
}

/**
 * Puts tracers into withheld rows. They are powers e^(1/n) with different n: no sum of several, no mean, and no
 * multiple is another one (Lindemann 1882, Weierstrass 1885), so that a mark that has one as its figure shows the very
 * cell it stands in and nothing computed from it.
 */
function traced(table: ResultSet, cells: readonly WithheldCell[]): Traced {
  const origins = new Map<number, InferredRange>();
  const columns = table.columns.map((column) => {
    if (column.type !== 'integer' && column.type !== 'number') return column;
    const values: Value[] = [...column.values];
    for (const { row, column: counted, low, high } of cells) {
      if (values[row] !== null || low === null || high === null) continue;
      const tracer = Math.exp(1 / (origins.size + 2));
      origins.set(tracer, counted === column.name ? { low, high } : { low, high, of: 'customers' });
      values[row] = tracer;
    }
    return { ...column, values };
  });
  return { table: { ...table, columns }, origins };
}

/** What can be inferred of a mark, by the figure it has in the chart of the traced table. */
type Look = (figure: number | null | undefined) => InferredRange | undefined;

const same = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);

/** Marks with what can be inferred of the withheld ones, found by what names them. */
function withRanges<M extends { readonly value: number | null; readonly withheld: boolean }>(
  marks: readonly M[],
  others: readonly M[],
  nameOf: (mark: M) => string,
  look: Look,
): readonly M[] {
  const figures = new Map(others.map((mark) => [nameOf(mark), mark.value]));
  return marks.map((mark) => {
    const inferred = mark.withheld ? look(figures.get(nameOf(mark))) : undefined;
    return inferred === undefined ? mark : { ...mark, inferred };
  });
}

function inHeatmap(spec: HeatmapSpec, other: HeatmapSpec, look: Look): HeatmapSpec {
  if (!same(other.x.labels, spec.x.labels) || !same(other.y.labels, spec.y.labels)) return spec;
  return { ...spec, cells: withRanges(spec.cells, other.cells, ({ x, y }) => `${x} ${y}`, look) };
}

function inCategories(spec: CategorySpec, other: CategorySpec, look: Look): CategorySpec {
  const nameOf = ({ label }: CategorySpec['categories'][number]): string => JSON.stringify(label);
  return { ...spec, categories: withRanges(spec.categories, other.categories, nameOf, look) };
}

function inFlows(spec: SankeySpec, other: SankeySpec, look: Look): SankeySpec {
  return { ...spec, links: withRanges(spec.links, other.links, ({ from, to }) => `${from} > ${to}`, look) };
}

type Ranges = readonly (InferredRange | null)[];

/** Ranges by place, where any is known. */
function rangesAt(
  withheld: readonly boolean[],
  figures: readonly (number | null)[],
  look: Look,
): { readonly inferred?: Ranges } {
  const inferred = withheld.map((is, at) => (is ? (look(figures[at]) ?? null) : null));
  return inferred.some((each) => each !== null) ? { inferred } : {};
}

function inHistogram(spec: HistogramSpec, other: HistogramSpec, look: Look): HistogramSpec {
  return spec.counts.length === other.counts.length
    ? { ...spec, ...rangesAt(spec.withheld, other.counts, look) }
    : spec;
}

type Series = Pick<LineSpec['series'][number], 'label' | 'values' | 'withheld'>;

function inSeries<S extends Series>(
  series: readonly S[],
  others: readonly Series[],
  look: Look,
): readonly S[] {
  return series.map((each, index) => {
    const other = others[index];
    const fits = same(other?.label, each.label) && other?.values.length === each.values.length;
    return fits ? { ...each, ...rangesAt(each.withheld, other.values, look) } : each;
  });
}

function inSeriesChart(spec: LineSpec | SeriesBarSpec, other: ChartSpec, look: Look): ChartSpec {
  if (!('series' in other)) return spec;
  return spec.kind === 'line'
    ? { ...spec, series: inSeries<LineSpec['series'][number]>(spec.series, other.series, look) }
    : { ...spec, series: inSeries<SeriesBarSpec['series'][number]>(spec.series, other.series, look) };
}

/** A chart with what the chart of the traced table tells of its withheld marks. */
function withTraces(spec: ChartSpec, other: ChartSpec, look: Look): ChartSpec {
  if ('categories' in spec) return 'categories' in other ? inCategories(spec, other, look) : spec;
  if ('series' in spec) return inSeriesChart(spec, other, look);
  switch (spec.kind) {
    case 'heatmap':
      return other.kind === spec.kind ? inHeatmap(spec, other, look) : spec;
    case 'histogram':
      return other.kind === spec.kind ? inHistogram(spec, other, look) : spec;
    case 'sankey':
      return other.kind === spec.kind ? inFlows(spec, other, look) : spec;
    // These draw single rows, which do not leave.
    case 'scatter':
    case 'box':
      return spec;
  }
}

/**
 * Draws a table as released, with what can be inferred of its withheld counts of customers. A mark that shows the
 * count has its range; a mark that shows another figure of the same row has that of the customers behind it; a mark
 * that is computed from several rows has none. To find the rows that marks come from, the view is drawn a second time
 * with tracers in place of what is withheld: all that enters are the table as released and bounds that anybody who has
 * it can work out.
 *
 * @param table the table as released
 * @param withheld what can be inferred of its withheld counts
 */
export function chartWithInferred(
  view: Pick<View, 'chart'>,
  table: ResultSet,
  context: ViewContext,
  withheld: readonly WithheldCell[],
): ChartSpec {
  const spec = view.chart(table, context);
  if (withheld.length === 0) return spec;
  const { table: withTracers, origins } = traced(table, withheld);
  if (origins.size === 0) return spec;
  const counts = spec.unit === 'customers';
  return withTraces(spec, view.chart(withTracers, context), (figure) => {
    const range = typeof figure === 'number' ? origins.get(figure) : undefined;
    return range === undefined || counts ? range : { ...range, of: 'customers' };
  });
}
