import type {
  BoxSpec,
  CategorySpec,
  ChartSpec,
  HeatmapSpec,
  InferredRange,
  LineSeries,
  SankeySpec,
  ScatterSpec,
  SeriesBarSpec,
} from './chart-spec.ts';
import { isChosen } from './chosen.ts';
import { funnelNote } from './funnel-shares.ts';
import { binText, figureText, figureWithUnit, labelText, say } from './labels.ts';
import type { Language } from './look.ts';
import { placeInWords } from './places.ts';
import { acrossText } from './points.ts';
import { withoutWithheld } from './withheld-figures.ts';
import { withheldInWords } from './withheld-words.ts';

/** One figure of a mark and what is to be said with it. */
export interface MarkFigure {
  /** Series it belongs to, where a chart has several. */
  readonly series: string | null;
  /** Null when withheld or not there. */
  readonly value: number | null;
  readonly withheld: boolean;
  readonly incomplete: boolean;
  /** Ends of its interval. */
  readonly low: number | null;
  readonly high: number | null;
  readonly note: string | null;
  /** What can be inferred of a withheld figure; null where nothing is known of that. */
  readonly inferred: InferredRange | null;
  /** The same figure without the conditions in force; null where that is not known. */
  readonly ghost: number | null;
}

/** One mark of a chart, put into words: a cell, a bar, a tile, a bin, a flow, or a place of the axis. */
export interface Mark {
  readonly name: string;
  /** One, or one of each series. */
  readonly figures: readonly MarkFigure[];
}

type PlainMark = CategorySpec['categories'][number];

/** A figure with nothing to be said about it but that it may be withheld, or have a ghost. */
function plain({
  value,
  withheld,
  inferred,
  ghost,
}: Pick<PlainMark, 'value' | 'withheld' | 'ghost'> & {
  readonly inferred?: InferredRange | null | undefined;
}): MarkFigure {
  const nothing = { series: null, incomplete: false, low: null, high: null, note: null };
  return { ...nothing, value, withheld, inferred: inferred ?? null, ghost: ghost ?? null };
}

function cellMark(cell: HeatmapSpec['cells'][number], spec: HeatmapSpec, language: Language): Mark {
  const x = spec.x.labels[cell.x];
  const y = spec.y.labels[cell.y];
  const place = language.translate('chart.cell', {
    yTitle: say(spec.y.title, language),
    y: y === undefined ? '' : labelText(y, language),
    xTitle: say(spec.x.title, language),
    x: x === undefined ? '' : labelText(x, language),
  });
  const name =
    cell.label === null
      ? place
      : language.translate('chart.cell.named', { place, name: labelText(cell.label, language) });
  return {
    name,
    figures: [
      {
        ...plain(cell),
        incomplete: cell.incomplete ?? false,
        low: cell.low ?? null,
        high: cell.high ?? null,
        note: cell.note === undefined ? null : labelText(cell.note, language),
      },
    ],
  };
}

/** What one series says at one place of the axis. */
function seriesFigure(
  series: SeriesBarSpec['series'][number] & Pick<LineSeries, 'low' | 'high'>,
  at: number,
  language: Language,
): MarkFigure {
  return {
    ...plain({
      value: series.values[at] ?? null,
      withheld: series.withheld[at] ?? false,
      inferred: series.inferred?.[at],
      ghost: series.ghosts?.[at] ?? null,
    }),
    series: labelText(series.label, language),
    incomplete: series.incomplete?.[at] ?? false,
    low: series.low?.[at] ?? null,
    high: series.high?.[at] ?? null,
  };
}

/** Name of a node; where layers have names, with that of its own, since groups recur from layer to layer. */
export function nodeText(spec: SankeySpec, id: string, language: Language): string {
  const node = spec.nodes.find((each) => each.id === id);
  if (node === undefined) return id;
  const name = labelText(node.label, language);
  const layer = spec.layers?.[node.layer];
  return layer === undefined
    ? name
    : language.translate('chart.node.inLayer', { name, layer: labelText(layer, language) });
}

/** A point: its group where there are several, and where it stands across. */
function pointMark(
  { x, value, group, withheld }: ScatterSpec['points'][number],
  spec: ScatterSpec,
  language: Language,
): Mark {
  const place = language.translate('chart.point', {
    title: say(spec.x.title, language),
    x: acrossText(spec, x, language),
  });
  const label = spec.groups[group]?.label;
  const name =
    spec.groups.length < 2 || label === undefined
      ? place
      : language.translate('chart.point.of', { group: labelText(label, language), place });
  return { name, figures: [plain({ value, withheld })] };
}

/** Figures of a box, from its lower to its upper end. */
export const BOX_FIGURES = ['low', 'q1', 'median', 'q3', 'high'] as const;

function boxMark(box: BoxSpec['boxes'][number], language: Language): Mark {
  const { translate } = language;
  const name = labelText(box.label, language);
  return {
    name:
      box.rows === null || box.withheld
        ? name
        : translate('chart.withUnit', { name, unit: translate('chart.unit.rows', { count: box.rows }) }),
    figures: BOX_FIGURES.map((figure) => ({
      ...plain({ value: box[figure], withheld: box.withheld }),
      series: translate(`chart.box.${figure}`),
    })),
  };
}

/** Steps of a funnel, each with its shares of the first and of the one before. */
function funnelMarks(spec: CategorySpec, language: Language): readonly Mark[] {
  return spec.categories.map((each, step) => ({
    name: labelText(each.label, language),
    figures: [{ ...plain(each), note: funnelNote(spec, step, language) }],
  }));
}

/**
 * The marks of a chart in drawing order: index `i` is also the data index in the drawn chart.
 *
 * @param chart its withheld figures are not looked at
 * @param language names are in it
 */
export function marks(chart: ChartSpec, language: Language): readonly Mark[] {
  const spec = withoutWithheld(chart);
  switch (spec.kind) {
    case 'heatmap':
      return spec.cells.map((cell) => cellMark(cell, spec, language));
    case 'histogram':
      return spec.counts.map((value, index) => ({
        name: binText(spec, index, language),
        figures: [
          plain({
            value,
            withheld: spec.withheld[index] ?? false,
            inferred: spec.inferred?.[index],
            ghost: spec.ghosts?.[index] ?? null,
          }),
        ],
      }));
    case 'scatter':
      return spec.points.map((point) => pointMark(point, spec, language));
    case 'box':
      return spec.boxes.map((box) => boxMark(box, language));
    case 'funnel':
      return funnelMarks(spec, language);
    case 'bar':
    case 'treemap':
      return spec.categories.map((each) => ({
        name: labelText(each.label, language),
        figures: [plain(each)],
      }));
    case 'line':
      return spec.x.values.map((_, at) => ({
        name: placeInWords(spec.x, at, language),
        figures: spec.series.map((series) => seriesFigure(series, at, language)),
      }));
    case 'grouped':
    case 'stacked':
      return spec.x.labels.map((label, at) => ({
        name: labelText(label, language),
        figures: spec.series.map((series) => seriesFigure(series, at, language)),
      }));
    case 'sankey':
      return spec.links.map((link) => ({
        name: language.translate('chart.flow', {
          from: nodeText(spec, link.from, language),
          to: nodeText(spec, link.to, language),
        }),
        figures: [plain(link)],
      }));
  }
}

/** A figure in words, with its unit, its interval and its note; says so when it is withheld or not there. */
export function figureInWords(figure: MarkFigure, spec: ChartSpec, language: Language): string {
  const { translate } = language;
  if (figure.withheld) return withheldInWords(figure.inferred, spec, language);
  const { value, low, high, note, ghost } = figure;
  if (value === null) return translate(figure.incomplete ? 'chart.incomplete' : 'chart.none');
  let said = figureWithUnit(value, spec.unit, spec.currency, language);
  if (low !== null && high !== null) {
    const end = (at: number): string => figureText(at, spec.unit, spec.currency, language);
    said = translate('chart.figure.interval', { figure: said, low: end(low), high: end(high) });
  }
  if (figure.incomplete) said = translate('chart.figure.incomplete', { figure: said });
  if (ghost !== null) {
    const everyone = figureText(ghost, spec.unit, spec.currency, language);
    said = translate('chart.figure.ghost', { figure: said, ghost: everyone });
  }
  return note === null ? said : translate('chart.figure.note', { figure: said, note });
}

/** Each figure of a mark in words, with the name of its series. Series that have nothing there are left out. */
function figuresInWords(mark: Mark, spec: ChartSpec, language: Language): readonly string[] {
  const there = mark.figures.filter(
    ({ series, value, withheld, incomplete }) => series === null || value !== null || withheld || incomplete,
  );
  if (there.length === 0) return [language.translate('chart.none')];
  return there.map((figure) => {
    const said = figureInWords(figure, spec, language);
    return figure.series === null
      ? said
      : language.translate('chart.figure.ofSeries', { series: figure.series, figure: said });
  });
}

/** Name of a mark, and whether it is chosen. */
function nameInWords({ name }: Mark, spec: ChartSpec, at: number, { translate }: Language): string {
  return isChosen(spec, at) === true ? translate('chart.mark.chosen', { name }) : name;
}

/** Every mark as a short sentence, in drawing order, for a keyboard cursor that reads figures one by one. */
export function readings(spec: ChartSpec, language: Language): readonly string[] {
  return marks(spec, language).map((mark, at) =>
    language.translate('chart.reading', {
      name: nameInWords(mark, spec, at, language),
      figure: figuresInWords(mark, spec, language).join(language.translate('chart.figures.between')),
    }),
  );
}

/** What a tooltip says of every mark, in drawing order: as the reading, a line for each series where there are several. */
export function tooltips(spec: ChartSpec, language: Language): readonly string[] {
  return marks(spec, language).map((mark, at) => {
    const figures = figuresInWords(mark, spec, language);
    const name = nameInWords(mark, spec, at, language);
    const [only = ''] = figures;
    return mark.figures.length > 1
      ? [name, ...figures].join('\n')
      : language.translate('chart.reading', { name, figure: only });
  });
}
