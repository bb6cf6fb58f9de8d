import { findAnalysis } from '../../../analyses/index.ts';
import type { ViewContext, View } from '../../../analyses/analysis.ts';
import { valueLabel } from '../../../analyses/metric/tables.ts';
import type { CategorySpec, ChartSpec } from '../../../charts/chart-spec.ts';
import { figureText } from '../../../charts/labels.ts';
import type { Language } from '../../../charts/look.ts';
import type { ComparedAsk, ComparedRecords, ComparedRun } from '../../../contract/compared-records.ts';
import type { AnalysisOutcome } from '../../../contract/outcome.ts';
import type { Unit } from '../../../contract/result-set.ts';
import { numbers, texts } from '../../../contract/result-set.ts';
import type { Workspace } from '../../../state/workspace.svelte.ts';
import type { PairedFigure } from './paired-charts.ts';

type Words = Pick<Workspace, 't' | 'formats' | 'say'>;
type FiguresAsk = Extract<ComparedAsk, { kind: 'figures' }>;

/** Units of figures that are parts of one whole. */
const PARTS: readonly Unit[] = ['customers', 'orders', 'rows', 'currency'];

/** What figures by group are called. */
export function figuresName(ask: FiguresAsk, { t }: Words): string {
  const measure = t(`records.compare.measure.${ask.measure}`);
  const name =
    ask.of === null
      ? t('records.compare.name.count', { measure, by: ask.by })
      : t('records.compare.name.of', { measure, of: ask.of, by: ask.by });
  return ask.where.reduce(
    (all, { column, values }) =>
      t('records.compare.name.where', { name: all, column, values: values.join(', ') }),
    name,
  );
}

/** Charts of an analysis that mean something under the parameters it ran with. */
export function viewsOf({ analysisId, params }: AnalysisOutcome): readonly View[] {
  return findAnalysis(analysisId).views.filter(({ when }) => when?.(params) !== false);
}

/** Draws figures by group; a sum of any column is a plain number. */
export function figuresChart(
  ask: FiguresAsk,
  { customer }: Pick<ComparedRecords, 'customer'>,
  { tables }: AnalysisOutcome,
): CategorySpec {
  const { cells } = tables;
  if (cells === undefined) throw new RangeError('figures by group come without cells');
  const counts = ask.measure === 'customers' || ask.measure === 'orders';
  const records = ask.measure === 'orders' || (ask.measure === 'customers' && customer === null);
  const figures = numbers(cells, ask.measure);
  const people = numbers(cells, 'customers');
  const groups = texts(cells, 'dimension1');
  const named = cells.columns.find(({ name }) => name === 'dimension1')?.values ?? [];
  const total = named.indexOf(null);
  return {
    kind: 'bar',
    title: 'records.compare.title',
    unit: counts ? (records ? 'rows' : 'customers') : 'number',
    figure: records ? 'records.compare.measure.records' : `records.compare.measure.${ask.measure}`,
    currency: null,
    contributors: total < 0 ? 0 : (people[total] ?? 0),
    categories: groups.flatMap((text, place) =>
      place === total
        ? []
        : [
            {
              label: valueLabel(text),
              value: Number.isNaN(figures[place]) ? null : (figures[place] ?? null),
              withheld: false,
              colour: 'accent' as const,
            },
          ],
    ),
  };
}

/** Draws a chart of one side of an analysis. */
export function viewChart(view: View, { tables, params }: AnalysisOutcome): ChartSpec {
  const table = tables[view.table];
  if (table === undefined) throw new RangeError(`no table ${view.table}`);
  const context: ViewContext = { params, currency: null };
  return view.chart(table, context);
}

/** Whether the figures of a chart are parts of one whole. */
function arePartsOf(spec: ChartSpec, ask: ComparedAsk): boolean {
  if (ask.kind === 'figures') return !/per_customer|average/u.test(ask.measure);
  return PARTS.includes(spec.unit) && spec.kind !== 'line' && spec.kind !== 'grouped';
}

/** The largest change between two sides in a sentence: in points of the whole where figures are parts, else in per cent. */
export function changeInWords(
  figures: readonly PairedFigure[],
  spec: ChartSpec,
  { ask }: ComparedRun,
  words: Words & { readonly language: Language },
): string {
  const { t, formats, language } = words;
  const parts = arePartsOf(spec, ask);
  const sum = (side: 'before' | 'after'): number =>
    figures.reduce((all, figure) => all + (figure[side] ?? 0), 0);
  const [whole, left] = [sum('before'), sum('after')];
  const shareOf = (value: number | null, all: number): number => (all === 0 ? 0 : (value ?? 0) / all);
  const change = ({ before, after }: PairedFigure): number => {
    if (parts) return shareOf(after, left) - shareOf(before, whole);
    if (before === null || after === null || before === 0) return 0;
    return (after - before) / Math.abs(before);
  };
  // What is put together as the rest is not the same groups on both sides.
  const told = figures.filter(({ name }) => name !== t('metric.value.others'));
  const [largest] = [...told].sort((a, b) => Math.abs(change(b)) - Math.abs(change(a)));
  if (largest === undefined || figures.every(({ before, after }) => before === after)) {
    return t('records.compare.change.none');
  }
  const written = (value: number | null): string =>
    figureText(value ?? 0, spec.unit, spec.currency, language);
  const shown = { name: largest.name, before: written(largest.before), after: written(largest.after) };
  const by = change(largest);
  return parts
    ? t('records.compare.change.points', { ...shown, points: formats.number(Math.abs(by) * 100, 1) })
    : t('records.compare.change.relative', { ...shown, share: formats.share(by) });
}

/** What stands on both sides and what does not, in sentences. */
export function totalsInWords(compared: ComparedRecords, { t, formats }: Words): readonly string[] {
  const { before, after, customer, amount, suppressed, starred, ranged } = compared;
  const n = (value: number): string => formats.number(value);
  const counted = { records: n(before.records), recordsAfter: n(after.records) };
  const gone = { suppressed: n(suppressed), records: n(before.records) };
  return [
    customer === null
      ? t('records.compare.totalsRecords', counted)
      : t('records.compare.totals', {
          ...counted,
          customers: n(before.customers),
          customersAfter: n(after.customers),
        }),
    ...(amount === null
      ? []
      : [
          t('records.compare.amount', {
            column: amount,
            before: n(before.amount ?? 0),
            after: n(after.amount ?? 0),
          }),
        ]),
    suppressed === 0
      ? t('records.compare.noneSuppressed')
      : t(starred > 0 ? 'records.compare.starred' : 'records.compare.leftOut', gone),
    ranged.length === 0
      ? t('records.compare.levels')
      : t('records.compare.ranged', { columns: ranged.join(', ') }),
  ];
}

/** Why each analysis that is lost cannot be run. */
export function lostInWords({ lost }: Pick<ComparedRecords, 'lost'>, words: Words): readonly string[] {
  const { t } = words;
  return lost.map(({ analysisId, role, column, reason }) => {
    const analysis = words.say(findAnalysis(analysisId).title);
    const needs = { analysis, role: t(`role.${role}`) };
    return reason === 'absent' || column === null
      ? t('records.compare.lost.absent', needs)
      : t(`records.compare.lost.${reason}`, { ...needs, column });
  });
}
