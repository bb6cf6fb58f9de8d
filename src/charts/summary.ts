import type { Unit } from '../contract/result-set.ts';
import type { ChartSpec } from './chart-spec.ts';
import { figureWithUnit, say, withheldCount } from './labels.ts';
import type { Language } from './look.ts';
import { markFigure, marks, type Mark } from './marks.ts';

/** Units whose figures may be added up over the marks of a chart. */
const ADDITIVE: ReadonlySet<Unit> = new Set(['customers', 'orders', 'rows', 'currency']);

function extreme(shown: readonly Mark[], better: (a: number, b: number) => boolean): Mark | undefined {
  return shown.reduce<Mark | undefined>(
    (best, mark) => (best === undefined || better(mark.value ?? 0, best.value ?? 0) ? mark : best),
    undefined,
  );
}

/**
 * A chart in words: what it shows, its total where figures add up, its largest and smallest mark, and how many
 * are withheld. It stands for the drawing wherever that cannot be seen.
 *
 * @param spec the chart
 * @param language the words are in it
 */
export function summarise(spec: ChartSpec, language: Language): string {
  const { translate } = language;
  const all = marks(spec, language);
  const shown = all.filter((mark) => mark.value !== null && !mark.withheld);
  const withheld = withheldCount(spec);
  const sentences = [
    translate('chart.summary.what', {
      title: say(spec.title, language),
      count: all.length,
      what: translate(`chart.marks.${spec.kind}`),
    }),
  ];
  if (ADDITIVE.has(spec.unit) && shown.length > 0) {
    const total = shown.reduce((sum, mark) => sum + (mark.value ?? 0), 0);
    const figure = figureWithUnit(total, spec.unit, spec.currency, language);
    sentences.push(
      translate(withheld === 0 ? 'chart.summary.total' : 'chart.summary.totalShown', { figure }),
    );
  }
  const largest = extreme(shown, (a, b) => a > b);
  const smallest = extreme(shown, (a, b) => a < b);
  if (largest !== undefined) {
    const figure = markFigure(largest, spec, language);
    sentences.push(translate('chart.summary.largest', { name: largest.name, figure }));
  }
  if (smallest !== undefined && smallest.value !== largest?.value) {
    const figure = markFigure(smallest, spec, language);
    sentences.push(translate('chart.summary.smallest', { name: smallest.name, figure }));
  }
  if (withheld > 0) sentences.push(translate('chart.summary.withheld', { count: withheld }));
  return sentences.join(translate('chart.summary.between'));
}
