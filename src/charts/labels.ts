import type { Unit } from '../contract/result-set.ts';
import type { MessageKey } from '../i18n/messages.ts';
import type { ChartSpec, HistogramSpec, Label, Words } from './chart-spec.ts';
import { formatsOf, type Language } from './look.ts';
import { numberFormat } from './number-format.ts';
import { periodText } from './period-text.ts';

/** What something is called; a message without places may be named by its key alone. */
export function say(words: Words, language: Language): string {
  if (typeof words === 'object') return labelText(words, language);
  return (language.translate as (key: MessageKey) => string)(words);
}

/** The same name as it is written inside a sentence. Names out of the data stay as they are. */
export function insideSentence(label: Label): Label {
  return 'key' in label ? { ...label, inside: true } : label;
}

/** Takes the capital off the first word, unless it is written in capitals, as P(alive) and RFM are. */
function withoutCapital(text: string): string {
  return /^\p{Lu}\p{Ll}/u.test(text) ? `${text.charAt(0).toLowerCase()}${text.slice(1)}` : text;
}

/** Text of a name on an axis or a mark. */
export function labelText(label: Label, language: Language): string {
  if ('text' in label) return label.text;
  if ('period' in label) return periodText(label.period, label.grain, language);
  if ('figure' in label) return figureText(label.figure, label.unit, label.currency, language);
  const text = messageText(label, language);
  return label.inside === true ? withoutCapital(text) : text;
}

function messageText(
  { key, values: given }: Extract<Label, { key: MessageKey }>,
  language: Language,
): string {
  if (given === undefined) return say(key, language);
  const values = Object.entries(given).map(([place, value]) => [
    place,
    typeof value === 'object' ? labelText(value, language) : value,
  ]);
  type Say = (key: MessageKey, values: Readonly<Record<string, string | number>>) => string;
  return (language.translate as Say)(key, Object.fromEntries(values) as Record<string, string | number>);
}

/** Name of the figure a chart draws, as it stands beside an axis and over a column. */
export function figureName({ figure, unit, currency }: ChartSpec, language: Language): string {
  const ofUnit =
    unit === 'currency' && currency !== null ? currency : language.translate(`chart.unitName.${unit}`);
  if (figure === undefined) return ofUnit;
  const name = say(figure, language);
  return unit === 'currency' && currency !== null
    ? language.translate('chart.withUnit', { name, unit: ofUnit })
    : name;
}

/** From here on cents are left out of a chart; the table of the result has them. */
const WHOLE_MONEY = 1000;

function moneyFormat(
  locale: Language['locale'],
  currency: string | null,
  options: Intl.NumberFormatOptions,
): Intl.NumberFormat {
  const style =
    currency === null ? {} : ({ style: 'currency', currency, currencyDisplay: 'narrowSymbol' } as const);
  return numberFormat(locale, { ...style, ...options });
}

/** A figure without its unit where the axis has it; money and shares always carry their sign. */
export function figureText(value: number, unit: Unit, currency: string | null, { locale }: Language): string {
  const formats = formatsOf(locale);
  if (unit === 'currency') {
    return Math.abs(value) < WHOLE_MONEY
      ? formats.money(value, currency)
      : moneyFormat(locale, currency, { maximumFractionDigits: 0 }).format(value);
  }
  if (unit === 'share') return formats.share(value);
  if (unit === 'number') return plainText(value, locale);
  return formats.number(value, digitsOf(unit, value));
}

/** Decimals of a count. Expected purchases are seldom whole, and few of them differ in their second decimal. */
function digitsOf(unit: Unit, value: number): 0 | 1 | 2 {
  if (unit !== 'purchases') return 1;
  if (Math.abs(value) >= 1000) return 0;
  return Math.abs(value) >= 100 ? 1 : 2;
}

/** A plain figure: four digits that count, since it may be a parameter of any size. */
function plainText(value: number, locale: Language['locale']): string {
  const large = Math.abs(value) >= 1000;
  return numberFormat(locale, large ? { maximumFractionDigits: 0 } : { maximumSignificantDigits: 4 }).format(
    value,
  );
}

/** A figure with its unit, for running text. */
export function figureWithUnit(
  value: number,
  unit: Unit,
  currency: string | null,
  language: Language,
): string {
  if (unit === 'currency' || unit === 'share' || unit === 'number') {
    return figureText(value, unit, currency, language);
  }
  const parts = 10 ** digitsOf(unit, value);
  return language.translate(`chart.unit.${unit}`, { count: Math.round(value * parts) / parts });
}

/** A figure cut short for an axis: 12K, 1.2万, 40%. */
export function axisText(value: number, unit: Unit, currency: string | null, { locale }: Language): string {
  if (unit === 'share') {
    return numberFormat(locale, { style: 'percent', maximumFractionDigits: 1 }).format(value);
  }
  return moneyFormat(locale, unit === 'currency' ? currency : null, {
    notation: Math.abs(value) >= 10_000 ? 'compact' : 'standard',
    minimumFractionDigits: 0,
    maximumFractionDigits: Math.abs(value) >= 100 ? 1 : 2,
  }).format(value);
}

/** A figure for a mark with little room: whole, or three digits that count where it is large. */
export function shortText(value: number, unit: Unit, currency: string | null, language: Language): string {
  if (unit === 'share') {
    return numberFormat(language.locale, { style: 'percent', maximumFractionDigits: 0 }).format(value);
  }
  if (Math.abs(value) < 100) return axisText(value, unit, currency, language);
  const large = Math.abs(value) >= 10_000;
  return moneyFormat(
    language.locale,
    unit === 'currency' ? currency : null,
    large ? { notation: 'compact', maximumSignificantDigits: 3 } : { maximumFractionDigits: 0 },
  ).format(value);
}

/** Whether every bin of a histogram holds one whole number: the bin is then named by it. */
export function isDiscrete({ edges }: HistogramSpec): boolean {
  return edges.every(
    (edge, index) => Number.isInteger(edge) && (index === 0 || edge - (edges[index - 1] ?? 0) === 1),
  );
}

/** Whether bins grow by a constant factor, which makes equal slots a logarithmic axis. */
export function isLogarithmic({ edges, openEnd }: HistogramSpec): boolean {
  const inner = openEnd ? edges.slice(0, -1) : edges;
  if (inner.length < 4 || inner.some((edge) => edge <= 0)) return false;
  const factors = inner.slice(1).map((edge, index) => edge / (inner[index] ?? 1));
  const [first = 1] = factors;
  return first > 1.05 && factors.every((factor) => Math.abs(factor / first - 1) < 0.02);
}

/** Name of the quantity of a histogram; an amount is named with its currency. */
export function quantityTitle(spec: HistogramSpec, language: Language): string {
  const name = say(spec.quantity, language);
  return spec.quantityUnit === 'currency' && spec.currency !== null
    ? language.translate('chart.withUnit', { name, unit: spec.currency })
    : name;
}

/** An edge in full; cents only where it has some. */
function edgeText(spec: HistogramSpec, at: number, language: Language): string {
  const edge = spec.edges[at] ?? 0;
  return spec.quantityUnit === 'currency' && Number.isInteger(edge)
    ? moneyFormat(language.locale, spec.currency, { maximumFractionDigits: 0 }).format(edge)
    : figureText(edge, spec.quantityUnit, spec.currency, language);
}

/** Name of one bin: a whole number, an interval closed below and open above, or an open end. */
export function binText(spec: HistogramSpec, index: number, language: Language): string {
  const edge = (at: number): string => edgeText(spec, at, language);
  const isLast = index === spec.counts.length - 1;
  if (isLast && spec.openEnd) return language.translate('chart.bin.open', { from: edge(index) });
  if (isDiscrete(spec)) return edge(index);
  return language.translate('chart.bin', { from: edge(index), to: edge(index + 1) });
}

const count = (flags: readonly boolean[]): number => flags.filter(Boolean).length;

/** How many figures of a chart the gate has withheld. */
export function withheldCount(spec: ChartSpec): number {
  switch (spec.kind) {
    case 'histogram':
      return count(spec.withheld);
    case 'heatmap':
      return count(spec.cells.map((cell) => cell.withheld));
    case 'bar':
    case 'treemap':
    case 'funnel':
      return count(spec.categories.map((each) => each.withheld));
    case 'scatter':
      return count(spec.points.map((point) => point.withheld));
    case 'box':
      return count(spec.boxes.map((box) => box.withheld));
    case 'line':
    case 'grouped':
    case 'stacked':
      return count(spec.series.flatMap((each) => each.withheld));
    case 'sankey':
      return count(spec.links.map((link) => link.withheld));
  }
}

/** How many figures of a chart stand for a period the data end in. */
export function incompleteCount(spec: ChartSpec): number {
  switch (spec.kind) {
    case 'heatmap':
      return count(spec.cells.map((cell) => cell.incomplete ?? false));
    case 'line':
    case 'grouped':
    case 'stacked':
      return count(spec.series.flatMap((each) => each.incomplete ?? []));
    case 'histogram':
    case 'bar':
    case 'treemap':
    case 'funnel':
    case 'scatter':
    case 'box':
    case 'sankey':
      return 0;
  }
}
