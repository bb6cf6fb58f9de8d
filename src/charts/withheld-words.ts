import type { ChartSpec, InferredRange } from './chart-spec.ts';
import { figureText, shortText } from './labels.ts';
import type { LegendItem } from './legend.ts';
import type { ChartLook, Language } from './look.ts';
import { chartTheme } from './theme.ts';
import { withheldRanges } from './withheld-figures.ts';

type Figures = Pick<ChartSpec, 'unit' | 'currency'>;

/** A range of the very figure that is drawn, so that it has a place on the axis; null for any other. */
export function drawnRange(inferred: InferredRange | null | undefined): InferredRange | null {
  return inferred === null || inferred === undefined || inferred.of === 'customers' ? null : inferred;
}

/** Both ends of a range, written. */
function ends(
  { low, high, of }: InferredRange,
  { unit, currency }: Figures,
  write: (end: number, unit: ChartSpec['unit'], currency: string | null) => string,
): { readonly low: string; readonly high: string } {
  const drawn = of ?? unit;
  return { low: write(low, drawn, currency), high: write(high, drawn, currency) };
}

/** A withheld figure in words, with what can be inferred of it where that is known. */
export function withheldInWords(inferred: InferredRange | null, spec: Figures, language: Language): string {
  if (inferred === null) return language.translate('chart.withheld');
  const words = inferred.of === 'customers' ? 'chart.withheld.behind' : 'chart.withheld.between';
  return language.translate(
    words,
    ends(inferred, spec, (end, unit, currency) => figureText(end, unit, currency, language)),
  );
}

/** What can be inferred, in running text. */
export function rangeInWords(inferred: InferredRange, spec: Figures, language: Language): string {
  const words = inferred.of === 'customers' ? 'chart.summary.rangeBehind' : 'chart.summary.rangeIn';
  return language.translate(
    words,
    ends(inferred, spec, (end, unit, currency) => figureText(end, unit, currency, language)),
  );
}

/** What can be inferred, as short as a mark needs it: `0–9`, or `0–9 customers` where the figure is another. */
export function rangeText(inferred: InferredRange, spec: Figures, language: Language): string {
  const words = inferred.of === 'customers' ? 'chart.withheld.customers' : 'chart.withheld.range';
  return language.translate(
    words,
    ends(inferred, spec, (end, unit, currency) => shortText(end, unit, currency, language)),
  );
}

/** What may stand on a withheld mark, best first, for the mark to take what it has room for. */
export function withheldTexts(
  inferred: InferredRange | null | undefined,
  spec: Figures,
  language: Language,
): readonly string[] {
  const word = language.translate('chart.withheld');
  return inferred === null || inferred === undefined ? [word] : [rangeText(inferred, spec, language), word];
}

/**
 * The withheld marks of a chart in its legend, with the range that all of them are in, since marks may have no room for
 * their own.
 */
export function withheldLegend(spec: ChartSpec, look: ChartLook): LegendItem {
  const ranges = withheldRanges(spec);
  const [first] = ranges;
  const item = (text: string): LegendItem => ({
    sign: 'withheld',
    colour: chartTheme(look.theme).ink2,
    text,
  });
  const known = ranges.flatMap((each) => (each?.of === first?.of && each !== null ? [each] : []));
  if (first === undefined || first === null || known.length < ranges.length) {
    return item(look.translate('chart.withheld'));
  }
  const [low, high] = [
    Math.min(...known.map((each) => each.low)),
    Math.max(...known.map((each) => each.high)),
  ];
  const equal = known.every((each) => each.low === low && each.high === high);
  const range = rangeText({ ...first, low, high }, spec, look);
  return item(look.translate(equal ? 'chart.withheld.each' : 'chart.withheld.within', { range }));
}
