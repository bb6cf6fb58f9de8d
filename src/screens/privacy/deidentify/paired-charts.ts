import type {
  ChartSpec,
  HeatmapSpec,
  LineSeries,
  LineSpec,
  SeriesBarSpec,
} from '../../../charts/chart-spec.ts';
import { labelText } from '../../../charts/labels.ts';
import type { Language } from '../../../charts/look.ts';
import { marks } from '../../../charts/marks.ts';

/** One drawing of both sides, or one for each of them. */
export type PairedCharts =
  | { readonly kind: 'one'; readonly spec: ChartSpec; readonly drawn: number; readonly all: number }
  | { readonly kind: 'two'; readonly before: ChartSpec; readonly after: ChartSpec };

/** A figure of both sides, under the name of its mark. */
export interface PairedFigure {
  readonly name: string;
  /** Null where the side has no such mark. */
  readonly before: number | null;
  readonly after: number | null;
}

/** Groups that stand side by side in one drawing. */
const MOST_GROUPS = 16;
/** Figures of charts with several series: more of them are drawn twice instead. */
const MOST_FLAT = 24;

function figuresOf(spec: ChartSpec, language: Language): ReadonlyMap<string, number | null> {
  return new Map(
    marks(spec, language).flatMap(({ name, figures }) =>
      figures.map(({ series, value }) => [series === null ? name : `${series} · ${name}`, value] as const),
    ),
  );
}

/** Every figure of two charts of one kind, those before first. */
export function pairedFigures(
  before: ChartSpec,
  after: ChartSpec,
  language: Language,
): readonly PairedFigure[] {
  const [was, is] = [figuresOf(before, language), figuresOf(after, language)];
  return [...new Set([...was.keys(), ...is.keys()])].map((name) => ({
    name,
    before: was.get(name) ?? null,
    after: is.get(name) ?? null,
  }));
}

/** Bars of both sides next to each other, from one zero. */
function bars(of: ChartSpec, figures: readonly PairedFigure[]): SeriesBarSpec {
  const series = (side: 'before' | 'after') => ({
    label: { key: `records.deidentify.result.${side}` as const },
    colour: side === 'before' ? ('series2' as const) : ('accent' as const),
    values: figures.map((figure) => figure[side]),
    withheld: figures.map(() => false),
  });
  return {
    kind: 'grouped',
    title: of.title,
    unit: of.unit,
    ...(of.figure === undefined ? {} : { figure: of.figure }),
    currency: of.currency,
    ...(of.contributors === undefined ? {} : { contributors: of.contributors }),
    x: { title: 'records.compare.group', labels: figures.map(({ name }) => ({ text: name })) },
    series: [series('before'), series('after')],
  };
}

/** The largest groups in the order they stand in. */
export function largestFigures(figures: readonly PairedFigure[], most: number): readonly PairedFigure[] {
  const size = ({ before, after }: PairedFigure): number =>
    Math.max(Math.abs(before ?? 0), Math.abs(after ?? 0));
  const kept = new Set([...figures].sort((a, b) => size(b) - size(a)).slice(0, most));
  return figures.filter((each) => kept.has(each));
}

/** Lines of both sides on the same axes: of one colour, dashed before. */
function lines(before: LineSpec, after: LineSpec, language: Language): LineSpec | null {
  const same = before.x.kind === after.x.kind && before.x.kind !== 'category';
  const equal = JSON.stringify(before.x) === JSON.stringify(after.x);
  if (!same && !equal) return null;
  const values = equal
    ? before.x.values
    : [...new Set([...before.x.values, ...after.x.values])].sort((a, b) => Number(a) - Number(b));
  if (!equal && before.x.labels !== undefined) return null;
  const placed = (spec: LineSpec, side: 'before' | 'after'): readonly LineSeries[] =>
    spec.series.map(({ label, colour, values: figures, step }) => {
      const at = new Map(spec.x.values.map((value, place) => [value, figures[place] ?? null]));
      return {
        label: {
          key: 'records.compare.side',
          values: { name: labelText(label, language), side: { key: `records.compare.${side}` } },
        },
        colour,
        style: side === 'before' ? 'dashed' : 'solid',
        ...(step === undefined ? {} : { step }),
        values: equal ? figures : values.map((value) => at.get(value) ?? null),
        withheld: values.map(() => false),
      };
    });
  return {
    ...after,
    x: { ...after.x, values },
    series: [...placed(before, 'before'), ...placed(after, 'after')],
  };
}

/** The least and the most of both, so that a colour says the same on both sides. */
function shared(before: HeatmapSpec, after: HeatmapSpec): readonly [HeatmapSpec, HeatmapSpec] {
  const values = [...before.cells, ...after.cells].flatMap(({ value }) => value ?? []);
  if (values.length === 0) return [before, after];
  const range = [Math.min(...values), Math.max(...values)] as const;
  return [
    { range, ...before },
    { ...after, range: before.range ?? range },
  ];
}

/**
 * Draws a chart of the records before and the same chart after on one scale: bars next to each other, lines on the
 * same axes, grids side by side in the same colours.
 */
export function pairedCharts(before: ChartSpec, after: ChartSpec, language: Language): PairedCharts {
  if (before.kind === 'line' && after.kind === 'line') {
    const spec = lines(before, after, language);
    if (spec !== null) return { kind: 'one', spec, drawn: 0, all: 0 };
  }
  if (before.kind === 'heatmap' && after.kind === 'heatmap') {
    const [was, is] = shared(before, after);
    return { kind: 'two', before: was, after: is };
  }
  if (before.kind === 'sankey' || before.kind === 'line') return { kind: 'two', before, after };
  const figures = pairedFigures(before, after, language);
  const simple = before.kind === 'bar' || before.kind === 'treemap' || before.kind === 'histogram';
  if (!simple && figures.length > MOST_FLAT) return { kind: 'two', before, after };
  const drawn = largestFigures(figures, simple ? MOST_GROUPS : MOST_FLAT);
  return { kind: 'one', spec: bars(before, drawn), drawn: drawn.length, all: figures.length };
}
