import type { Unit } from '../contract/result-set.ts';
import type { ChartSpec, LineSpec, SankeySpec } from './chart-spec.ts';
import { figureWithUnit, incompleteCount, labelText, say, withheldCount } from './labels.ts';
import { chosenCount } from './chosen.ts';
import { hasGhosts } from './ghost.ts';
import type { Language } from './look.ts';
import { figureInWords, marks, type Mark, type MarkFigure } from './marks.ts';
import { placeInWords, valueText } from './places.ts';
import { cloud, spreadSentences } from './summary-spread.ts';
import { rangeInWords } from './withheld-words.ts';

/** Units whose figures may be added up over the marks of a chart. */
const ADDITIVE: ReadonlySet<Unit> = new Set(['customers', 'orders', 'rows', 'currency', 'purchases']);

/** Lines that are described one by one; more would be a speech. */
const LINES_IN_WORDS = 6;

/** A figure that is shown, and the name of its mark. */
interface Shown {
  readonly name: string;
  readonly figure: MarkFigure & { readonly value: number };
}

function isShown(figure: MarkFigure): figure is MarkFigure & { readonly value: number } {
  return figure.value !== null && !figure.withheld;
}

/** Every figure shown; one of several series is named by it too. */
function shownFigures(all: readonly Mark[], { translate }: Language): readonly Shown[] {
  return all.flatMap((mark) =>
    mark.figures.filter(isShown).map((figure) => ({
      name:
        figure.series === null
          ? mark.name
          : translate('chart.summary.figureOf', { series: figure.series, name: mark.name }),
      figure,
    })),
  );
}

function extreme(shown: readonly Shown[], better: (a: number, b: number) => boolean): Shown | undefined {
  return shown.reduce<Shown | undefined>(
    (best, each) => (best === undefined || better(each.figure.value, best.figure.value) ? each : best),
    undefined,
  );
}

/** Flows that begin in the first layer: over later layers the same people would be counted again. */
function firstFlows(spec: SankeySpec, shown: readonly Mark[]): readonly Mark[] {
  const layerOf = new Map(spec.nodes.map(({ id, layer }) => [id, layer]));
  const first = Math.min(...spec.nodes.map(({ layer }) => layer));
  return shown.filter((_, index) => layerOf.get(spec.links[index]?.from ?? '') === first);
}

/** Charts of marks that stand for themselves. */
type Standing = Exclude<ChartSpec, { readonly kind: 'line' | 'scatter' | 'box' }>;

/** What there is, the total where figures add up, the largest and the smallest. */
function standing(spec: Standing, all: readonly Mark[], language: Language): readonly string[] {
  const { translate } = language;
  const shown = shownFigures(all, language);
  const title = say(spec.title, language);
  const sentences = [
    spec.kind === 'grouped' || spec.kind === 'stacked'
      ? translate('chart.summary.bars', { title, count: all.length, series: spec.series.length })
      : translate('chart.summary.what', {
          title,
          count: all.length,
          what: translate(`chart.marks.${spec.kind}`),
        }),
  ];
  const added = spec.kind === 'sankey' ? shownFigures(firstFlows(spec, all), language) : shown;
  // Bars side by side need not be parts of one whole, and steps of a funnel hold the same people.
  const parts = spec.kind !== 'grouped' && spec.kind !== 'funnel';
  if (ADDITIVE.has(spec.unit) && added.length > 0 && parts) {
    const total = added.reduce((sum, { figure }) => sum + figure.value, 0);
    const figure = figureWithUnit(total, spec.unit, spec.currency, language);
    sentences.push(
      translate(withheldCount(spec) === 0 ? 'chart.summary.total' : 'chart.summary.totalShown', { figure }),
    );
  }
  const largest = extreme(shown, (a, b) => a > b);
  const smallest = extreme(shown, (a, b) => a < b);
  const words = ({ name, figure }: Shown) => ({ name, figure: figureInWords(figure, spec, language) });
  if (largest !== undefined) sentences.push(translate('chart.summary.largest', words(largest)));
  if (smallest !== undefined && smallest.figure.value !== largest?.figure.value) {
    sentences.push(translate('chart.summary.smallest', words(smallest)));
  }
  return sentences;
}

/** The sentences that a kind of chart has of its own. */
function kindSentences(spec: ChartSpec, all: readonly Mark[], language: Language): readonly string[] {
  switch (spec.kind) {
    case 'line':
      return course(spec, all, language);
    case 'scatter':
      return cloud(spec, language);
    case 'box':
      return spreadSentences(spec, language);
    default:
      return standing(spec, all, language);
  }
}

/** How each line runs: where it begins and ends, and where it turned if not there. */
function course(spec: LineSpec, all: readonly Mark[], language: Language): readonly string[] {
  const { translate } = language;
  const title = say(spec.title, language);
  const last = spec.x.values.length - 1;
  if (last < 0) return [translate('chart.summary.noLine', { title })];
  const sentences = [
    translate('chart.summary.line', {
      title,
      count: spec.series.length,
      places: say(spec.x.title, language),
      from: placeInWords(spec.x, 0, language),
      to: placeInWords(spec.x, last, language),
    }),
  ];
  const inWords = (value: number): string => figureWithUnit(value, spec.unit, spec.currency, language);
  for (const [place, series] of spec.series.slice(0, LINES_IN_WORDS).entries()) {
    const shown = all.flatMap(({ name, figures }): Shown[] => {
      const figure = figures[place];
      return figure !== undefined && isShown(figure) ? [{ name, figure }] : [];
    });
    const [begin, end] = [shown[0], shown.at(-1)];
    const high = extreme(shown, (a, b) => a > b);
    const low = extreme(shown, (a, b) => a < b);
    if (begin === undefined || end === undefined || high === undefined || low === undefined) continue;
    const ends = new Set([begin.figure.value, end.figure.value]);
    const course = {
      series: labelText(series.label, language),
      first: inWords(begin.figure.value),
      last: inWords(end.figure.value),
    };
    sentences.push(
      ends.has(high.figure.value) && ends.has(low.figure.value)
        ? translate('chart.summary.course', course)
        : translate('chart.summary.courseTurning', {
            ...course,
            high: inWords(high.figure.value),
            highAt: high.name,
            low: inWords(low.figure.value),
            lowAt: low.name,
          }),
    );
  }
  const more = spec.series.length - LINES_IN_WORDS;
  if (more > 0) sentences.push(translate('chart.summary.moreSeries', { count: more }));
  if (spec.marker !== undefined && spec.marker !== null) {
    const { label, x } = spec.marker;
    sentences.push(
      translate('chart.summary.marker', {
        label: labelText(label, language),
        place: valueText(spec.x, x, language),
      }),
    );
  }
  return sentences;
}

/** Withheld figures whose ranges are told one by one. */
const RANGES_IN_WORDS = 3;

/** What can be inferred of withheld figures: the first of them, and how many more there are. */
function inferredRanges(spec: ChartSpec, all: readonly Mark[], language: Language): readonly string[] {
  const { translate } = language;
  const told = all.flatMap(({ name, figures }) =>
    figures.flatMap(({ series, withheld, inferred }) => {
      if (!withheld || inferred === null) return [];
      const whole = series === null ? name : translate('chart.summary.figureOf', { series, name });
      return [
        translate('chart.summary.inferredOf', { name: whole, range: rangeInWords(inferred, spec, language) }),
      ];
    }),
  );
  if (told.length === 0) return [];
  const list = told.slice(0, RANGES_IN_WORDS).join(translate('chart.figures.between'));
  const more = told.length - RANGES_IN_WORDS;
  return [
    translate('chart.summary.inferred', { list }),
    ...(more > 0 ? [translate('chart.summary.inferredMore', { count: more })] : []),
  ];
}

/** What was said of a chart last: the page names the drawing by it, and so does what draws it. */
const said = new WeakMap<ChartSpec, { readonly language: Language; readonly text: string }>();

/**
 * A chart in words: what it shows, its total where figures add up, its largest and smallest mark or how its lines
 * run, how many figures are withheld or incomplete, what can be inferred of those withheld, whether the same figures
 * without conditions stand behind, and how many marks are chosen. It stands for the drawing wherever that cannot be
 * seen.
 *
 * @param spec the chart
 * @param language the words are in it
 */
export function summarise(spec: ChartSpec, language: Language): string {
  const before = said.get(spec);
  if (before?.language === language) return before.text;
  const text = sentences(spec, language);
  said.set(spec, { language, text });
  return text;
}

function sentences(spec: ChartSpec, language: Language): string {
  const { translate } = language;
  // Thousands of points are not told one by one.
  const all = spec.kind === 'scatter' ? [] : marks(spec, language);
  const parts = [...kindSentences(spec, all, language)];
  const incomplete = incompleteCount(spec);
  if (incomplete > 0) parts.push(translate('chart.summary.incomplete', { count: incomplete }));
  const withheld = withheldCount(spec);
  if (withheld > 0) parts.push(translate('chart.summary.withheld', { count: withheld }));
  parts.push(...inferredRanges(spec, all, language));
  if (hasGhosts(spec)) parts.push(translate('chart.summary.ghost'));
  const chosen = chosenCount(spec);
  if (chosen !== null) {
    parts.push(translate('chart.summary.chosen', { count: chosen, all: spec.chosen?.length ?? 0 }));
  }
  return parts.join(translate('chart.summary.between'));
}
