import type { BoxSpec, ScatterSpec } from './chart-spec.ts';
import { figureName, figureText, figureWithUnit, labelText, say } from './labels.ts';
import type { Language } from './look.ts';
import { numberFormat } from './number-format.ts';
import { acrossInWords, correlation, placedPoints } from './points.ts';

/** Points in words: how many, from where to where, and whether one quantity goes with the other. */
export function cloud(spec: ScatterSpec, language: Language): readonly string[] {
  const { translate } = language;
  const title = say(spec.title, language);
  const points = placedPoints(spec);
  const [first] = points;
  if (first === undefined) return [translate('chart.summary.noLine', { title })];
  let [left, right, low, high] = [first.x, first.x, first.y, first.y];
  for (const { x, y } of points) {
    [left, right] = [Math.min(left, x), Math.max(right, x)];
    [low, high] = [Math.min(low, y), Math.max(high, y)];
  }
  const across = (x: number): string => acrossInWords(spec, x, language);
  const up = (y: number): string => figureWithUnit(y, spec.unit, spec.currency, language);
  const span = (name: string, from: string, to: string): string =>
    translate('chart.summary.span', { name, from, to });
  const r = correlation(points);
  return [
    translate('chart.summary.what', { title, count: points.length, what: translate('chart.marks.scatter') }),
    span(say(spec.x.title, language), across(left), across(right)),
    span(figureName(spec, language), up(low), up(high)),
    ...(r === null
      ? []
      : [
          translate('chart.summary.correlation', {
            r: numberFormat(language.locale, { maximumFractionDigits: 2 }).format(r),
          }),
        ]),
  ];
}

/** Boxes in words: how many, and which medians are the largest and the smallest, each with its quartiles. */
export function spreadSentences(spec: BoxSpec, language: Language): readonly string[] {
  const { translate } = language;
  const title = say(spec.title, language);
  const known = spec.boxes.flatMap(({ label, median, q1, q3, withheld }) =>
    withheld || median === null ? [] : [{ name: labelText(label, language), median, q1, q3 }],
  );
  const sorted = known.toSorted((a, b) => b.median - a.median);
  const [largest, smallest] = [sorted[0], sorted.at(-1)];
  const write = (value: number): string => figureText(value, spec.unit, spec.currency, language);
  const words = ({ name, median, q1, q3 }: (typeof known)[number]) => {
    const figure = figureWithUnit(median, spec.unit, spec.currency, language);
    return {
      name,
      figure:
        q1 === null || q3 === null
          ? figure
          : translate('chart.figure.interval', { figure, low: write(q1), high: write(q3) }),
    };
  };
  return [
    translate('chart.summary.what', {
      title,
      count: spec.boxes.length,
      what: translate('chart.marks.box'),
    }),
    ...(largest === undefined ? [] : [translate('chart.summary.largestMedian', words(largest))]),
    ...(smallest === undefined || smallest.median === largest?.median
      ? []
      : [translate('chart.summary.smallestMedian', words(smallest))]),
  ];
}
